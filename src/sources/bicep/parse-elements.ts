import { type Cursor, expect, fault, kind, skipNewline, skipRest, take } from "./cursor.ts";
import { Kind } from "./tokens.ts";

/** Reads elements between brackets, one a line or with commas. The cursor stands on the opening bracket. */
export function parseElements(cursor: Cursor, close: number, readElement: () => void): void {
  cursor.at++;
  skipNewline(cursor);
  while (kind(cursor) !== close && kind(cursor) !== Kind.end) {
    const before = cursor.at;
    readElement();
    if (kind(cursor) === close || kind(cursor) === Kind.end) break;
    if (kind(cursor) !== Kind.newline && kind(cursor) !== Kind.comma) {
      fault(cursor, "A new line or ',' is missing between two items.");
      skipRest(cursor);
    }
    if (take(cursor, Kind.newline) || take(cursor, Kind.comma)) skipNewline(cursor);
    else if (kind(cursor) === Kind.rightBrace || kind(cursor) === Kind.rightSquare) break;
    else if (cursor.at === before && kind(cursor) !== Kind.end) cursor.at++;
  }
  expect(cursor, close, close === Kind.rightBrace ? "A '}' is missing." : "A ']' is missing.");
}

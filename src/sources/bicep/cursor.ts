import type { Expr } from "../../expression/tree.ts";
import type { Name } from "./syntax.ts";
import { type Fault, Kind, type Tokens } from "./tokens.ts";

/** Where the parser is. The token at `limit` is read as the end, so that a broken statement cannot eat the next one. */
export interface Cursor {
  readonly text: string;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  at: number;
  limit: number;
  depth: number;
  faults: Fault[];
  /** Stop at the first fault: the reading is only tried. */
  trial: boolean;
  /** Where the last trial stopped. */
  stopped: number;
}

/** Brackets and operators nested deeper than this are not read: they would overflow the stack of whoever walks the tree. */
export const DEEPEST = 160;

export function cursorOf(text: string, tokens: Tokens): Cursor {
  const { kinds, starts, ends, count } = tokens;
  return { text, kinds, starts, ends, at: 0, limit: count - 1, depth: 0, faults: [], trial: false, stopped: 0 };
}

export function kind(cursor: Cursor): number {
  return cursor.at < cursor.limit ? (cursor.kinds[cursor.at] ?? 0) : Kind.end;
}

export function kindAhead(cursor: Cursor, by: number): number {
  const at = cursor.at + by;
  return at < cursor.limit ? (cursor.kinds[at] ?? 0) : Kind.end;
}

export function start(cursor: Cursor): number {
  return cursor.starts[cursor.at] ?? cursor.text.length;
}

/** Where the last token read ends. */
export function lastEnd(cursor: Cursor): number {
  return cursor.at === 0 ? 0 : (cursor.ends[cursor.at - 1] ?? 0);
}

export function tokenText(cursor: Cursor, by = 0): string {
  return cursor.text.slice(cursor.starts[cursor.at + by], cursor.ends[cursor.at + by]);
}

export function take(cursor: Cursor, wanted: number): boolean {
  if (kind(cursor) !== wanted) return false;
  cursor.at++;
  return true;
}

export function skipNewline(cursor: Cursor): void {
  if (kind(cursor) === Kind.newline) cursor.at++;
}

/** Whether the next token but newlines is of this kind; then the newlines are skipped. */
export function reach(cursor: Cursor, wanted: number): boolean {
  if (kind(cursor) === wanted) return true;
  if (kind(cursor) !== Kind.newline || kindAhead(cursor, 1) !== wanted) return false;
  cursor.at++;
  return true;
}

export function isWord(cursor: Cursor, word: string, by = 0): boolean {
  const at = cursor.at + by;
  if (at >= cursor.limit || cursor.kinds[at] !== Kind.identifier) return false;
  const from = cursor.starts[at] ?? 0;
  return (cursor.ends[at] ?? 0) - from === word.length && cursor.text.startsWith(word, from);
}

export function fault(cursor: Cursor, message: string): void {
  const from = start(cursor);
  const to = cursor.at < cursor.limit ? (cursor.ends[cursor.at] ?? from) : from;
  if (cursor.faults.length < 1000) cursor.faults.push({ start: from, end: to, message });
  if (!cursor.trial) return;
  if (cursor.faults.length === 1) cursor.stopped = cursor.at;
  cursor.at = cursor.limit;
}

export function expect(cursor: Cursor, wanted: number, message: string): boolean {
  if (take(cursor, wanted)) return true;
  fault(cursor, message);
  return false;
}

export function broken(cursor: Cursor, message: string): Expr {
  const at = start(cursor);
  fault(cursor, message);
  return { kind: "broken", message, start: at, end: at };
}

export function readName(cursor: Cursor, message: string): Name {
  const from = start(cursor);
  if (kind(cursor) !== Kind.identifier) {
    fault(cursor, message);
    return { name: "", start: from, end: from };
  }
  const name = tokenText(cursor);
  cursor.at++;
  return { name, start: from, end: lastEnd(cursor) };
}

/** Skips what could not be read up to the end of the line or item it stands in, over whole brackets. */
export function skipRest(cursor: Cursor): void {
  let open = 0;
  for (;;) {
    const here = kind(cursor);
    if (here === Kind.end) return;
    if (open === 0 && (here === Kind.newline || here === Kind.comma)) return;
    if (here === Kind.leftBrace || here === Kind.leftSquare || here === Kind.leftParen || here === Kind.stringLeft) open++;
    else if (here === Kind.rightBrace || here === Kind.rightSquare || here === Kind.rightParen || here === Kind.stringRight) {
      if (open === 0) return;
      open--;
    }
    cursor.at++;
  }
}

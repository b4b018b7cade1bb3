import { type Cursor, kindAhead, tokenText } from "./cursor.ts";
import { Kind } from "./tokens.ts";

/** Words that begin a statement when a name, a string, `=`, `{` or `*` follows. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  "targetScope",
  "metadata",
  "param",
  "var",
  "type",
  "func",
  "resource",
  "module",
  "test",
  "assert",
  "output",
  "import",
  "extension",
  "provider",
  "extensionConfig",
  "using",
  "extends",
]);

/** Whether a statement or its decorators begin at the token `by` ahead, by its look alone. */
export function startsStatement(cursor: Cursor, by: number): boolean {
  const here = kindAhead(cursor, by);
  const next = kindAhead(cursor, by + 1);
  if (here === Kind.at) return next === Kind.identifier;
  if (here !== Kind.identifier || !STATEMENT_WORDS.has(tokenText(cursor, by))) return false;
  if (next === Kind.identifier || next === Kind.string) return true;
  const word = tokenText(cursor, by);
  if (word === "targetScope") return next === Kind.assign;
  return word === "import" && (next === Kind.leftBrace || next === Kind.star);
}

import type { Expr } from "../../expression/tree.ts";
import { type Cursor, fault, kind, lastEnd, skipRest, start } from "./cursor.ts";
import { resolveEscapes } from "./scan-string.ts";
import { Kind } from "./tokens.ts";

/** Reads a string of any form: a literal without holes, else an interpolation. `readHole` reads an expression. */
export function parseString(cursor: Cursor, readHole: (cursor: Cursor) => Expr): Expr {
  const from = start(cursor);
  if (kind(cursor) === Kind.unterminated) return unclosed(cursor, from);
  const style = styleOf(cursor.text, from);
  if (kind(cursor) === Kind.string) {
    const value = said(cursor, style, style.open, style.close);
    cursor.at++;
    return { kind: "literal", value, start: from, end: lastEnd(cursor) };
  }
  const parts: Expr[] = [];
  let open = style.open;
  for (;;) {
    const here = kind(cursor);
    const last = here === Kind.stringRight;
    if (!last && here !== Kind.stringLeft && here !== Kind.stringMiddle) return unclosed(cursor, from);
    const value = said(cursor, style, open, last ? style.close : style.hole);
    const at = start(cursor);
    cursor.at++;
    if (value !== "") parts.push({ kind: "literal", value, start: at, end: lastEnd(cursor) });
    if (last) return { kind: "interpolation", parts, start: from, end: lastEnd(cursor) };
    parts.push(readHole(cursor));
    open = 1;
    if (kind(cursor) !== Kind.stringMiddle && kind(cursor) !== Kind.stringRight) skipHole(cursor);
  }
}

interface Style {
  readonly lines: boolean;
  /** Lengths of what opens and closes the string, and of what opens a hole. */
  readonly open: number;
  readonly close: number;
  readonly hole: number;
}

const PLAIN: Style = { lines: false, open: 1, close: 1, hole: 2 };

function styleOf(text: string, from: number): Style {
  let dollars = 0;
  while (text.charCodeAt(from + dollars) === 36) dollars++;
  return text.startsWith("'''", from + dollars) ? { lines: true, open: dollars + 3, close: 3, hole: dollars + 1 } : PLAIN;
}

function said(cursor: Cursor, style: Style, open: number, close: number): string {
  const from = cursor.starts[cursor.at] ?? 0;
  const raw = cursor.text.slice(from + open, (cursor.ends[cursor.at] ?? 0) - close);
  if (!style.lines) return resolveEscapes(raw);
  return open === 1 ? raw : raw.replace(/^\r?\n/, "");
}

function skipHole(cursor: Cursor): void {
  fault(cursor, "This cannot stand here. Close the expression with '}'.");
  for (;;) {
    skipRest(cursor);
    const here = kind(cursor);
    if (here === Kind.stringRight || here === Kind.newline || here === Kind.end || here === Kind.unterminated) return;
    if (here === Kind.stringMiddle) return;
    cursor.at++;
  }
}

function unclosed(cursor: Cursor, from: number): Expr {
  const message = "This string is not closed.";
  if (kind(cursor) === Kind.unterminated) {
    cursor.at++;
    // The lexer has told of it; a trial has to stop all the same.
    if (cursor.trial) fault(cursor, message);
  } else fault(cursor, message);
  return { kind: "broken", message, start: from, end: lastEnd(cursor) };
}

// A whole file: statements one after the other, each held within bounds so that a broken one loses only itself.
import type { Expr } from "../../expression/tree.ts";
import { type Cursor, cursorOf, fault, kind, start } from "./cursor.ts";
import { lex } from "./lexer.ts";
import { parseDecorator } from "./parse-body.ts";
import { parseStatement } from "./parse-statement.ts";
import { startsStatement } from "./statement-words.ts";
import type { Statement, Syntax } from "./syntax.ts";
import { type Fault, Kind } from "./tokens.ts";

/** Reads a text as Bicep or as a Bicep parameters file. Total; what is wrong is in `faults`, in order, the first of each statement. */
export function parse(text: string): Syntax {
  const tokens = lex(text);
  const cursor = cursorOf(text, tokens);
  const lines = lineStarts(cursor);
  const statements: Statement[] = [];
  const faults: Fault[] = [...tokens.faults];
  const budget = { left: tokens.count * 2 };
  while (kind(cursor) !== Kind.end) {
    if (kind(cursor) === Kind.newline) {
      cursor.at++;
      continue;
    }
    cursor.faults = [];
    const before = cursor.at;
    const statement = parseWhole(cursor, lines, budget);
    if (statement) statements.push(statement);
    const first = cursor.faults[0];
    if (first) faults.push(first);
    if (cursor.at === before) cursor.at++;
  }
  return { statements, faults: tidy(faults) };
}

/** Positions, in tokens, of lines that look like the start of a statement, with their columns. */
interface LineStarts {
  readonly at: readonly number[];
  readonly columns: readonly number[];
  next: number;
}

function lineStarts(cursor: Cursor): LineStarts {
  const at: number[] = [];
  const columns: number[] = [];
  for (let index = 0; index < cursor.limit; index++) {
    if (index > 0 && cursor.kinds[index - 1] !== Kind.newline) continue;
    if (!startsStatement(cursor, index - cursor.at)) continue;
    at.push(index);
    columns.push(columnOf(cursor, index));
  }
  return { at, columns, next: 0 };
}

function columnOf(cursor: Cursor, index: number): number {
  const from = cursor.starts[index] ?? 0;
  let line = from;
  while (line > 0 && cursor.text.charCodeAt(line - 1) !== 10 && cursor.text.charCodeAt(line - 1) !== 13) line--;
  return from - line;
}

/** The next line after this token that looks like a statement no further in than this column. */
function boundary(lines: LineStarts, after: number, column: number, end: number): number {
  while (lines.next < lines.at.length && (lines.at[lines.next] ?? end) <= after) lines.next++;
  for (let index = lines.next; index < lines.at.length; index++) if ((lines.columns[index] ?? 0) <= column) return lines.at[index] ?? end;
  return end;
}

interface Budget {
  /** Tokens that may still be read a second time. */
  left: number;
}

function parseWhole(cursor: Cursor, lines: LineStarts, budget: Budget): Statement | undefined {
  const column = columnOf(cursor, cursor.at);
  let from = start(cursor);
  let decorators: Expr[] = [];
  while (kind(cursor) === Kind.at) {
    const had = cursor.faults.length;
    decorators.push(within(cursor, lines, budget, column, parseDecorator));
    const alone = kind(cursor) === Kind.newline;
    while (kind(cursor) === Kind.newline) cursor.at++;
    if (!alone || cursor.faults.length === had) continue;
    // What follows a broken decorator's line may not be what it was written for.
    from = start(cursor);
    decorators = [];
  }
  const statement = within(cursor, lines, budget, column, (at) => parseStatementLine(at, decorators, from));
  if (cursor.faults.length > 0) cursor.at = boundary(lines, cursor.at - 1, column, cursor.limit);
  return statement;
}

function parseStatementLine(cursor: Cursor, decorators: readonly Expr[], from: number): Statement | undefined {
  const statement = parseStatement(cursor, decorators, from);
  if (!statement) fault(cursor, "This is not a statement of Bicep. Statements begin with a word such as 'param', 'var' or 'resource'.");
  else if (kind(cursor) !== Kind.newline && kind(cursor) !== Kind.end) fault(cursor, "A new line is missing after the statement.");
  return statement;
}

/**
 * Reads up to the next line that looks like a statement. When that does not go well, the line may have been inside a body
 * that is not indented: then everything is tried, and taken if it has no fault.
 */
function within<T>(cursor: Cursor, lines: LineStarts, budget: Budget, column: number, read: (cursor: Cursor) => T): T {
  const { at, limit, faults: had } = cursor;
  const cut = boundary(lines, at, column, limit);
  cursor.faults = [];
  cursor.limit = cut;
  const result = read(cursor);
  const { at: reached, faults } = cursor;
  cursor.limit = limit;
  if (faults.length > 0 && cut < limit && reached >= cut && budget.left > 0) {
    const whole = tryWhole(cursor, at, budget, read);
    if (whole) {
      cursor.faults = had;
      return whole.result;
    }
    cursor.at = reached;
  }
  cursor.faults = [...had, ...faults];
  return result;
}

function tryWhole<T>(cursor: Cursor, at: number, budget: Budget, read: (cursor: Cursor) => T): { readonly result: T } | undefined {
  cursor.at = at;
  cursor.faults = [];
  cursor.trial = true;
  const result = read(cursor);
  cursor.trial = false;
  budget.left -= (cursor.faults.length > 0 ? cursor.stopped : cursor.at) - at;
  return cursor.faults.length === 0 ? { result } : undefined;
}

function tidy(faults: Fault[]): readonly Fault[] {
  return faults.sort((a, b) => a.start - b.start || a.end - b.end);
}

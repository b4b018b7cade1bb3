import type { Expr, Member } from "../../expression/tree.ts";
import { type Cursor, DEEPEST, expect, fault, isWord, kind, kindAhead, lastEnd, readName, skipNewline, skipRest, start } from "./cursor.ts";
import { parseElements } from "./parse-elements.ts";
import { closeFor, parseArguments, parseExpression, parseForHead, parseProperty } from "./parse-expression.ts";
import { parseString } from "./parse-string.ts";
import { startsStatement } from "./statement-words.ts";
import type { Body, Loop, ObjectExpr, ResourceStatement } from "./syntax.ts";
import { Kind } from "./tokens.ts";

/** What stands right of `=`: an object, `if (…) {…}`, or a loop of either. */
export function parseBody(cursor: Cursor): Body {
  const from = start(cursor);
  if (kind(cursor) === Kind.newline && isWord(cursor, "if", 1)) skipNewline(cursor);
  const looped = kind(cursor) === Kind.leftSquare;
  const loop: Loop | undefined = looped ? parseLoopHead(cursor) : undefined;
  const when = isWord(cursor, "if") ? parseCondition(cursor) : undefined;
  const nested: ResourceStatement[] = [];
  const object = parseResourceObject(cursor, nested);
  if (looped) closeFor(cursor);
  return { ...(loop && { loop }), ...(when && { when }), object, nested, start: from, end: lastEnd(cursor) };
}

function parseLoopHead(cursor: Cursor): Loop | undefined {
  if (isWord(cursor, "for", 1) || (kindAhead(cursor, 1) === Kind.newline && isWord(cursor, "for", 2))) return parseForHead(cursor);
  fault(cursor, "A resource's body is an object, a condition with an object, or a loop.");
  return undefined;
}

function parseCondition(cursor: Cursor): Expr {
  cursor.at++;
  const from = start(cursor);
  if (kind(cursor) === Kind.leftParen) {
    const given = parseArguments(cursor);
    const only = given[0];
    if (only && given.length === 1) return only;
  }
  const message = "The condition in parentheses is missing.";
  fault(cursor, message);
  return { kind: "broken", message, start: from, end: lastEnd(cursor) };
}

function parseResourceObject(cursor: Cursor, nested: ResourceStatement[]): ObjectExpr {
  const from = start(cursor);
  const members: Member[] = [];
  if (kind(cursor) !== Kind.leftBrace) {
    fault(cursor, "The body in braces is missing.");
    return { kind: "object", members, start: from, end: from };
  }
  parseElements(cursor, Kind.rightBrace, () => {
    if (startsResource(cursor)) nested.push(parseResource(cursor, parseDecorators(cursor)));
    else members.push(parseProperty(cursor));
  });
  return { kind: "object", members, start: from, end: lastEnd(cursor) };
}

function startsResource(cursor: Cursor): boolean {
  return kind(cursor) === Kind.at || (isWord(cursor, "resource") && kindAhead(cursor, 1) === Kind.identifier);
}

/** From the word `resource` on. */
export function parseResource(cursor: Cursor, decorators: readonly Expr[]): ResourceStatement {
  const from = decorators[0]?.start ?? start(cursor);
  if (isWord(cursor, "resource")) cursor.at++;
  else fault(cursor, "A resource is missing after the decorator.");
  const name = readName(cursor, "The resource's symbolic name is missing.");
  const type = parseQuoted(cursor, "The resource's type, such as 'Microsoft.Storage/storageAccounts@2024-01-01', is missing.");
  const existing = isWord(cursor, "existing");
  if (existing) cursor.at++;
  expectAssign(cursor);
  const body = cursor.depth < DEEPEST ? parseInner(cursor) : tooDeep(cursor);
  return { kind: "resource", decorators, name, type, existing, body, start: from, end: lastEnd(cursor) };
}

function parseInner(cursor: Cursor): Body {
  cursor.depth += 8;
  const body = parseBody(cursor);
  cursor.depth -= 8;
  return body;
}

function tooDeep(cursor: Cursor): Body {
  const from = start(cursor);
  fault(cursor, "Resources are nested too deep here and are not read.");
  skipRest(cursor);
  return { object: { kind: "object", members: [], start: from, end: from }, nested: [], start: from, end: lastEnd(cursor) };
}

/** A quoted type or path. */
export function parseQuoted(cursor: Cursor, message: string): Expr {
  if (kind(cursor) === Kind.string || kind(cursor) === Kind.stringLeft || kind(cursor) === Kind.unterminated)
    return parseString(cursor, parseExpression);
  const at = start(cursor);
  fault(cursor, message);
  return { kind: "broken", message, start: at, end: at };
}

export function expectAssign(cursor: Cursor): void {
  expect(cursor, Kind.assign, "A '=' is missing.");
}

function parseDecorators(cursor: Cursor): readonly Expr[] {
  const decorators: Expr[] = [];
  while (kind(cursor) === Kind.at) {
    decorators.push(parseDecorator(cursor));
    skipNewline(cursor);
  }
  return decorators;
}

/** From `@` to the end of its line. */
export function parseDecorator(cursor: Cursor): Expr {
  const from = start(cursor);
  cursor.at++;
  const decorator = parseExpression(cursor);
  if (kind(cursor) !== Kind.newline && kind(cursor) !== Kind.end) {
    fault(cursor, "A new line is missing after the decorator.");
    if (!startsStatement(cursor, 0)) skipRest(cursor);
  }
  return { ...decorator, start: from };
}

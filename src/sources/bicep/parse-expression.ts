// Precedence climbing over one token of look-ahead; newlines end an expression except where the grammar lets them in.
import type { Expr, Member, Spread } from "../../expression/tree.ts";
import {
  broken,
  type Cursor,
  DEEPEST,
  expect,
  fault,
  isWord,
  kind,
  kindAhead,
  lastEnd,
  reach,
  readName,
  skipNewline,
  skipRest,
  start,
  take,
  tokenText,
} from "./cursor.ts";
import { isSafe, OPERATOR, PRECEDENCE, UNARY } from "./operators.ts";
import { parseElements } from "./parse-elements.ts";
import { parseString } from "./parse-string.ts";
import type { ObjectExpr } from "./syntax.ts";
import { Kind } from "./tokens.ts";

/** Always returns a tree; what cannot be read is `broken` in it and has a fault. */
export function parseExpression(cursor: Cursor): Expr {
  if (cursor.depth >= DEEPEST) return tooDeep(cursor);
  cursor.depth++;
  const test = parseBinary(cursor, 0);
  const whole = reach(cursor, Kind.question) ? parseTernary(cursor, test) : test;
  cursor.depth--;
  return whole;
}

function tooDeep(cursor: Cursor): Expr {
  const tree = broken(cursor, `This is nested deeper than ${DEEPEST} levels and is not read. Split it up with variables.`);
  skipRest(cursor);
  return tree;
}

function parseTernary(cursor: Cursor, test: Expr): Expr {
  cursor.at++;
  const then = parseExpression(cursor);
  reach(cursor, Kind.colon);
  const found = expect(cursor, Kind.colon, "Here ':' and the value for the other case are missing.");
  const otherwise = found ? parseExpression(cursor) : broken(cursor, "The value for the other case is missing.");
  return { kind: "ternary", test, then, else: otherwise, start: test.start, end: otherwise.end };
}

function parseBinary(cursor: Cursor, above: number): Expr {
  let left = parseUnary(cursor);
  for (let operators = 0; ; operators++) {
    const operator = kind(cursor);
    const binds = PRECEDENCE[operator] ?? 0;
    if (binds <= above) return left;
    if (operators >= DEEPEST) return tooDeep(cursor);
    cursor.at++;
    const right = parseBinary(cursor, binds);
    left = { kind: "binary", operator: OPERATOR[operator] ?? "+", left, right, start: left.start, end: right.end };
  }
}

function parseUnary(cursor: Cursor): Expr {
  const operator = UNARY[kind(cursor)];
  if (operator === undefined) return parseMember(cursor);
  if (cursor.depth >= DEEPEST) return tooDeep(cursor);
  const from = start(cursor);
  cursor.at++;
  cursor.depth++;
  const operand = parseUnary(cursor);
  cursor.depth--;
  return { kind: "unary", operator, operand, start: from, end: operand.end };
}

function parseMember(cursor: Cursor): Expr {
  let base = parsePrimary(cursor);
  for (let links = 0; links < DEEPEST; links++) {
    switch (kind(cursor)) {
      case Kind.leftSquare:
        base = parseIndex(cursor, base);
        break;
      case Kind.dot:
        base = parseDot(cursor, base);
        break;
      case Kind.doubleColon: {
        cursor.at++;
        const name = readName(cursor, "The name of a nested resource is missing.");
        base = { kind: "nested", base, name: name.name, nameAt: name, start: base.start, end: lastEnd(cursor) };
        break;
      }
      case Kind.bang:
        cursor.at++;
        base = { kind: "nonNull", operand: base, start: base.start, end: lastEnd(cursor) };
        break;
      default:
        return base;
    }
  }
  return tooDeep(cursor);
}

function parseIndex(cursor: Cursor, base: Expr): Expr {
  cursor.at++;
  const safe = take(cursor, Kind.question) || isSafe(base);
  const fromEnd = take(cursor, Kind.hat);
  const index = parseExpression(cursor);
  expect(cursor, Kind.rightSquare, "A ']' is missing.");
  return { kind: "index", base, index, safe, fromEnd, start: base.start, end: lastEnd(cursor) };
}

function parseDot(cursor: Cursor, base: Expr): Expr {
  cursor.at++;
  const safe = take(cursor, Kind.question) || isSafe(base);
  const name = readName(cursor, "The name of a property or function is missing.");
  if (kind(cursor) === Kind.leftParen) {
    const given = parseArguments(cursor);
    return { kind: "call", name: name.name, nameAt: name, base, arguments: given, start: base.start, end: lastEnd(cursor) };
  }
  return { kind: "member", base, name: name.name, nameAt: name, safe, start: base.start, end: lastEnd(cursor) };
}

function parsePrimary(cursor: Cursor): Expr {
  switch (kind(cursor)) {
    case Kind.string:
    case Kind.stringLeft:
    case Kind.unterminated:
      return parseString(cursor, parseExpression);
    case Kind.integer: {
      const from = start(cursor);
      const value = Number(tokenText(cursor));
      cursor.at++;
      return { kind: "literal", value, start: from, end: lastEnd(cursor) };
    }
    case Kind.identifier:
      return parseWord(cursor);
    case Kind.leftBrace:
      return parseObject(cursor);
    case Kind.leftSquare:
      return isWord(cursor, "for", 1) || (kindAhead(cursor, 1) === Kind.newline && isWord(cursor, "for", 2))
        ? parseFor(cursor)
        : parseArray(cursor);
    case Kind.leftParen:
      return parseParenthesis(cursor);
    default:
      return broken(cursor, "A value is missing here.");
  }
}

function parseWord(cursor: Cursor): Expr {
  const from = start(cursor);
  const name = tokenText(cursor);
  cursor.at++;
  const end = lastEnd(cursor);
  switch (kind(cursor)) {
    case Kind.leftParen: {
      const given = parseArguments(cursor);
      return { kind: "call", name, nameAt: { start: from, end }, arguments: given, start: from, end: lastEnd(cursor) };
    }
    case Kind.arrow:
      return parseLambda(cursor, [name], from);
    default:
      if (name === "true" || name === "false") return { kind: "literal", value: name === "true", start: from, end };
      if (name === "null") return { kind: "literal", value: null, start: from, end };
      return { kind: "symbol", name, start: from, end };
  }
}

function parseLambda(cursor: Cursor, parameters: readonly string[], from: number): Expr {
  cursor.at++;
  skipNewline(cursor);
  const body = parseExpression(cursor);
  return { kind: "lambda", parameters, body, start: from, end: body.end };
}

/** `(a, b)`, from the opening parenthesis to the closing one. */
export function parseArguments(cursor: Cursor): readonly Expr[] {
  cursor.at++;
  const given: Expr[] = [];
  skipNewline(cursor);
  while (kind(cursor) !== Kind.rightParen && kind(cursor) !== Kind.end) {
    const before = cursor.at;
    given.push(parseExpression(cursor));
    if (reach(cursor, Kind.rightParen)) break;
    if (!take(cursor, Kind.comma)) {
      fault(cursor, "A ',' or ')' is missing.");
      skipRest(cursor);
      if (!take(cursor, Kind.comma)) break;
    }
    skipNewline(cursor);
    if (cursor.at === before) cursor.at++;
  }
  expect(cursor, Kind.rightParen, "A ')' is missing.");
  return given;
}

function parseParenthesis(cursor: Cursor): Expr {
  const from = start(cursor);
  const items = parseArguments(cursor);
  const end = lastEnd(cursor);
  if (kind(cursor) === Kind.arrow) {
    const parameters = items.map((item) => (item.kind === "symbol" ? item.name : ""));
    return parseLambda(cursor, parameters, from);
  }
  const only = items[0];
  if (items.length === 1 && only) return only;
  const message = "Parentheses hold exactly one value.";
  fault(cursor, message);
  return { kind: "broken", message, start: from, end };
}

function parseArray(cursor: Cursor): Expr {
  const from = start(cursor);
  const items: (Expr | Spread)[] = [];
  parseElements(cursor, Kind.rightSquare, () => items.push(parseSpread(cursor) ?? parseExpression(cursor)));
  return { kind: "array", items, start: from, end: lastEnd(cursor) };
}

export function parseObject(cursor: Cursor): ObjectExpr {
  const from = start(cursor);
  const members: Member[] = [];
  parseElements(cursor, Kind.rightBrace, () => members.push(parseProperty(cursor)));
  return { kind: "object", members, start: from, end: lastEnd(cursor) };
}

function parseSpread(cursor: Cursor): Spread | undefined {
  if (kind(cursor) !== Kind.ellipsis) return undefined;
  const from = start(cursor);
  cursor.at++;
  const operand = parseExpression(cursor);
  return { kind: "spread", operand, start: from, end: operand.end };
}

export function parseProperty(cursor: Cursor): Member {
  const spread = parseSpread(cursor);
  if (spread) return spread;
  const from = start(cursor);
  const name = parseKey(cursor);
  if (kind(cursor) === Kind.colon) cursor.at++;
  else {
    const value = broken(cursor, "A ':' is missing after the property's name.");
    skipRest(cursor);
    return { kind: "property", name, value, start: from, end: lastEnd(cursor) };
  }
  const value = parseExpression(cursor);
  return { kind: "property", name, value, start: from, end: value.end };
}

function parseKey(cursor: Cursor): Expr {
  if (kind(cursor) === Kind.identifier) {
    const name = readName(cursor, "");
    return { kind: "literal", value: name.name, start: name.start, end: name.end };
  }
  if (kind(cursor) === Kind.string || kind(cursor) === Kind.stringLeft) return parseString(cursor, parseExpression);
  return broken(cursor, "A property's name is missing.");
}

function parseFor(cursor: Cursor): Expr {
  const from = start(cursor);
  const head = parseForHead(cursor);
  const guarded = isWord(cursor, "if") && kindAhead(cursor, 1) === Kind.leftParen;
  if (guarded) cursor.at++;
  const when = guarded ? parseParenthesis(cursor) : undefined;
  const body = parseExpression(cursor);
  closeFor(cursor);
  const loop = { kind: "for", ...head, body, start: from, end: lastEnd(cursor) } as const;
  return when ? { ...loop, when } : loop;
}

/** `[for item in list:`, or `[for (item, index) in list:`. */
export function parseForHead(cursor: Cursor): { readonly item: string; readonly index?: string; readonly over: Expr } {
  cursor.at++;
  skipNewline(cursor);
  cursor.at++;
  const pair = take(cursor, Kind.leftParen);
  const item = readName(cursor, "The name of the loop's item is missing.").name;
  let index: string | undefined;
  if (pair) {
    expect(cursor, Kind.comma, "A ',' and the name of the index are missing.");
    index = readName(cursor, "The name of the loop's index is missing.").name;
    expect(cursor, Kind.rightParen, "A ')' is missing.");
  }
  if (isWord(cursor, "in")) cursor.at++;
  else fault(cursor, "The word 'in' and what the loop goes over are missing.");
  const over = parseExpression(cursor);
  expect(cursor, Kind.colon, "A ':' and the loop's body are missing.");
  return index === undefined ? { item, over } : { item, index, over };
}

export function closeFor(cursor: Cursor): void {
  reach(cursor, Kind.rightSquare);
  if (take(cursor, Kind.rightSquare)) return;
  fault(cursor, "A ']' is missing at the loop's end.");
  skipRest(cursor);
  if (reach(cursor, Kind.rightSquare)) cursor.at++;
}

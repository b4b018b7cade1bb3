import {
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
import { parseElements } from "./parse-elements.ts";
import { parseArguments, parseExpression } from "./parse-expression.ts";
import { parseString } from "./parse-string.ts";
import type { TypeExpr, TypeMember } from "./syntax.ts";
import { Kind } from "./tokens.ts";

/** A type, with unions over lines: a line's end before `|` goes on. */
export function parseType(cursor: Cursor): TypeExpr {
  const from = start(cursor);
  if (cursor.depth >= DEEPEST) return brokenType(cursor, `This is nested deeper than ${DEEPEST} levels and is not read.`);
  cursor.depth++;
  if (reach(cursor, Kind.pipe)) cursor.at++;
  const first = parseUnaryType(cursor);
  const of = [first];
  while (reach(cursor, Kind.pipe)) {
    cursor.at++;
    of.push(parseUnaryType(cursor));
  }
  cursor.depth--;
  return of.length === 1 ? first : { kind: "union", of, start: from, end: lastEnd(cursor) };
}

function parseUnaryType(cursor: Cursor): TypeExpr {
  const from = start(cursor);
  const minus = take(cursor, Kind.minus);
  if (!minus && !take(cursor, Kind.plus)) take(cursor, Kind.bang);
  let of = parseMemberType(cursor);
  if (minus && of.kind === "literal" && typeof of.value === "number") of = { ...of, value: -of.value, start: from };
  for (;;) {
    if (take(cursor, Kind.question)) of = { kind: "nullable", of, start: from, end: lastEnd(cursor) };
    else if (!take(cursor, Kind.bang)) return of;
  }
}

function parseMemberType(cursor: Cursor): TypeExpr {
  const from = start(cursor);
  let of = parsePrimaryType(cursor);
  for (;;) {
    if (take(cursor, Kind.leftSquare)) {
      if (take(cursor, Kind.rightSquare)) {
        of = { kind: "array", of, start: from, end: lastEnd(cursor) };
        continue;
      }
      if (!take(cursor, Kind.star)) parseExpression(cursor);
      expect(cursor, Kind.rightSquare, "A ']' is missing.");
      of = below(of, "*", from, lastEnd(cursor));
    } else if (take(cursor, Kind.dot)) {
      const name = take(cursor, Kind.star) ? "*" : readName(cursor, "The name of a type's property is missing.").name;
      of = kind(cursor) === Kind.less ? parseResourceType(cursor, from) : below(of, name, from, lastEnd(cursor));
    } else return of;
  }
}

function below(of: TypeExpr, step: string, from: number, end: number): TypeExpr {
  const path = of.kind === "name" ? [...of.path, step] : ["*", step];
  return { kind: "name", path, start: from, end };
}

function parsePrimaryType(cursor: Cursor): TypeExpr {
  const from = start(cursor);
  switch (kind(cursor)) {
    case Kind.integer: {
      const value = Number(tokenText(cursor));
      cursor.at++;
      return { kind: "literal", value, start: from, end: lastEnd(cursor) };
    }
    case Kind.string:
    case Kind.stringLeft:
    case Kind.unterminated: {
      const text = parseString(cursor, parseExpression);
      return { kind: "literal", value: text.kind === "literal" ? text.value : null, start: from, end: lastEnd(cursor) };
    }
    case Kind.leftBrace: {
      const members: TypeMember[] = [];
      parseElements(cursor, Kind.rightBrace, () => members.push(parseTypeMember(cursor)));
      return { kind: "object", members, start: from, end: lastEnd(cursor) };
    }
    case Kind.leftSquare: {
      const items: TypeExpr[] = [];
      parseElements(cursor, Kind.rightSquare, () => items.push(parseTupleItem(cursor)));
      return { kind: "tuple", items, start: from, end: lastEnd(cursor) };
    }
    case Kind.leftParen: {
      cursor.at++;
      const inner = parseType(cursor);
      expect(cursor, Kind.rightParen, "A ')' is missing.");
      return inner;
    }
    case Kind.identifier:
      return parseTypeName(cursor);
    default:
      return brokenType(cursor, "A type is missing here.");
  }
}

function parseTypeName(cursor: Cursor): TypeExpr {
  const from = start(cursor);
  if (isWord(cursor, "resource") && kindAhead(cursor, 1) !== Kind.less) {
    cursor.at++;
    const named = kind(cursor) === Kind.string ? parseString(cursor, parseExpression) : undefined;
    return { kind: "resource", of: named?.kind === "literal" ? String(named.value) : "", start: from, end: lastEnd(cursor) };
  }
  const { name } = readName(cursor, "A type is missing here.");
  if (kind(cursor) === Kind.less) return parseResourceType(cursor, from);
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true", start: from, end: lastEnd(cursor) };
  if (name === "null") return { kind: "literal", value: null, start: from, end: lastEnd(cursor) };
  return { kind: "name", path: [name], start: from, end: lastEnd(cursor) };
}

/** `<'Microsoft.Storage/storageAccounts@2024-01-01'>` after `resourceInput`. */
function parseResourceType(cursor: Cursor, from: number): TypeExpr {
  cursor.at++;
  skipNewline(cursor);
  const argument = parseType(cursor);
  while (take(cursor, Kind.comma)) parseType(cursor);
  skipNewline(cursor);
  expect(cursor, Kind.greater, "A '>' is missing.");
  const of = argument.kind === "literal" ? String(argument.value) : "";
  return { kind: "resource", of, start: from, end: lastEnd(cursor) };
}

function parseTypeMember(cursor: Cursor): TypeMember {
  skipDecorators(cursor);
  if (take(cursor, Kind.star)) {
    expect(cursor, Kind.colon, "A ':' is missing after '*'.");
    return { type: parseType(cursor) };
  }
  const name = memberName(cursor);
  if (!expect(cursor, Kind.colon, "A ':' is missing after the property's name.")) skipRest(cursor);
  const type = parseType(cursor);
  return name === undefined ? { type } : { name, type };
}

function memberName(cursor: Cursor): string | undefined {
  if (kind(cursor) !== Kind.string && kind(cursor) !== Kind.stringLeft) return readName(cursor, "A property's name is missing.").name;
  const name = parseString(cursor, parseExpression);
  return name.kind === "literal" ? String(name.value) : undefined;
}

function parseTupleItem(cursor: Cursor): TypeExpr {
  skipDecorators(cursor);
  return parseType(cursor);
}

function skipDecorators(cursor: Cursor): void {
  while (take(cursor, Kind.at)) {
    readName(cursor, "A decorator's name is missing.");
    while (take(cursor, Kind.dot)) readName(cursor, "A decorator's name is missing.");
    if (kind(cursor) === Kind.leftParen) parseArguments(cursor);
    if (!take(cursor, Kind.newline)) take(cursor, Kind.comma);
  }
}

function brokenType(cursor: Cursor, message: string): TypeExpr {
  const at = start(cursor);
  fault(cursor, message);
  return { kind: "broken", start: at, end: at };
}

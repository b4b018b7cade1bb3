import type { Expr } from "../../expression/tree.ts";
import { type Cursor, expect, fault, isWord, kind, lastEnd, readName, skipNewline, start, take, tokenText } from "./cursor.ts";
import { expectAssign, parseBody, parseQuoted, parseResource } from "./parse-body.ts";
import { parseElements } from "./parse-elements.ts";
import { parseExpression, parseObject } from "./parse-expression.ts";
import { parseString } from "./parse-string.ts";
import { parseType } from "./parse-type.ts";
import { STATEMENT_WORDS, startsStatement } from "./statement-words.ts";
import type { FunctionStatement, ImportStatement, Name, Statement, TypeExpr } from "./syntax.ts";
import { Kind } from "./tokens.ts";

/** A statement from its word on; undefined when the word begins none. `from` is where its decorators begin. */
export function parseStatement(cursor: Cursor, decorators: readonly Expr[], from: number): Statement | undefined {
  const word = kind(cursor) === Kind.identifier ? tokenText(cursor) : "";
  if (!STATEMENT_WORDS.has(word)) return undefined;
  if (word === "resource") return { ...parseResource(cursor, decorators), start: from };
  cursor.at++;
  const parts = parseRest(cursor, word);
  return parts && ({ ...parts, decorators, start: from, end: lastEnd(cursor) } as Statement);
}

type Bare<S> = S extends Statement ? Omit<S, "decorators" | "start" | "end"> : never;

function parseRest(cursor: Cursor, word: string): Bare<Statement> | undefined {
  switch (word) {
    case "param":
      return parseParam(cursor);
    case "var": {
      const name = readName(cursor, "The variable's name is missing.");
      if (kind(cursor) !== Kind.assign && kind(cursor) !== Kind.newline && kind(cursor) !== Kind.end) parseType(cursor);
      return { kind: "var", name, value: parseAssigned(cursor) };
    }
    case "output": {
      const name = readName(cursor, "The output's name is missing.");
      return { kind: "output", name, type: parseType(cursor), value: parseAssigned(cursor) };
    }
    case "module":
    case "test": {
      const name = readName(cursor, `The ${word}'s symbolic name is missing.`);
      const path = parseQuoted(cursor, `The ${word}'s path is missing.`);
      expectAssign(cursor);
      return { kind: word, name, path, body: parseBody(cursor) };
    }
    case "metadata":
    case "assert": {
      const name = readName(cursor, "A name is missing.");
      return { kind: word, name, value: parseAssigned(cursor) };
    }
    case "type": {
      const name = readName(cursor, "The type's name is missing.");
      expectAssign(cursor);
      return { kind: "type", name, type: parseType(cursor) };
    }
    case "func":
      return parseFunction(cursor);
    case "targetScope":
      return { kind: "targetScope", value: parseAssigned(cursor) };
    case "import":
      return kind(cursor) === Kind.string || kind(cursor) === Kind.stringLeft ? parseExtension(cursor) : parseImport(cursor);
    case "extension":
    case "provider":
      return parseExtension(cursor);
    case "extensionConfig": {
      const name = readName(cursor, "The extension's name is missing.");
      return { kind: "extensionConfig", name, with: parseWith(cursor) ?? missingWith(cursor) };
    }
    case "using":
      return parseUsing(cursor);
    case "extends":
      return { kind: "extends", path: parseQuoted(cursor, "The path of the parameters file that this one extends is missing.") };
    default:
      return undefined;
  }
}

function parseAssigned(cursor: Cursor): Expr {
  const at = start(cursor);
  if (take(cursor, Kind.assign)) return parseExpression(cursor);
  const message = "A '=' and a value are missing.";
  fault(cursor, message);
  return { kind: "broken", message, start: at, end: at };
}

function parseParam(cursor: Cursor): Bare<Statement> {
  const name = readName(cursor, "The parameter's name is missing.");
  const typed = kind(cursor) !== Kind.assign;
  const type: TypeExpr | undefined = typed ? parseType(cursor) : undefined;
  const value = take(cursor, Kind.assign) ? parseExpression(cursor) : undefined;
  return { kind: "param", name, ...(type && { type }), ...(value && { value }) };
}

function parseFunction(cursor: Cursor): Bare<FunctionStatement> {
  const name = readName(cursor, "The function's name is missing.");
  const parameters: string[] = [];
  if (kind(cursor) === Kind.leftParen) parseParameters(cursor, parameters);
  else fault(cursor, "The function's parameters in parentheses are missing.");
  const returns = parseType(cursor);
  expect(cursor, Kind.arrow, "A '=>' and the function's value are missing.");
  skipNewlineBeforeValue(cursor);
  return { kind: "func", name, parameters, returns, body: parseExpression(cursor) };
}

function parseParameters(cursor: Cursor, parameters: string[]): void {
  cursor.at++;
  skipNewline(cursor);
  while (kind(cursor) === Kind.identifier) {
    parameters.push(readName(cursor, "").name);
    parseType(cursor);
    skipNewline(cursor);
    if (!take(cursor, Kind.comma)) break;
    skipNewline(cursor);
  }
  expect(cursor, Kind.rightParen, "A ')' is missing.");
}

function skipNewlineBeforeValue(cursor: Cursor): void {
  if (kind(cursor) === Kind.newline && !startsStatement(cursor, 1)) skipNewline(cursor);
}

function parseImport(cursor: Cursor): Bare<ImportStatement> {
  const names: { original?: string; alias: Name }[] = [];
  if (take(cursor, Kind.star)) {
    const alias = parseAs(cursor);
    if (alias) names.push({ alias });
    else fault(cursor, "The words 'as' and a name are missing after '*'.");
  } else if (kind(cursor) === Kind.leftBrace) parseElements(cursor, Kind.rightBrace, () => names.push(parseImported(cursor)));
  else fault(cursor, "What is imported, in braces, is missing.");
  if (isWord(cursor, "from")) cursor.at++;
  else fault(cursor, "The word 'from' and a path are missing.");
  return { kind: "import", names, from: parseQuoted(cursor, "The path of the file to import from is missing.") };
}

function parseImported(cursor: Cursor): { readonly original: string; readonly alias: Name } {
  const quoted = kind(cursor) === Kind.string ? parseString(cursor, parseExpression) : undefined;
  const name = quoted ? undefined : readName(cursor, "The name of what is imported is missing.");
  const original = name?.name ?? (quoted?.kind === "literal" ? String(quoted.value) : "");
  return { original, alias: parseAs(cursor) ?? name ?? { name: original, start: quoted?.start ?? 0, end: quoted?.end ?? 0 } };
}

function parseAs(cursor: Cursor): Name | undefined {
  if (!isWord(cursor, "as")) return undefined;
  cursor.at++;
  return readName(cursor, "A name is missing after 'as'.");
}

function parseExtension(cursor: Cursor): Bare<Statement> {
  const what = kind(cursor) === Kind.identifier ? parseNamed(cursor) : parseQuoted(cursor, "The name or path of the extension is missing.");
  const config = parseWith(cursor);
  const alias = parseAs(cursor);
  return { kind: "extension", what, ...(alias && { alias }), ...(config && { with: config }) };
}

function parseNamed(cursor: Cursor): Expr {
  const name = readName(cursor, "A name is missing.");
  return { kind: "symbol", name: name.name, start: name.start, end: name.end };
}

function parseWith(cursor: Cursor): Expr | undefined {
  if (!isWord(cursor, "with")) return undefined;
  cursor.at++;
  if (kind(cursor) === Kind.leftBrace) return parseObject(cursor);
  return missingWith(cursor);
}

function missingWith(cursor: Cursor): Expr {
  const at = start(cursor);
  const message = "The settings in braces after 'with' are missing.";
  fault(cursor, message);
  return { kind: "broken", message, start: at, end: at };
}

function parseUsing(cursor: Cursor): Bare<Statement> {
  const none = isWord(cursor, "none");
  if (none) cursor.at++;
  const path = none ? undefined : parseQuoted(cursor, "The path of the template, or 'none', is missing after 'using'.");
  const config = parseWith(cursor);
  return { kind: "using", ...(path && { path }), ...(config && { with: config }) };
}

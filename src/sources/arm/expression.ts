// Template expressions, `[concat('a', parameters('b'))]`, into the shared tree. Offsets are those of the file.
import type { Expr } from "../../expression/tree.ts";

const deepest = 100;

/** Whether a string is an expression; `[[` is a bracket by itself. */
export function isExpression(value: string): boolean {
  return value.charCodeAt(0) === 0x5b && value.charCodeAt(1) !== 0x5b && value.charCodeAt(value.length - 1) === 0x5d;
}

/**
 * The tree of an expression. `value` is the string without its escapes; `raw` what stands between its quotes, which begins at `start`.
 * Total: what cannot be read is a `broken` node at its place.
 */
export function parseExpression(value: string, raw: string, start: number): Expr {
  return new ExpressionParser(value, start, offsetsOf(value, raw)).whole();
}

/** Where each character of the value stands in the raw text; undefined when both are the same. */
function offsetsOf(value: string, raw: string): readonly number[] | undefined {
  if (raw.length === value.length) return undefined;
  const offsets: number[] = [];
  for (let at = 0; at < raw.length; at++) {
    offsets.push(at);
    if (raw[at] === "\\") at += raw[at + 1] === "u" ? 5 : 1;
  }
  offsets.push(raw.length);
  return offsets;
}

const digits = /-?\d+(?:\.\d+)?/y;

/** Holds the position while an expression is read. */
class ExpressionParser {
  private readonly text: string;
  private readonly start: number;
  private readonly offsets: readonly number[] | undefined;
  private at = 1;
  private depth = 0;

  constructor(text: string, start: number, offsets: readonly number[] | undefined) {
    this.text = text;
    this.start = start;
    this.offsets = offsets;
  }

  whole(): Expr {
    const expr = this.expression();
    this.skip();
    if (expr.kind === "broken" || this.at === this.text.length - 1) return expr;
    return this.broken(this.at, "The expression goes on where it should end.");
  }

  /** The offset in the file of a character. */
  private place(at: number): number {
    return this.start + (this.offsets ? (this.offsets[at] ?? this.offsets.at(-1) ?? 0) : at);
  }

  private skip(): void {
    for (let code = this.text.charCodeAt(this.at); code === 32 || (code >= 9 && code <= 13); code = this.text.charCodeAt(++this.at));
  }

  private number(): number | undefined {
    digits.lastIndex = this.at;
    const found = digits.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return Number(found);
  }

  /** A name; undefined when none begins here. */
  private word(): string | undefined {
    const from = this.at;
    while (isWord(this.text.charCodeAt(this.at), this.at > from)) this.at++;
    return this.at > from ? this.text.slice(from, this.at) : undefined;
  }

  private sign(): string {
    this.skip();
    return this.at < this.text.length - 1 ? this.text.charAt(this.at) : "";
  }

  private broken(from: number, message: string): Expr {
    const end = Math.min(this.text.length - 1, Math.max(this.at, from + 1));
    return { kind: "broken", message, start: this.place(from), end: this.place(end) };
  }

  private expression(): Expr {
    if (this.depth >= deepest) return this.broken(this.at, "The expression nests deeper than is followed.");
    this.depth++;
    let expr = this.primary();
    while (expr.kind !== "broken") {
      const sign = this.sign();
      if (sign === ".") expr = this.member(expr);
      else if (sign === "[") expr = this.index(expr);
      else break;
    }
    this.depth--;
    return expr;
  }

  private primary(): Expr {
    const sign = this.sign();
    const from = this.at;
    if (sign === "'") return this.quoted();
    if (sign === "-" || (sign >= "0" && sign <= "9")) {
      const number = this.number();
      if (number === undefined) return this.broken(from, "A number is expected here.");
      return { kind: "literal", value: number, start: this.place(from), end: this.place(this.at) };
    }
    const name = this.word();
    if (name === undefined)
      return this.broken(
        from,
        sign === "" ? "The expression ends where a value is expected." : `'${sign}' stands where a value is expected.`,
      );
    const nameAt = { start: this.place(from), end: this.place(this.at) };
    if (this.sign() === "(") return this.call(name, nameAt, undefined, from);
    if (this.sign() === ".") return { kind: "symbol", name, ...nameAt };
    return this.broken(from, `'${name}' is no function call: its '(' is missing.`);
  }

  private quoted(): Expr {
    const from = this.at;
    let value = "";
    for (this.at++; ; this.at++) {
      const end = this.text.indexOf("'", this.at);
      if (end < 0 || end >= this.text.length - 1) return this.broken(from, "The string is not closed.");
      value += this.text.slice(this.at, end);
      this.at = end + 1;
      if (this.text.charAt(this.at) !== "'") break;
      value += "'";
    }
    return { kind: "literal", value, start: this.place(from), end: this.place(this.at) };
  }

  private call(name: string, nameAt: { start: number; end: number }, base: Expr | undefined, from: number): Expr {
    const args: Expr[] = [];
    this.at++;
    while (this.sign() !== ")") {
      const before = this.at;
      const arg = this.expression();
      if (arg.kind === "broken") return arg;
      args.push(arg);
      if (this.sign() === ",") this.at++;
      else if (this.sign() !== ")") return this.broken(before === this.at ? before : this.at, "A ',' or a ')' is expected here.");
    }
    this.at++;
    const end = this.place(this.at);
    if (base) return { kind: "call", name, nameAt, base, arguments: args, start: base.start, end };
    return shaped({ kind: "call", name, nameAt, arguments: args, start: this.place(from), end });
  }

  private member(base: Expr): Expr {
    this.at++;
    this.skip();
    const from = this.at;
    const name = this.word();
    if (name === undefined) return this.broken(from, "A property name is expected here.");
    const nameAt = { start: this.place(from), end: this.place(this.at) };
    if (base.kind === "symbol" && this.sign() === "(") return this.call(name, nameAt, base, from);
    return { kind: "member", base, name, nameAt, safe: false, start: base.start, end: nameAt.end };
  }

  private index(base: Expr): Expr {
    this.at++;
    const index = this.expression();
    if (index.kind === "broken") return index;
    if (this.sign() !== "]") return this.broken(this.at, "A ']' is expected here.");
    this.at++;
    return { kind: "index", base, index, safe: false, fromEnd: false, start: base.start, end: this.place(this.at) };
  }
}

function isWord(code: number, inside: boolean): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (inside && code >= 48 && code <= 57);
}

/** ARM spells lambdas as calls: `lambda('x', body)` and `lambdaVariables('x')`. */
function shaped(call: Expr & { kind: "call" }): Expr {
  const { start, end, arguments: args } = call;
  const name = call.name.toLowerCase();
  if (name === "lambda") {
    const body = args.at(-1);
    const parameters = args.slice(0, -1).map(named);
    if (body && !parameters.includes(undefined))
      return { kind: "lambda", parameters: parameters.filter((part) => part !== undefined), body, start, end };
  }
  if (name === "lambdavariables") {
    const variable = args[0] && named(args[0]);
    if (variable !== undefined) return { kind: "symbol", name: variable, start, end };
  }
  return call;
}

function named(arg: Expr): string | undefined {
  return arg.kind === "literal" && typeof arg.value === "string" ? arg.value.toLowerCase() : undefined;
}

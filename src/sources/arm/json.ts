// JSON as templates are written in it: comments, trailing commas, strings over lines; what is broken costs as little as can be.
import { createScanner, type JSONScanner } from "jsonc-parser";

/** Half-open offsets. A string's include its quotes. */
interface Place {
  readonly start: number;
  readonly end: number;
}

export type Json = Place &
  (
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "scalar"; readonly value: number | boolean | null }
    | { readonly kind: "object"; readonly members: readonly Member[] }
    | { readonly kind: "array"; readonly items: readonly Json[] }
    | { readonly kind: "broken" }
  );

export interface Member extends Place {
  readonly name: string;
  readonly nameEnd: number;
  readonly value: Json;
}

interface Flaw extends Place {
  readonly message: string;
}

export interface Parsed {
  readonly root: Json | undefined;
  readonly flaws: readonly Flaw[];
}

const deepest = 200;
const mostFlaws = 50;

// The kinds of the scanner's tokens; its own names are erased by the compiler.
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const comma = 5;
const colon = 6;
const nullWord = 7;
const trueWord = 8;
const falseWord = 9;
const string = 10;
const numeric = 11;
const endOfFile = 17;

/** Total: reads what can be read of any text. */
export function parseJson(text: string): Parsed {
  const parser = new Parser(text);
  const root = parser.root();
  return { root, flaws: parser.flaws };
}

/** Holds the scanner's position while a text is read. */
class Parser {
  readonly flaws: Flaw[] = [];
  private readonly text: string;
  private readonly scanner: JSONScanner;
  private token = 0;
  private start = 0;
  private end = 0;
  private depth = 0;
  private arrays = 0;
  private objects = 0;

  constructor(text: string) {
    this.text = text;
    this.scanner = createScanner(text, true);
    if (text.charCodeAt(0) === 0xfeff) this.scanner.setPosition(1);
    this.next();
  }

  root(): Json | undefined {
    if (this.token === endOfFile) return undefined;
    const value = this.value();
    if (this.token !== endOfFile) this.flaw(this.start, this.end, "The text goes on after the end of the JSON value.");
    return value;
  }

  private next(): void {
    this.skipSpace();
    this.token = this.scanner.scan();
    this.start = this.scanner.getTokenOffset();
    // A comment that is not closed makes the end of the file a sign long.
    this.end = Math.min(this.text.length, this.start + this.scanner.getTokenLength());
    // 2: the string does not end on its line. Azure takes strings over lines.
    if (this.token === string && this.scanner.getTokenError() === 2) this.overLines();
  }

  /** The scanner would gather white space sign by sign. */
  private skipSpace(): void {
    const from = this.scanner.getPosition();
    let at = from;
    for (let code = this.text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; code = this.text.charCodeAt(++at));
    if (at > from) this.scanner.setPosition(at);
  }

  private overLines(): void {
    let at = this.end;
    while (at < this.text.length && this.text[at] !== '"') at += this.text[at] === "\\" ? 2 : 1;
    const after = /^[ \t]*(?:\r?\n[ \t\r\n]*)?(?:[,:}\]]|\/[/*]|$)/.test(this.text.slice(at + 1, at + 80));
    if (at < this.text.length && after) {
      this.scanner.setPosition(at + 1);
      this.end = at + 1;
    } else this.flaw(this.start, this.end, "The string is not closed.");
  }

  private stringValue(): string {
    const scanned = this.scanner.getTokenValue();
    if (scanned !== "" || this.end - this.start <= 2) return scanned;
    return unescaped(this.text.slice(this.start + 1, this.text[this.end - 1] === '"' ? this.end - 1 : this.end));
  }

  private value(): Json {
    const { start, end } = this;
    switch (this.token) {
      case openBrace:
        return this.nested(() => this.object());
      case openBracket:
        return this.nested(() => this.array());
      case string: {
        const value = this.stringValue();
        this.next();
        return { kind: "string", value, start, end };
      }
      case numeric:
        return this.scalar(Number(this.scanner.getTokenValue()));
      case trueWord:
        return this.scalar(true);
      case falseWord:
        return this.scalar(false);
      case nullWord:
        return this.scalar(null);
      case comma:
      case closeBrace:
      case closeBracket:
      case endOfFile:
        this.flaw(start, end, "A value is missing here.");
        return { kind: "broken", start, end: start };
      default:
        this.flaw(start, end, "This is no JSON value.");
        this.next();
        return { kind: "broken", start, end };
    }
  }

  private scalar(value: number | boolean | null): Json {
    const { start, end } = this;
    this.next();
    return { kind: "scalar", value, start, end };
  }

  private nested(read: () => Json): Json {
    if (this.depth >= deepest) return this.tooDeep();
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }

  /** Goes over a balanced part without following it. */
  private tooDeep(): Json {
    const { start, end } = this;
    this.flaw(start, end, "The JSON nests deeper than is followed.");
    let open = 0;
    do {
      if (this.token === openBrace || this.token === openBracket) open++;
      if (this.token === closeBrace || this.token === closeBracket) open--;
      this.next();
    } while (open > 0 && this.token !== endOfFile);
    return { kind: "broken", start, end: this.start };
  }

  private object(): Json {
    const { start } = this;
    const members: Member[] = [];
    this.next();
    this.objects++;
    while (this.token !== closeBrace && this.token !== endOfFile && !(this.token === closeBracket && this.arrays > 0)) {
      if (this.token === comma) this.next();
      else if (this.token === string) this.member(members);
      else {
        this.flaw(this.start, this.end, "A property name in double quotes is expected here.");
        if (this.token === openBrace || this.token === openBracket) this.value();
        else this.next();
      }
    }
    this.objects--;
    return { kind: "object", members, start, end: this.close(closeBrace, start, "The object is not closed.") };
  }

  private member(members: Member[]): void {
    let { start, end: nameEnd } = this;
    let name = this.stringValue();
    this.next();
    for (;;) {
      if (this.token !== colon) {
        this.flaw(start, nameEnd, "A ':' and a value are missing after this name.");
        return;
      }
      this.next();
      const value = this.value();
      // A value that is followed by a colon was the next name: its own value is still to be typed.
      if (value.kind === "string" && this.is(colon)) {
        this.flaw(start, nameEnd, "A value is missing after this name.");
        members.push({ name, start, nameEnd, end: nameEnd, value: { kind: "broken", start: nameEnd, end: nameEnd } });
        ({ start, end: nameEnd, value: name } = value);
        continue;
      }
      members.push({ name, start, nameEnd, end: value.end, value });
      if (this.is(string)) this.flaw(value.end, value.end, "A ',' is missing here.");
      return;
    }
  }

  private is(token: number): boolean {
    return this.token === token;
  }

  private array(): Json {
    const { start } = this;
    const items: Json[] = [];
    this.next();
    this.arrays++;
    while (this.token !== closeBracket && this.token !== endOfFile && !(this.token === closeBrace && this.objects > 0)) {
      if (this.token === comma) this.next();
      else if (this.token === colon || this.token === closeBrace) {
        this.flaw(this.start, this.end, "This does not belong in a list.");
        this.next();
      } else items.push(this.value());
    }
    this.arrays--;
    return { kind: "array", items, start, end: this.close(closeBracket, start, "The list is not closed.") };
  }

  private close(token: number, start: number, message: string): number {
    const { end } = this;
    if (this.token === token) {
      this.next();
      return end;
    }
    this.flaw(start, start + 1, message);
    return this.start;
  }

  private flaw(start: number, end: number, message: string): void {
    if (this.flaws.length < mostFlaws) this.flaws.push({ start, end, message });
  }
}

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code, sign) =>
    code === undefined ? (escapes[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The value of a member, by name without regard to case; of two the later, as Azure's reader takes it. */
export function at(node: Json | undefined, name: string): Json | undefined {
  return memberOf(node, name)?.value;
}

export function memberOf(node: Json | undefined, name: string): Member | undefined {
  if (node?.kind !== "object") return undefined;
  const wanted = name.toLowerCase();
  for (let index = node.members.length - 1; index >= 0; index--) {
    const member = node.members[index];
    if (member && member.name.length === name.length && (member.name === name || member.name.toLowerCase() === wanted)) return member;
  }
  return undefined;
}

export function stringAt(node: Json | undefined, name: string): string | undefined {
  const found = at(node, name);
  return found?.kind === "string" ? found.value : undefined;
}

export function membersOf(node: Json | undefined): readonly Member[] {
  return node?.kind === "object" ? node.members : [];
}

export function itemsOf(node: Json | undefined): readonly Json[] {
  return node?.kind === "array" ? node.items : [];
}

import { scanMultiline, scanSegment } from "./scan-string.ts";
import { type Fault, Kind, type Tokens } from "./tokens.ts";

/** Where the lexer is. `holes` holds, innermost last, what a `}` will close. */
interface Lexer {
  readonly text: string;
  at: number;
  readonly holes: number[];
  readonly faults: Fault[];
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count: number;
}

/** In `holes`: a brace of an object within a hole. Other entries count the `$` of a multi-line string, 0 for a plain one. */
const OBJECT = -1;

/**
 * Cuts a text into tokens. Total: what is no token becomes `Kind.unknown` with a fault.
 * Blank lines, comments and `#` directives between two line ends are part of one newline token.
 */
export function lex(text: string): Tokens {
  const capacity = (text.length >> 2) + 64;
  const lexer: Lexer = {
    text,
    at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    holes: [],
    faults: [],
    kinds: new Uint8Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    count: 0,
  };
  while (lexer.at < text.length) lexToken(lexer);
  push(lexer, Kind.end, text.length, text.length);
  return lexer;
}

function lexToken(lexer: Lexer): void {
  const { text } = lexer;
  const start = lexer.at;
  const code = text.charCodeAt(start);
  if (code === 32 || code === 9) {
    lexer.at = start + 1;
    return;
  }
  if (code < 128 && WORD[code] === 1) {
    let at = start + 1;
    for (let next = text.charCodeAt(at); next < 128 && WORD[next] !== 0; next = text.charCodeAt(at)) at++;
    lexer.at = at;
    push(lexer, Kind.identifier, start, at);
    return;
  }
  if (code === 10 || code === 13) lexNewline(lexer);
  else if (code === 39) lexString(lexer);
  else lexOther(lexer, code);
}

function lexOther(lexer: Lexer, code: number): void {
  const { text, at: start } = lexer;
  if (code >= 48 && code <= 57) {
    let at = start + 1;
    for (let next = text.charCodeAt(at); next >= 48 && next <= 57; next = text.charCodeAt(at)) at++;
    lexer.at = at;
    push(lexer, Kind.integer, start, at);
    return;
  }
  if (code === 47) {
    const next = text.charCodeAt(start + 1);
    if (next === 47 || next === 42) {
      skipComment(lexer, next === 42);
      return;
    }
  }
  if (code === 125 && lexer.holes.length > 0) {
    lexCloseBrace(lexer);
    return;
  }
  if (code === 123 && lexer.holes.length > 0) lexer.holes.push(OBJECT);
  if (code === 36) {
    lexDollar(lexer);
    return;
  }
  if (code === 35 && isDirective(text, start)) {
    lexer.at = lineEnd(text, start);
    return;
  }
  const kind = code < 128 ? (SINGLE[code] ?? 0) : 0;
  const pair = kind === 0 && code !== 38 ? 0 : pairKind(code, text.charCodeAt(start + 1));
  if (pair !== 0) {
    lexer.at = start + 2;
    push(lexer, pair, start, start + 2);
  } else if (kind === Kind.dot && text.startsWith("...", start)) {
    lexer.at = start + 3;
    push(lexer, Kind.ellipsis, start, start + 3);
  } else if (kind !== 0) {
    lexer.at = start + 1;
    push(lexer, kind, start, start + 1);
  } else lexUnknown(lexer);
}

function lexNewline(lexer: Lexer): void {
  const { text, holes } = lexer;
  const start = lexer.at;
  if (holes.length > 0) {
    fault(lexer, start, start, "This string is not closed on its line. Close it with a single quote.");
    holes.length = 0;
    push(lexer, Kind.unterminated, start, start);
    return;
  }
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13 && code !== 32 && code !== 9) break;
    at++;
  }
  lexer.at = at;
  const last = lexer.count - 1;
  if (last >= 0 && lexer.kinds[last] === Kind.newline) lexer.ends[last] = at;
  else push(lexer, Kind.newline, start, at);
}

function lexString(lexer: Lexer): void {
  const start = lexer.at;
  if (lexer.text.startsWith("'''", start)) {
    lexer.at = start + 3;
    const ending = scanMultiline(lexer, 0);
    push(lexer, ending === "closed" ? Kind.string : Kind.unterminated, start, lexer.at);
    return;
  }
  lexer.at = start + 1;
  const ending = scanSegment(lexer);
  if (ending === "hole") lexer.holes.push(0);
  push(lexer, ending === "hole" ? Kind.stringLeft : ending === "closed" ? Kind.string : Kind.unterminated, start, lexer.at);
}

function lexCloseBrace(lexer: Lexer): void {
  const { holes } = lexer;
  const start = lexer.at;
  lexer.at = start + 1;
  const dollars = holes.at(-1);
  if (dollars === undefined || dollars === OBJECT) {
    holes.pop();
    push(lexer, Kind.rightBrace, start, start + 1);
    return;
  }
  const ending = dollars === 0 ? scanSegment(lexer) : scanMultiline(lexer, dollars);
  if (ending !== "hole") holes.pop();
  push(lexer, ending === "hole" ? Kind.stringMiddle : ending === "closed" ? Kind.stringRight : Kind.unterminated, start, lexer.at);
}

function lexDollar(lexer: Lexer): void {
  const { text } = lexer;
  const start = lexer.at;
  let at = start;
  while (text.charCodeAt(at) === 36) at++;
  if (!text.startsWith("'''", at)) {
    lexer.at = at;
    fault(lexer, start, at, "These characters have no meaning in Bicep.");
    push(lexer, Kind.unknown, start, at);
    return;
  }
  const dollars = at - start;
  lexer.at = at + 3;
  const ending = scanMultiline(lexer, dollars);
  if (ending === "hole") lexer.holes.push(dollars);
  push(lexer, ending === "hole" ? Kind.stringLeft : ending === "closed" ? Kind.string : Kind.unterminated, start, lexer.at);
}

function skipComment(lexer: Lexer, block: boolean): void {
  const { text } = lexer;
  if (!block) {
    lexer.at = lineEnd(text, lexer.at);
    return;
  }
  const close = text.indexOf("*/", lexer.at + 2);
  if (close < 0) fault(lexer, lexer.at, lexer.at + 2, "This comment is not closed. Close it with '*/'.");
  lexer.at = close < 0 ? text.length : close + 2;
}

function isDirective(text: string, at: number): boolean {
  return text.startsWith("disable-", at + 1) || text.startsWith("restore-", at + 1);
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function lexUnknown(lexer: Lexer): void {
  const start = lexer.at;
  let at = start + 1;
  while (at < lexer.text.length && isUnknown(lexer.text.charCodeAt(at))) at++;
  lexer.at = at;
  const quote = lexer.text.charCodeAt(start) === 34;
  const message = quote ? "Bicep writes strings in single quotes." : "These characters have no meaning in Bicep.";
  fault(lexer, start, at, message);
  push(lexer, Kind.unknown, start, at);
}

function isUnknown(code: number): boolean {
  if (code >= 128) return true;
  return WORD[code] === 0 && SINGLE[code] === 0 && code > 32 && code !== 35 && code !== 36 && code !== 38 && code !== 39;
}

function fault(lexer: Lexer, start: number, end: number, message: string): void {
  if (lexer.faults.length < 1000) lexer.faults.push({ start, end, message });
}

function push(lexer: Lexer, kind: number, start: number, end: number): void {
  const index = lexer.count;
  if (index === lexer.kinds.length) grow(lexer);
  lexer.kinds[index] = kind;
  lexer.starts[index] = start;
  lexer.ends[index] = end;
  lexer.count = index + 1;
}

function grow(lexer: Lexer): void {
  const size = lexer.kinds.length * 2;
  const kinds = new Uint8Array(size);
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  kinds.set(lexer.kinds);
  starts.set(lexer.starts);
  ends.set(lexer.ends);
  lexer.kinds = kinds;
  lexer.starts = starts;
  lexer.ends = ends;
}

/** 1: starts a word; 2: a digit, goes on with one; 0: neither. */
const WORD = new Uint8Array(128);
for (const letter of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") WORD[letter.charCodeAt(0)] = 1;
for (const digit of "0123456789") WORD[digit.charCodeAt(0)] = 2;

const SINGLE = new Uint8Array(128);
for (const [character, kind] of Object.entries({
  "{": Kind.leftBrace,
  "}": Kind.rightBrace,
  "[": Kind.leftSquare,
  "]": Kind.rightSquare,
  "(": Kind.leftParen,
  ")": Kind.rightParen,
  "@": Kind.at,
  ",": Kind.comma,
  ".": Kind.dot,
  "?": Kind.question,
  ":": Kind.colon,
  "=": Kind.assign,
  "+": Kind.plus,
  "-": Kind.minus,
  "*": Kind.star,
  "/": Kind.slash,
  "%": Kind.percent,
  "^": Kind.hat,
  "!": Kind.bang,
  "<": Kind.less,
  ">": Kind.greater,
  "|": Kind.pipe,
}))
  SINGLE[character.charCodeAt(0)] = kind;

function pairKind(first: number, second: number): number {
  switch (first) {
    case 61: // =
      return second === 61 ? Kind.equal : second === 126 ? Kind.alike : second === 62 ? Kind.arrow : 0;
    case 33: // !
      return second === 61 ? Kind.notEqual : second === 126 ? Kind.notAlike : 0;
    case 60: // <
      return second === 61 ? Kind.lessEqual : 0;
    case 62: // >
      return second === 61 ? Kind.greaterEqual : 0;
    case 38: // &
      return second === 38 ? Kind.and : 0;
    case 124: // |
      return second === 124 ? Kind.or : 0;
    case 63: // ?
      return second === 63 ? Kind.doubleQuestion : 0;
    case 58: // :
      return second === 58 ? Kind.doubleColon : 0;
    default:
      return 0;
  }
}

// Values whose text alone tells what they are: literals, names with their steps, calls, lists, objects, strings that such values stand in,
// and what operators make of them on one line.
import { passes, type Scan, skipBlank, skipSpace, take } from "./scan.ts";
import type { Expression, Member, Operator, Step, TemplatePart } from "./tree.ts";

const name = /[A-Za-z_][\w-]*/y;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const string = /"(?:[^"\\$%\n]|[$%](?![{$%]))*"/y;
const textRun = /(?:[^"\\$%\n]|[$%](?![{$%]))+/y;
const place = /\d+(?=\.[A-Za-z_]|[^\w.]|$)/y;
const operator = /\|\||&&|[=!<>]=|[<>](?![<>])|[+*%]|-(?!-)|\/(?![/*])/y;
const reserved = new Set(["for", "if", "else", "in", "endif", "endfor"]);
const deepest = 60;

/** A name as the grammar has it; undefined for words of its own. */
export function plainName(scan: Scan): string | undefined {
  const found = take(scan, name);
  return found === undefined || reserved.has(found) ? undefined : found;
}

/** The value that begins here; undefined when it is not plain. What follows it decides whether it was all. */
export function plainValue(scan: Scan): Expression | undefined {
  if (scan.depth >= deepest) return undefined;
  scan.depth++;
  const test = operation(scan, 0);
  const value = test && next(scan, "?") ? conditional(scan, test) : test;
  scan.depth--;
  return value;
}

function conditional(scan: Scan, test: Expression): Expression | undefined {
  const yes = plainValue(scan);
  const no = yes && next(scan, ":") ? plainValue(scan) : undefined;
  return yes && no && { kind: "conditional", test, yes, no, start: test.start, end: no.end };
}

/** Whether this character comes next on the line; the scan is then at what follows it, and else where it was. */
function next(scan: Scan, character: string): boolean {
  const back = scan.at;
  skipSpace(scan);
  if (passes(scan, character)) {
    skipSpace(scan);
    return true;
  }
  scan.at = back;
  return false;
}

/** By how closely they bind. */
const ranks: Readonly<Record<Operator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};

/** Operands joined by operators that bind more closely than `above`. */
function operation(scan: Scan, above: number): Expression | undefined {
  let left = signed(scan);
  while (left) {
    const back = scan.at;
    skipSpace(scan);
    const spelt = take(scan, operator) as Operator | undefined;
    if (spelt === undefined || ranks[spelt] <= above) {
      scan.at = back;
      return left;
    }
    skipSpace(scan);
    const right = operation(scan, ranks[spelt]);
    left = right && { kind: "binary", operator: spelt, left, right, start: left.start, end: right.end };
  }
  return undefined;
}

function signed(scan: Scan): Expression | undefined {
  const sign = scan.text[scan.at];
  if (sign !== "!" && sign !== "-") return operand(scan);
  const start = scan.at + scan.shift;
  scan.at++;
  const inner = operand(scan);
  return inner && { kind: "unary", operator: sign, operand: inner, start, end: inner.end };
}

function operand(scan: Scan): Expression | undefined {
  const code = scan.text.charCodeAt(scan.at);
  if (code === 34) return quoted(scan);
  if (code === 91) return list(scan);
  if (code === 123) return object(scan);
  if (code === 40) return parens(scan);
  if (code >= 48 && code <= 57) return numeral(scan);
  return named(scan);
}

function parens(scan: Scan): Expression | undefined {
  const start = scan.at + scan.shift;
  scan.at++;
  skipBlank(scan);
  const inner = plainValue(scan);
  skipBlank(scan);
  if (!inner || !passes(scan, ")")) return undefined;
  return steps(scan, { kind: "parens", inner, start, end: scan.at + scan.shift });
}

function numeral(scan: Scan): Expression | undefined {
  const start = scan.at + scan.shift;
  const spelt = take(scan, number);
  return spelt === undefined ? undefined : { kind: "literal", value: Number(spelt), start, end: scan.at + scan.shift };
}

function quoted(scan: Scan): Expression | undefined {
  const start = scan.at + scan.shift;
  const plain = take(scan, string);
  if (plain !== undefined) return { kind: "literal", value: plain.slice(1, -1), start, end: scan.at + scan.shift };
  scan.at++;
  const parts: TemplatePart[] = [];
  while (!passes(scan, '"')) {
    const part = templatePart(scan);
    if (!part) return undefined;
    parts.push(part);
  }
  return { kind: "template", parts, start, end: scan.at + scan.shift };
}

function templatePart(scan: Scan): TemplatePart | undefined {
  const start = scan.at + scan.shift;
  const text = take(scan, textRun);
  if (text !== undefined) return { kind: "text", text, start, end: scan.at + scan.shift };
  if (!scan.text.startsWith("${", scan.at)) return undefined;
  scan.at += 2;
  skipSpace(scan);
  const value = plainValue(scan);
  skipSpace(scan);
  return value && passes(scan, "}") ? { kind: "value", value, start, end: scan.at + scan.shift } : undefined;
}

/** A word, a name with its steps, or a call with its. */
function named(scan: Scan): Expression | undefined {
  const start = scan.at + scan.shift;
  const first = plainName(scan);
  if (first === undefined) return undefined;
  const end = scan.at + scan.shift;
  let value: Expression;
  if (scan.text[scan.at] === "(") {
    const args = items(scan, ")");
    if (!args) return undefined;
    value = { kind: "call", name: first, arguments: args, expand: false, start, end: scan.at + scan.shift };
  } else if (first === "true" || first === "false") value = { kind: "literal", value: first === "true", start, end };
  else if (first === "null") value = { kind: "literal", value: null, start, end };
  else value = { kind: "variable", name: first, start, end };
  return steps(scan, value);
}

function steps(scan: Scan, first: Expression): Expression | undefined {
  let value = first;
  for (;;) {
    if (scan.text.startsWith("[*]", scan.at)) return splat(scan, value);
    const step = stepHere(scan);
    if (step === "none") return undefined;
    if (step) {
      const span = { start: first.start, end: scan.at + scan.shift };
      value =
        "attribute" in step
          ? { kind: "attribute", base: value, name: step.attribute, ...span }
          : { kind: "index", base: value, index: step.index, ...span };
    } else return value !== first && first.kind === "literal" ? undefined : value;
  }
}

/** A step to an attribute or item; undefined where none stands, `none` where one stands that is not plain. */
function stepHere(scan: Scan): Step | "none" | undefined {
  const start = scan.at + scan.shift;
  if (passes(scan, ".")) {
    const attribute = take(scan, name);
    if (attribute !== undefined) return { attribute };
    const index = take(scan, place);
    return index === undefined ? "none" : { index: { kind: "literal", value: Number(index), start, end: scan.at + scan.shift } };
  }
  if (!passes(scan, "[")) return undefined;
  const index = plainValue(scan);
  return index && passes(scan, "]") ? { index } : "none";
}

/** All that follows `[*]` is taken of each item. */
function splat(scan: Scan, base: Expression): Expression | undefined {
  scan.at += 3;
  const steps: Step[] = [];
  for (let step = stepHere(scan); step !== undefined; step = stepHere(scan)) {
    if (step === "none") return undefined;
    steps.push(step);
  }
  return { kind: "splat", base, steps, start: base.start, end: scan.at + scan.shift };
}

function list(scan: Scan): Expression | undefined {
  const start = scan.at + scan.shift;
  const found = items(scan, "]");
  return found && { kind: "list", items: found, start, end: scan.at + scan.shift };
}

/** From the opening mark to behind the closing one. */
function items(scan: Scan, close: string): readonly Expression[] | undefined {
  scan.at++;
  const found: Expression[] = [];
  for (skipBlank(scan); !passes(scan, close); skipBlank(scan)) {
    const item = plainValue(scan);
    if (!item) return undefined;
    found.push(item);
    skipBlank(scan);
    if (!passes(scan, ",") && scan.text[scan.at] !== close) return undefined;
  }
  return found;
}

function object(scan: Scan): Expression | undefined {
  const start = scan.at + scan.shift;
  scan.at++;
  const members: Member[] = [];
  for (skipBlank(scan); !passes(scan, "}"); skipBlank(scan)) {
    const member = memberOf(scan);
    if (!member) return undefined;
    members.push(member);
  }
  return { kind: "object", members, start, end: scan.at + scan.shift };
}

const memberEnd = /[ \t]*(?:,|(?:(?:#|\/\/)[^\n]*)?\r?\n|(?=\}))/y;

function memberOf(scan: Scan): Member | undefined {
  const key = keyOf(scan);
  if (!key) return undefined;
  skipSpace(scan);
  if (!passes(scan, "=") && !passes(scan, ":")) return undefined;
  skipSpace(scan);
  const value = plainValue(scan);
  if (!value) return undefined;
  if (take(scan, memberEnd) === undefined) return undefined;
  return { key, value, start: key.start, end: value.end };
}

function keyOf(scan: Scan): Expression | undefined {
  if (scan.text[scan.at] === '"') return quoted(scan);
  const start = scan.at + scan.shift;
  const found = plainName(scan);
  if (found === undefined) return undefined;
  const end = scan.at + scan.shift;
  if (found === "true" || found === "false") return { kind: "literal", value: found === "true", start, end };
  return { kind: "literal", value: found === "null" ? null : found, start, end };
}

// Quoted templates and heredocs: literal text, interpolations, directives, strip markers and the indentation of `<<-`.
import { decodePlain, decodeQuoted } from "./literal.ts";
import type { Expression, TemplatePart } from "./tree.ts";
import { eachChild, spanHere, textHere, typeHere, type Walk } from "./walk.ts";

type ReadExpression = (walk: Walk) => Expression;

/** Literal text of one line, still to be trimmed; `control` is anything else, which ends the run of a line's indentation. */
interface Line {
  text: string;
}
type Flat = Line | "control";

interface Reading {
  readonly walk: Walk;
  readonly read: ReadExpression;
  readonly heredoc: boolean;
  /** All lines and controls in the order of the text. */
  readonly flat: Flat[];
  /** Where the text read so far ends, in the tree's offsets. */
  at: number;
  trimNext: boolean;
}

type Draft =
  | { readonly kind: "line"; readonly line: Line; readonly start: number; readonly end: number }
  | { readonly kind: "done"; readonly part: Exclude<TemplatePart, { kind: "if" | "for" }> }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly yes: readonly Draft[];
      readonly no: readonly Draft[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly over: Expression;
      readonly body: readonly Draft[];
      readonly start: number;
      readonly end: number;
    };

/** The cursor is on a `template_expr`. */
export function readTemplate(walk: Walk, read: ReadExpression): Expression {
  const { start, end } = spanHere(walk);
  const broken: Expression = { kind: "broken", message: "This template cannot be read.", start, end };
  if (!walk.cursor.gotoFirstChild()) return broken;
  const heredoc = typeHere(walk) === "heredoc_template";
  const inside = heredoc ? heredocInside(textHere(walk)) : { from: 1, to: end - start - 1, flush: false };
  if (!inside) {
    walk.cursor.gotoParent();
    return broken;
  }
  const from = start - walk.shift;
  const reading: Reading = { walk, read, heredoc, flat: [], at: from + inside.from, trimNext: false };
  const drafts = readParts(reading, from + inside.to);
  walk.cursor.gotoParent();
  if (inside.flush) flushIndentation(reading.flat);
  return { kind: "template", parts: finish(drafts), start, end };
}

/** Offsets of the lines between the opening and the closing word. */
function heredocInside(text: string): { readonly from: number; readonly to: number; readonly flush: boolean } | undefined {
  const first = text.indexOf("\n");
  const last = text.lastIndexOf("\n");
  return first === -1 ? undefined : { from: first + 1, to: last + 1, flush: text.startsWith("<<-") };
}

/** The cursor is on the node whose children are the parts; `to` is where their text ends. */
function readParts(reading: Reading, to: number): Draft[] {
  const out: Draft[] = [];
  eachChild(reading.walk, (type) => {
    if (type === "template_interpolation") readInterpolation(reading, out);
    else if (type === "template_directive") readDirective(reading, out);
  });
  readText(reading, to, out, false);
  return out;
}

function readText(reading: Reading, to: number, out: Draft[], trimEnd: boolean): void {
  const raw = reading.walk.text.slice(reading.at, Math.max(reading.at, to));
  const lines = reading.heredoc ? raw.split(/(?<=\n)/) : [raw];
  let at = reading.at;
  lines.forEach((line, index) => {
    const start = at + reading.walk.shift;
    at += line.length;
    if (line === "") return;
    let text = (reading.heredoc ? decodePlain : decodeQuoted)(reading.heredoc ? line.replace("\r\n", "\n") : line);
    if (index === 0 && reading.trimNext) text = text.trimStart();
    if (index === lines.length - 1 && trimEnd) text = text.trimEnd();
    const made = { text };
    reading.flat.push(made);
    out.push({ kind: "line", line: made, start, end: at + reading.walk.shift });
  });
  reading.trimNext = false;
  reading.at = Math.max(reading.at, to);
}

/** Reads the text before a `${` or `%{` and puts the reading behind its end. Gives the text between the braces. */
function passMarker(reading: Reading, out: Draft[]): void {
  const { cursor } = reading.walk;
  const text = textHere(reading.walk);
  readText(reading, cursor.startIndex, out, text.charAt(2) === "~");
  reading.flat.push("control");
  reading.trimNext = text.at(-2) === "~";
  reading.at = cursor.endIndex;
}

function readInterpolation(reading: Reading, out: Draft[]): void {
  const span = spanHere(reading.walk);
  passMarker(reading, out);
  let value: Expression = { kind: "broken", message: "An expression is expected here.", ...span };
  eachChild(reading.walk, (type) => {
    if (type === "expression") value = reading.read(reading.walk);
  });
  out.push({ kind: "done", part: { kind: "value", value, ...span } });
}

function readDirective(reading: Reading, out: Draft[]): void {
  eachChild(reading.walk, (type) => {
    const span = spanHere(reading.walk);
    if (type === "template_if") out.push({ ...readIf(reading, out), ...span });
    else if (type === "template_for") out.push({ ...readFor(reading, out), ...span });
  });
}

function readIf(reading: Reading, before: Draft[]): Extract<Draft, { kind: "if" }> {
  const span = spanHere(reading.walk);
  let test: Expression = { kind: "broken", message: "A condition is expected here.", ...span };
  const yes: Draft[] = [];
  const otherwise: Draft[] = [];
  let side = yes;
  eachChild(reading.walk, (type) => {
    if (type === "template_if_intro") {
      passMarker(reading, before);
      test = firstExpression(reading) ?? test;
    } else if (type === "template_else_intro") {
      passMarker(reading, side);
      side = otherwise;
    } else if (type === "template_if_end") passMarker(reading, side);
    else if (type === "template_interpolation") readInterpolation(reading, side);
    else if (type === "template_directive") readDirective(reading, side);
  });
  return { kind: "if", test, yes, no: otherwise, ...span };
}

function readFor(reading: Reading, before: Draft[]): Extract<Draft, { kind: "for" }> {
  const span = spanHere(reading.walk);
  let over: Expression = { kind: "broken", message: "A collection is expected here.", ...span };
  const names: string[] = [];
  const body: Draft[] = [];
  eachChild(reading.walk, (type) => {
    if (type === "template_for_start") {
      passMarker(reading, before);
      eachChild(reading.walk, (inner) => {
        if (inner === "identifier") names.push(textHere(reading.walk));
      });
      over = firstExpression(reading) ?? over;
    } else if (type === "template_for_end") passMarker(reading, body);
    else if (type === "template_interpolation") readInterpolation(reading, body);
    else if (type === "template_directive") readDirective(reading, body);
  });
  return { kind: "for", names, over, body, ...span };
}

function firstExpression(reading: Reading): Expression | undefined {
  let found: Expression | undefined;
  eachChild(reading.walk, (type) => {
    if (type === "expression") found = reading.read(reading.walk);
  });
  return found;
}

/** `<<-` takes the indentation of the least indented line from every line; blank lines do not count. */
function flushIndentation(flat: readonly Flat[]): void {
  const starts: Line[] = [];
  let least = Number.POSITIVE_INFINITY;
  let newline = true;
  for (const token of flat) {
    if (newline) {
      newline = false;
      if (token === "control") least = 0;
      else if (token.text.trim() !== "" || !token.text.endsWith("\n")) {
        starts.push(token);
        least = Math.min(least, token.text.length - token.text.trimStart().length);
      }
    }
    if (token !== "control" && token.text.endsWith("\n")) newline = true;
  }
  if (Number.isFinite(least)) for (const line of starts) line.text = line.text.slice(least);
}

function finish(drafts: readonly Draft[]): TemplatePart[] {
  const out: TemplatePart[] = [];
  for (const draft of drafts) {
    const last = out.at(-1);
    if (draft.kind === "line") {
      if (last?.kind === "text") out[out.length - 1] = { ...last, text: last.text + draft.line.text, end: draft.end };
      else out.push({ kind: "text", text: draft.line.text, start: draft.start, end: draft.end });
    } else if (draft.kind === "done") out.push(draft.part);
    else if (draft.kind === "if") {
      const { test, start, end } = draft;
      out.push({ kind: "if", test, yes: finish(draft.yes), no: finish(draft.no), start, end });
    } else {
      const { over, start, end } = draft;
      const [first = "", second] = draft.names;
      out.push({ kind: "for", value: second ?? first, over, body: finish(draft.body), start, end, ...(second ? { key: first } : {}) });
    }
  }
  return out;
}

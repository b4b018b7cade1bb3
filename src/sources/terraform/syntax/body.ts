import type { Tree } from "web-tree-sitter";
import { readExpression, simpleExpression } from "./expression.ts";
import type { Attribute, Block, Body, Expression, Label, Node, SyntaxProblem } from "./tree.ts";
import { deepest, eachChild, spanHere, textHere, typeHere, type Walk } from "./walk.ts";

export interface Reading {
  readonly names: readonly string[];
  readonly problems: SyntaxProblem[];
  /** Where the file ends, when text was added behind it. */
  readonly limit?: number;
}

/** Everything a tree holds at its top. `shift` is where its text begins in the file. */
export function readTree(tree: Tree, text: string, shift: number, reading: Reading): Body {
  const cursor = tree.walk();
  const { names, limit } = reading;
  const walk: Walk = { cursor, names, text, shift, depth: 0, ...(limit === undefined ? {} : { limit }) };
  const broken = typeHere(walk) === "ERROR";
  const out: { attributes: Attribute[]; blocks: Block[]; broken?: string } = { attributes: [], blocks: [] };
  if (broken) out.broken = partly;
  const take = (type: string): void => {
    if (type === "body") eachChild(walk, take);
    else readItem(walk, type, out, reading);
  };
  eachChild(walk, take);
  cursor.delete();
  return out;
}

const partly = "A part of this block could not be read.";

function readItem(walk: Walk, type: string, out: { attributes: Attribute[]; blocks: Block[]; broken?: string }, reading: Reading): void {
  if (type === "attribute") {
    const attribute = readAttribute(walk, reading);
    if (attribute) out.attributes.push(attribute);
    // What follows a half-typed value is often read as a part of it.
    if (!attribute || attribute.value.kind === "broken") out.broken = partly;
  } else if (type === "block") out.blocks.push(readBlock(walk, reading));
  else if (type === "ERROR") {
    out.broken = partly;
    reading.problems.push({ message: "This could not be read as Terraform; what stands here is not audited.", ...spanHere(walk) });
  }
}

const plainAttribute = /^([A-Za-z_][\w-]*)[ \t]*=[ \t]*(?=\S)/;

function readAttribute(walk: Walk, reading: Reading): Attribute | undefined {
  const span = spanHere(walk);
  const text = textHere(walk);
  const plain = text.length < 400 ? plainAttribute.exec(text) : null;
  const simple = plain ? simpleExpression(text.slice(plain[0].length), span.start + plain[0].length) : undefined;
  if (plain?.[1] && simple) {
    return { name: plain[1], nameAt: { start: span.start, end: span.start + plain[1].length }, value: simple, ...span };
  }
  let name: Label | undefined;
  let value: Expression | undefined;
  let error: Node | undefined;
  eachChild(walk, (type) => {
    if (type === "identifier" && !name) name = { text: textHere(walk), ...spanHere(walk) };
    else if (type === "expression") value ??= readExpression(walk);
    else if (type === "ERROR") error = spanHere(walk);
  });
  if (!name) return undefined;
  if (error) reading.problems.push({ message: `The value of '${name.text}' could not be read; it counts as not known.`, ...error });
  const broken: Expression = { kind: "broken", message: `The value of '${name.text}' could not be read.`, ...span };
  const { start, end } = name;
  return { name: name.text, nameAt: { start, end }, value: error ? broken : (value ?? broken), ...span };
}

function readBlock(walk: Walk, reading: Reading): Block {
  const span = spanHere(walk);
  const labels: Label[] = [];
  let type: Label | undefined;
  let open = span.end;
  let close = span.end;
  const body: { attributes: Attribute[]; blocks: Block[]; broken?: string } = { attributes: [], blocks: [] };
  if (walk.depth >= deepest)
    return { type: "", labels, header: span, inside: span, ...body, broken: "This is nested too deeply to be read.", ...span };
  walk.depth++;
  eachChild(walk, (kind) => {
    if (kind === "identifier" || kind === "string_lit") {
      const text = textHere(walk);
      const label = { text: kind === "string_lit" ? text.slice(1, -1) : text, ...spanHere(walk) };
      if (type) labels.push(label);
      else type = label;
    } else if (kind === "block_start") open = spanHere(walk).end;
    else if (kind === "block_end") close = spanHere(walk).start;
    else if (kind === "body") eachChild(walk, (inner) => readItem(walk, inner, body, reading));
    else readItem(walk, kind, body, reading);
  });
  walk.depth--;
  const headerEnd = labels.at(-1)?.end ?? type?.end ?? span.end;
  return {
    type: type?.text ?? "",
    labels,
    header: { start: span.start, end: headerEnd },
    inside: { start: Math.min(open, close), end: close },
    ...body,
    ...span,
  };
}

// What was written into the sketch of a file in JSON, put where the file has it. The layout around it stays.
import { applyEdits, findNodeAtLocation, getNodeValue, type JSONPath, type Node as JsonNode, modify, parseTree } from "jsonc-parser";
import { own } from "../../../model/own.ts";
import type { TextEdit } from "../../../model/repair.ts";
import { unescaped } from "../syntax/template-text.ts";
import type { Block, Body, Expression } from "../syntax/tree.ts";
import { type Desk, fileNow, type Refusal } from "./desk.ts";
import { Document } from "./document.ts";
import type { Cannot } from "./here.ts";
import { bare } from "./sketch.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

const inJson =
  "This resource is written in JSON ('.tf.json') in a way that this fix cannot be put into. Make this change by hand, or in what writes the file.";

/** The edits of a file in JSON that its sketch stands for; why there are none. */
export function editsInJson(desk: Desk, uri: string, sketch: Document): readonly TextEdit[] | Cannot {
  const source = desk.site.text(uri);
  const [before, after] = [desk.readFile({ uri: sketch.uri, text: sketch.first }), fileNow(desk, uri)];
  if (!source || !after || before.problems.length > 0 || after.problems.length > 0) return { cannot: inJson };
  const [was, is] = [jsonOf(before, sketch.first), jsonOf(after, sketch.text)];
  const document = new Document(uri, source.text);
  const refusal = was && is ? change(document, [], was, is) : inJson;
  return refusal === undefined ? document.edits() : { cannot: refusal };
}

/** A body as JSON has it: blocks under their types and labels, in lists where there are several. Undefined where a name is both. */
export function jsonOf(body: Body, text: string, type = ""): JsonObject | undefined {
  const out = new Map<string, Json>(
    body.attributes.map(({ name, value }) => [name, jsonValue(value, text, bare.has(name) || (name === "type" && type === "variable"))]),
  );
  const attributes = new Set(out.keys());
  for (const block of body.blocks) {
    const inner = jsonOf(block, text, block.type);
    if (!inner || attributes.has(block.type)) return undefined;
    out.set(block.type, added(out.get(block.type), namesOf(block), inner));
  }
  return Object.fromEntries(out);
}

function namesOf({ labels }: Block): readonly string[] {
  return labels.map((label) => label.text);
}

function added(there: Json | undefined, labels: readonly string[], body: JsonObject): Json {
  const [label, ...more] = labels;
  if (label === undefined) return there === undefined ? body : isList(there) ? [...there, body] : [there, body];
  const held = there !== undefined && isPlain(there) ? there : {};
  return { ...held, [label]: added(own(held, label), more, body) };
}

function jsonValue(value: Expression, text: string, isBare: boolean): Json {
  const source = text.slice(value.start, value.end);
  if (value.kind === "literal" && typeof value.value !== "string") return value.value;
  if (value.kind === "list") return value.items.map((item) => jsonValue(item, text, isBare));
  if (value.kind === "object")
    return Object.fromEntries(value.members.map(({ key, value: inner }) => [keyOf(key, text), jsonValue(inner, text, isBare)]));
  const written = source.startsWith('"') && source.endsWith('"') ? unescaped(source.slice(1, -1)) : undefined;
  return written ?? (isBare ? source : `\${${source}}`);
}

function keyOf(key: Expression, text: string): string {
  const source = text.slice(key.start, key.end);
  if (key.kind === "parens") return `\${${source.slice(1, -1)}}`;
  return source.startsWith('"') ? (unescaped(source.slice(1, -1)) ?? source) : source;
}

function change(document: Document, path: JSONPath, was: Json | undefined, is: Json | undefined): Refusal {
  if (JSON.stringify(was) === JSON.stringify(is)) return undefined;
  if (was !== undefined && is !== undefined && isPlain(was) && isPlain(is)) return changeMembers(document, path, was, is);
  const [a, b] = [listOf(was), listOf(is)];
  const isMany = (was !== undefined && isList(was)) || (is !== undefined && isList(is));
  return isMany && a && b ? changeItems(document, path, a, b) : write(document, path, is);
}

function changeMembers(document: Document, path: JSONPath, was: JsonObject, is: JsonObject): Refusal {
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, after] = [was, is].map((one) => own(one, name));
    const refusal = change(document, [...path, name], before, after);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Lists that differ in one stretch of items: one that is there alone may stand without a list. */
function changeItems(document: Document, path: JSONPath, was: readonly Json[], is: readonly Json[]): Refusal {
  const root = parseTree(document.text);
  const way = root && wayTo(root, path);
  const there = way && root && findNodeAtLocation(root, way);
  if (!there) return write(document, path, is);
  if (there.type !== "array") return write(document, path, same(was[0], is[0]) ? [getNodeValue(there) as Json, ...is.slice(1)] : is);
  if (there.children?.length !== was.length) return inJson;
  const shorter = Math.min(was.length, is.length);
  let head = 0;
  while (head < shorter && same(was[head], is[head])) head++;
  let tail = 0;
  while (tail < shorter - head && same(was.at(-1 - tail), is.at(-1 - tail))) tail++;
  for (let index = head; index < shorter - tail; index++) {
    const refusal = change(document, [...path, index], was[index], is[index]);
    if (refusal !== undefined) return refusal;
  }
  for (let index = was.length - tail - 1; index >= shorter - tail; index--) write(document, [...path, index], undefined);
  for (let index = shorter - tail; index < is.length - tail; index++) write(document, [...path, index], is[index], true);
  return undefined;
}

function write(document: Document, path: JSONPath, value: Json | undefined, isArrayInsertion = false): Refusal {
  const root = parseTree(document.text);
  const way = root && wayTo(root, path);
  if (!way) return inJson;
  const indent = /\n([ \t]+)"/.exec(document.text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.length,
    eol: document.text.includes("\r\n") ? "\r\n" : "\n",
  };
  const edits = modify(document.text, way, value, value === undefined ? {} : { formattingOptions, isArrayInsertion });
  for (const edit of [...edits].sort((a, b) => b.offset - a.offset)) {
    if (applyEdits(document.text, [edit]) !== document.text) document.replace(edit.offset, edit.offset + edit.length, edit.content);
  }
  return undefined;
}

/** The way as the file has it, where lists may stand between: through the item that leads on the furthest. Undefined where nothing is to hold it. */
function wayTo(root: JsonNode, path: JSONPath): JSONPath | undefined {
  const way: (string | number)[] = [];
  let here: JsonNode | undefined = root;
  for (const [index, step] of path.entries()) {
    while (here?.type === "array" && typeof step === "string") {
      const lengths: readonly number[] = (here.children ?? []).map((item) => lengthOf(item, path.slice(index)));
      const best = lengths.indexOf(Math.max(...lengths));
      if (best < 0) return undefined;
      way.push(best);
      here = here.children?.[best];
    }
    if (here && here.type !== "object" && here.type !== "array") return undefined;
    way.push(step);
    here = here && findNodeAtLocation(here, [step]);
  }
  return way;
}

/** How many steps of a path lead on from here. */
function lengthOf(node: JsonNode, path: JSONPath): number {
  const [step, ...rest] = path;
  if (node.type === "array") return Math.max(0, ...(node.children ?? []).map((item) => lengthOf(item, path)));
  const next = step === undefined ? undefined : findNodeAtLocation(node, [step]);
  return next ? 1 + lengthOf(next, rest) : 0;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function listOf(value: Json | undefined): readonly Json[] | undefined {
  return value === undefined ? undefined : isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlain(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

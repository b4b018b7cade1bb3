// What is added to a file in JSON: written as blocks first, by the same table, then put where JSON has it. The layout around it stays.
import { applyEdits, findNodeAtLocation, getNodeValue, type JSONPath, modify, parseTree } from "jsonc-parser";
import type { Draft } from "../../../model/repair.ts";
import type { Path } from "../../../model/value.ts";
import type { Field } from "../azurerm/table.ts";
import type { Block, Body, Expression } from "../syntax/tree.ts";
import { fieldAt, type Target } from "./assign.ts";
import { type Desk, fileNow, headerOf, type Refusal, spelling } from "./desk.ts";
import type { Document } from "./document.ts";
import { isCannot } from "./here.ts";
import { renderFields } from "./render.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

export const inJson =
  "This resource is written in JSON ('.tf.json') in a way that this fix cannot be put into. Make this change by hand, or in what writes the file.";

/** Sets one argument, or adds an item to a list, of a resource that is written in JSON. */
export function changeInJson(target: Target, path: Path, draft: Draft, way: "set" | "append"): Refusal {
  const { desk, place } = target.here;
  const document = spelling(desk, place.uri);
  const field = fieldAt(target.map.fields, path, target.major);
  if (!document || path.some((step) => typeof step === "number") || (way === "set" && !field)) return inJson;
  const last: Draft = way === "append" ? [draft] : draft;
  const whole = path.reduceRight<Draft>((inner, step) => ({ [String(step)]: inner }), last);
  const text = renderFields(target.map.fields, whole, target.major, target.here, "  ");
  if (isCannot(text)) return text.cannot;
  const source = `resource "a" "b" {\n${text}}\n`;
  const [block] = desk.readFile({ uri: `${place.uri}?added.tf`, text: source }).blocks;
  const at = place.header.split(" ");
  if (text === "" || !block || !isObject(document.text, at)) return inJson;
  return put(document, at, jsonOf(block, source), { fields: target.map.fields, append: way === "append", argument: field?.argument });
}

/** Puts the blocks that were added to the sketches of JSON files into these. */
export function finishJson(desk: Desk): Refusal {
  for (const [uri, real] of desk.json) {
    const sketch = desk.documents.get(uri);
    const now = fileNow(desk, uri);
    if (!sketch || !now) continue;
    const before = new Map(
      desk.readFile({ uri: `${uri}?before.tf`, text: desk.sketched.get(uri) ?? "" }).blocks.map((one) => [headerOf(one), one]),
    );
    for (const block of now.blocks) {
      const old = before.get(headerOf(block));
      if (old && sketch.text.slice(block.start, block.end) === desk.sketched.get(uri)?.slice(old.start, old.end)) continue;
      const path = [block.type, ...block.labels.map((label) => label.text)];
      if (old || !mayHold(real.text, path)) return inJson;
      write(real, path, jsonOf(block, sketch.text));
    }
  }
  return undefined;
}

interface How {
  readonly fields: readonly Field[];
  readonly append: boolean;
  readonly argument: string | undefined;
}

function put(document: Document, base: JSONPath, json: JsonObject, how: How): Refusal {
  for (const [name, value] of Object.entries(json)) {
    const path = [...base, name];
    const root = parseTree(document.text);
    const there = root && findNodeAtLocation(root, path);
    const field = how.fields.find((one) => one.kind === "block" && one.argument === name);
    const items: readonly Json[] = isList(value) ? value : [value];
    const many = field?.kind === "block" && field.many;
    if (!there) write(document, path, how.append && many ? items : value);
    else if (field?.kind === "block" && !many) {
      if (there.type !== "object" || !isPlain(value)) return inJson;
      const refusal = put(document, path, value, { ...how, fields: field.fields });
      if (refusal !== undefined) return refusal;
    } else if (how.append && (many || isList(value))) {
      if (there.type === "array") for (const item of items) write(document, [...path, -1], item, true);
      else if (there.type === "object" && many) write(document, path, [getNodeValue(there) as Json, ...items]);
      else return inJson;
    } else if (!how.append && name === how.argument) write(document, path, value);
  }
  return undefined;
}

function write(document: Document, path: JSONPath, value: Json, isArrayInsertion = false): void {
  const indent = /\n([ \t]+)"/.exec(document.text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.length,
    eol: document.text.includes("\r\n") ? "\r\n" : "\n",
  };
  const edits = modify(document.text, path, value, { formattingOptions, isArrayInsertion });
  for (const edit of [...edits].sort((a, b) => b.offset - a.offset)) {
    if (applyEdits(document.text, [edit]) !== document.text) document.replace(edit.offset, edit.offset + edit.length, edit.content);
  }
}

function isObject(text: string, path: JSONPath): boolean {
  const root = parseTree(text);
  return root !== undefined && findNodeAtLocation(root, path)?.type === "object";
}

/** Whether everything above a place is an object, or not there. */
function mayHold(text: string, path: JSONPath): boolean {
  const root = parseTree(text);
  return path.every((_, index) => {
    const there = root && findNodeAtLocation(root, path.slice(0, index));
    return !there || there.type === "object";
  });
}

function jsonOf(body: Body | Block, text: string): JsonObject {
  const out = new Map<string, Json>();
  const isVariable = "type" in body && body.type === "variable";
  for (const { name, value } of body.attributes)
    out.set(name, isVariable && name === "type" ? text.slice(value.start, value.end) : jsonValue(value, text));
  for (const { type } of body.blocks) {
    const made = body.blocks.filter((one) => one.type === type).map((one) => jsonOf(one, text));
    out.set(type, made.length === 1 && made[0] ? made[0] : made);
  }
  return Object.fromEntries(out);
}

function jsonValue(value: Expression, text: string): Json {
  const source = text.slice(value.start, value.end);
  if (value.kind === "literal" && typeof value.value !== "string") return value.value;
  if (value.kind === "list") return value.items.map((item) => jsonValue(item, text));
  if (value.kind === "object")
    return Object.fromEntries(
      value.members.map(({ key, value: inner }) => [text.slice(key.start, key.end).replace(/^"|"$/g, ""), jsonValue(inner, text)]),
    );
  // A quoted text without quotes inside is the same text in JSON; anything else is an expression.
  return /^"(?:[^"\\]|\\["\\nrt])*"$/.test(source) ? String(JSON.parse(source)) : `\${${source}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlain(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

// A file in JSON as blocks of Terraform's own language, so that what is written is written one way: and where each place of the file is in it.
import { type Node as JsonNode, parseTree } from "jsonc-parser";
import { own } from "../../../model/own.ts";
import { blockFields } from "../azurerm/index.ts";
import type { Field } from "../azurerm/table.ts";
import { labelCount, nestedBlocks } from "../syntax/json.ts";
import { escaped, onlyExpression } from "../syntax/template-text.ts";
import type { Stretch } from "./document.ts";

export interface Sketch {
  readonly text: string;
  /** Stretches of the file that are stretches of the sketch, by where they start in the file. */
  readonly places: ReadonlyMap<number, { readonly there: Stretch; readonly here: Stretch }>;
}

/** Arguments whose strings are names, not texts. */
export const bare: ReadonlySet<string> = new Set([
  ...["depends_on", "provider", "providers", "iterator", "ignore_changes", "replace_triggered_by", "from", "to"],
]);

/** Undefined for what is no object. */
export function sketchOf(json: string, variables: boolean): Sketch | undefined {
  const root = parseTree(json);
  if (root?.type !== "object") return undefined;
  const pen = new Pen(json);
  if (variables) pen.attributes(membersOf(root), [], "");
  else for (const { name, value } of membersOf(root)) pen.blocks(name, [], value, own(labelCount, name) ?? 0);
  return { text: pen.text, places: pen.places };
}

interface Member {
  readonly name: string;
  readonly value: JsonNode;
  readonly node: JsonNode;
}

function membersOf(node: JsonNode): readonly Member[] {
  if (node.type === "array") return (node.children ?? []).flatMap(membersOf);
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap((member): readonly Member[] => {
    const [key, value] = member.children ?? [];
    return key && value && key.value !== "//" ? [{ name: String(key.value), value, node: member }] : [];
  });
}

/** Writes while it lives, and keeps where what came. */
class Pen {
  text = "";
  readonly places = new Map<number, { there: Stretch; here: Stretch }>();
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  blocks(type: string, labels: readonly string[], value: JsonNode, left: number): void {
    if (left > 0) {
      for (const inner of membersOf(value)) this.blocks(type, [...labels, inner.name], inner.value, left - 1);
      return;
    }
    const fields = type === "resource" || type === "data" ? blockFields(labels[0] ?? "") : [];
    for (const body of value.type === "array" ? (value.children ?? []) : [value])
      if (body.type === "object") this.block([type, ...labels.map((label) => JSON.stringify(label))].join(" "), body, fields, "", type);
  }

  /** `at`: what the audit knows the block by, besides its body. */
  private block(header: string, body: JsonNode, fields: readonly Field[], indent: string, type: string, at?: JsonNode): void {
    const start = this.text.length + indent.length;
    this.text += `${indent}${header} {\n`;
    this.attributes(membersOf(body), fields, `${indent}  `, type);
    this.text += `${indent}}\n`;
    for (const node of at ? [at, body] : [body]) this.keep(node, { start, end: this.text.length - 1 });
  }

  attributes(members: readonly Member[], fields: readonly Field[], indent: string, type = ""): void {
    for (const { name, value } of members) {
      const inner = fields.flatMap((field) => (field.kind === "block" && field.argument === name ? field.fields : []));
      const isBlock = nestedBlocks.has(name) || fields.some((field) => field.kind === "block" && field.argument === name);
      const bodies = value.type === "array" ? (value.children ?? []) : [value];
      if (name === "dynamic") for (const made of membersOf(value)) this.dynamic(made, fields, indent);
      else if (isBlock && bodies.every((body) => body.type === "object"))
        for (const body of bodies) this.block(name, body, inner, indent, name);
      else {
        this.text += `${indent}${name} = `;
        this.expression(value, indent, bare.has(name) || (name === "type" && type === "variable"));
        this.text += "\n";
      }
    }
  }

  private dynamic({ name, value, node }: Member, fields: readonly Field[], indent: string): void {
    const inner = fields.flatMap((field) => (field.kind === "block" && field.argument === name ? field.fields : []));
    const content: Field = { kind: "block", argument: "content", path: [], many: false, fields: inner };
    for (const body of value.type === "array" ? (value.children ?? []) : [value])
      if (body.type === "object") this.block(`dynamic ${JSON.stringify(name)}`, body, [content], indent, "dynamic", node);
  }

  private expression(node: JsonNode, indent: string, isBare: boolean): void {
    const start = this.text.length;
    if (node.type === "array") this.list(node, indent, isBare);
    else if (node.type === "object") this.object(node, indent, isBare);
    else if (node.type === "string") this.string(node, isBare);
    else this.text += String(node.value);
    this.keep(node, { start, end: this.text.length });
  }

  private list(node: JsonNode, indent: string, isBare: boolean): void {
    this.text += "[";
    for (const [index, item] of (node.children ?? []).entries()) {
      if (index > 0) this.text += ", ";
      this.expression(item, indent, isBare);
    }
    this.text += "]";
  }

  private object(node: JsonNode, indent: string, isBare: boolean): void {
    const members = membersOf(node);
    this.text += members.length === 0 ? "{" : "{\n";
    for (const { name, value } of members) {
      const only = onlyExpression(name);
      const key = /^[A-Za-z_][\w-]*$/.test(name) ? name : only === undefined ? `"${escaped(name)}"` : `(${only})`;
      this.text += `${indent}  ${key} = `;
      this.expression(value, `${indent}  `, isBare);
      this.text += "\n";
    }
    this.text += members.length === 0 ? "}" : `${indent}}`;
  }

  private string(node: JsonNode, isBare: boolean): void {
    const content = String(node.value);
    const only = isBare ? content : onlyExpression(content);
    const text = only ?? escaped(content);
    const start = this.text.length + (only === undefined ? 1 : 0);
    this.text += only === undefined ? `"${text}"` : text;
    const from = this.source.indexOf(text, node.offset);
    const isVerbatim = text !== "" && from >= 0 && from + text.length < node.offset + node.length;
    if (isVerbatim) this.run(from, start, text.length);
  }

  /** Text that is the same in both: each place in it is a place there. */
  private run(from: number, start: number, length: number): void {
    this.places.set(from, { there: { start: from, end: from + length }, here: { start, end: start + length } });
  }

  private keep({ offset, length }: JsonNode, here: Stretch): void {
    this.places.set(offset, { there: { start: offset, end: offset + length }, here });
  }
}

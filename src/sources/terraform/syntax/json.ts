// Terraform's JSON spelling (`.tf.json`, `.tfvars.json`) as the same tree.

import { createScanner, type Node as JsonNode, type ParseError, parseTree } from "jsonc-parser";
import { own } from "../../../model/own.ts";
import type { Grammar } from "./grammar.ts";
import { parseTemplate } from "./json-template.ts";
import type { Attribute, Block, Expression, Label, SyntaxProblem, TerraformFile } from "./tree.ts";

const deepest = 400;
/** `SyntaxKind.EOF`, a const enum that cannot be imported under `verbatimModuleSyntax`. */
const endOfFile = 17;

/** How many labels a block of the type has. */
export const labelCount: { readonly [type: string]: number } = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  check: 1,
};

const known = new Set([...Object.keys(labelCount), "locals", "terraform", "moved", "removed", "import", "//"]);

const holdsNone =
  "This JSON holds no block of Terraform, so nothing in it was audited. A plan of 'terraform show -json' is audited under a name without '.tf'; a what-if result is no template.";

export function readJson(text: string, grammar: Grammar, variables: boolean): TerraformFile {
  const problems: SyntaxProblem[] = [];
  if (tooDeep(text)) {
    problems.push({ message: "This JSON is nested too deeply to be read.", start: 0, end: Math.min(text.length, 1) });
    return { attributes: [], blocks: [], problems };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  for (const { offset, length } of errors) problems.push({ message: "This is not valid JSON.", start: offset, end: offset + length });
  if (root?.type !== "object") return { attributes: [], blocks: [], problems };
  const reader = { text, grammar };
  if (variables) return { attributes: properties(root).map((property) => attribute(property, reader)), blocks: [], problems };
  const [first] = root.children ?? [];
  if (first && !root.children?.some((property) => known.has(String(property.children?.[0]?.value))))
    problems.push({ message: holdsNone, start: first.offset, end: first.offset + first.length });
  return { attributes: [], blocks: properties(root).flatMap((property) => topBlocks(property, reader)), problems };
}

interface Reader {
  readonly text: string;
  readonly grammar: Grammar;
}

interface JsonProperty {
  readonly key: Label;
  readonly value: JsonNode;
  readonly start: number;
  readonly end: number;
}

function tooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.scan() !== endOfFile) {
    const token = scanner.getTokenLength() === 1 ? text.charAt(scanner.getTokenOffset()) : "";
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (depth > deepest) return true;
  }
  return false;
}

function properties(node: JsonNode): JsonProperty[] {
  if (node.type === "array") return (node.children ?? []).flatMap(properties);
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap((child) => {
    const [key, value] = child.children ?? [];
    if (!key || !value || key.value === "//") return [];
    const label = { text: String(key.value), start: key.offset, end: key.offset + key.length };
    return [{ key: label, value, start: child.offset, end: child.offset + child.length }];
  });
}

function topBlocks(property: JsonProperty, reader: Reader): Block[] {
  return labelled(property.key.text, [], property, own(labelCount, property.key.text) ?? 0, reader);
}

function labelled(type: string, labels: readonly Label[], at: JsonProperty, left: number, reader: Reader): Block[] {
  if (left > 0) return properties(at.value).flatMap((inner) => labelled(type, [...labels, inner.key], inner, left - 1, reader));
  const bodies = at.value.type === "array" ? (at.value.children ?? []) : [at.value];
  return bodies.filter((body) => body.type === "object").map((body) => block(type, labels, at, body, reader));
}

function block(type: string, labels: readonly Label[], at: JsonProperty, body: JsonNode, reader: Reader): Block {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const property of properties(body)) {
    if (property.key.text === "dynamic") for (const inner of properties(property.value)) blocks.push(...dynamicBlocks(inner, reader));
    else if (nestedBlocks.has(property.key.text)) blocks.push(...labelled(property.key.text, [], property, 0, reader));
    else attributes.push(attribute(property, reader));
  }
  return {
    type,
    labels,
    attributes,
    blocks,
    header: { start: at.key.start, end: at.key.end },
    inside: { start: body.offset + 1, end: body.offset + body.length - 1 },
    start: at.start,
    end: at.end,
  };
}

/** Meta-arguments that are blocks; a resource's own blocks are read from attributes, as only its schema tells them apart. */
export const nestedBlocks: ReadonlySet<string> = new Set([
  "lifecycle",
  "required_providers",
  "backend",
  "provisioner",
  "connection",
  "validation",
]);

function dynamicBlocks(property: JsonProperty, reader: Reader): Block[] {
  return labelled("dynamic", [property.key], property, 0, reader).map((made) => {
    const content = properties(property.value).find((inner) => inner.key.text === "content");
    const attributes = made.attributes.filter((one) => one.name !== "content");
    return { ...made, attributes, blocks: content ? labelled("content", [], content, 0, reader) : [] };
  });
}

function attribute(property: JsonProperty, reader: Reader): Attribute {
  const { key, start, end } = property;
  return { name: key.text, nameAt: { start: key.start, end: key.end }, value: expression(property.value, reader), start, end };
}

function expression(node: JsonNode, reader: Reader): Expression {
  const span = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case "object":
      return {
        kind: "object",
        members: properties(node).map(({ key, value, start, end }) => ({
          key: parseTemplate(key.text, key, reader.text, reader.grammar),
          value: expression(value, reader),
          start,
          end,
        })),
        ...span,
      };
    case "array":
      return { kind: "list", items: (node.children ?? []).map((item) => expression(item, reader)), ...span };
    case "string":
      return parseTemplate(String(node.value), span, reader.text, reader.grammar);
    case "number":
    case "boolean":
      return { kind: "literal", value: node.value as number | boolean, ...span };
    default:
      return { kind: "literal", value: null, ...span };
  }
}

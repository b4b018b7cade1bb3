// What can be told of one file of Terraform without evaluating it.
import type { Outline, Source } from "../../model/reader.ts";
import { azurerm } from "./azurerm/index.ts";
import { avmTypes } from "./module/avm.ts";
import { lockOf } from "./module/version.ts";
import type { ReadFile } from "./syntax/file.ts";
import { attributeOf, type Block } from "./syntax/tree.ts";

export function isVariables(uri: string): boolean {
  return /\.tfvars(\.json)?$/.test(uri);
}

export function outlineOf(source: Source, readFile: ReadFile): Outline {
  const { blocks, attributes } = readFile(source);
  if (isVariables(source.uri)) return { role: "parameters", uses: [], parameters: attributes.map((attribute) => attribute.name) };
  const modules = blocks.filter(({ type }) => type === "module");
  const types = asksForFiles.test(source.text) ? undefined : typesIn(blocks);
  return {
    role: "template",
    uses: modules.flatMap((block) => localSource(block) ?? []).map((path) => new URL(encodeURI(path), source.uri).href),
    needs: [lockOf(source.uri)],
    parameters: blocks.flatMap(({ type, labels }) => (type === "variable" && labels[0] ? [labels[0].text] : [])),
    resources: blocks.filter(({ type, labels }) => type === "resource" && /^az(urerm|api)_/.test(labels[0]?.text ?? "")).length,
    ...(types && { types }),
  };
}

/** Functions that read other files. */
const asksForFiles = /\b(file\w*|templatefile)\s*\(/;

function localSource(block: Block): string | undefined {
  const source = literalAt(block, "source");
  return source !== undefined && isLocal(source) ? `${source.replace(/(?<!\/)\/+$/, "")}/` : undefined;
}

function isLocal(source: string): boolean {
  return /^\.\.?(\/|$)/.test(source);
}

function literalAt(block: Block, name: string): string | undefined {
  const value = attributeOf(block, name)?.value;
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

/** ARM's types in lower case; undefined where a block does not say its own. */
function typesIn(blocks: readonly Block[]): readonly string[] | undefined {
  const types = new Set<string>();
  for (const block of blocks) {
    const own = typesOf(block);
    if (!own) return undefined;
    for (const type of own) types.add(type.toLowerCase());
  }
  return [...types];
}

function typesOf(block: Block): readonly string[] | undefined {
  const label = block.labels[0]?.text ?? "";
  if (block.type === "module") {
    const source = literalAt(block, "source");
    // Another's may have been restored, and holds what it holds.
    return source !== undefined && (isLocal(source) || avmTypes(source)?.length === 0) ? [] : undefined;
  }
  if (block.type !== "resource" && block.type !== "data") return [];
  if (label.startsWith("azapi_")) {
    const spelt = literalAt(block, "type")?.split("@")[0];
    return spelt !== undefined ? [spelt] : attributeOf(block, "type") ? undefined : [];
  }
  const map = azurerm.get(label);
  return map ? [map.arm, ...(map.children ?? []).map(({ arm }) => arm)] : [];
}

// The files of one folder as one module: ordinary files, then overrides merged into them.
import type { Problem } from "../../../model/declaration.ts";
import type { Host, Source } from "../../../model/reader.ts";
import type { Reason } from "../../../model/value.ts";
import type { ReadFile } from "../syntax/file.ts";
import type { Attribute, Block } from "../syntax/tree.ts";
import { withBlocks } from "./json-blocks.ts";

/** A block with the file that it stands in. An overridden one keeps its own place. */
export interface Placed {
  readonly uri: string;
  readonly block: Block;
  /** Attributes and blocks that another file put in: where they stand. */
  readonly elsewhere?: ReadonlyMap<Attribute | Block, string>;
}

/** A `resource`, `data` or `module` block; the type of data begins with `data.`. */
export type Declared = Placed & { readonly type: string; readonly name: string };

export interface ModuleFiles {
  readonly blocks: readonly Placed[];
  readonly problems: readonly Problem[];
  /** Set when a file of the folder could not be read, so that more may be there. */
  readonly open?: Reason;
}

const extension = /\.(tf|tofu)(\.json)?$/;

export function isConfiguration(uri: string): boolean {
  return extension.test(uri);
}

/** Reads all configuration of a folder. `wanted` or a reason when the folder cannot be listed. */
export function readFolder(folder: string, host: Host, readFile: ReadFile): ModuleFiles {
  const listed = host.list(folder);
  if (typeof listed === "string") {
    const name = decodeURI(folder.slice(0, -1).replace(/^.*\//, ""));
    if (listed === "wanted")
      return { blocks: [], problems: [], open: { kind: "unread", text: `The folder '${name}' has not been read yet.` } };
    const text = `The module's folder '${name}' is not there, or lies outside of what is audited.`;
    return { blocks: [], problems: [], open: { kind: "module", text, settle: "audit a folder that holds it too" } };
  }
  const own = listed.filter(isConfiguration);
  const shadowed = new Set(own.filter((uri) => uri.includes(".tofu")).map((uri) => uri.replace(/\.tofu(\.json)?$/, ".tf$1")));
  const chosen = own.filter((uri) => !shadowed.has(uri)).sort();
  const ordinary = chosen.filter((uri) => !isOverride(uri));
  let blocks: Placed[] = [];
  const problems: Problem[] = [];
  let open: Reason | undefined;
  for (const uri of [...ordinary, ...chosen.filter(isOverride)]) {
    const source = host.read(uri);
    if (typeof source === "string") {
      open ??= { kind: "unread", text: `'${nameOf(uri)}' could not be read.` };
      continue;
    }
    const file = readFile(source);
    for (const problem of file.problems) problems.push({ uri, ...problem });
    if (file.broken) open ??= { kind: "unread", text: `A part of '${nameOf(uri)}' could not be read.` };
    const own = uri.endsWith(".json") ? file.blocks.map(withBlocks) : file.blocks;
    if (isOverride(uri)) blocks = override(blocks, uri, own);
    else for (const block of own) blocks.push({ uri, block });
  }
  return open ? { blocks, problems, open } : { blocks, problems };
}

export function problemsOf(source: Source, readFile: ReadFile): readonly Problem[] {
  return readFile(source).problems.map((problem) => ({ uri: source.uri, ...problem }));
}

function nameOf(uri: string): string {
  return decodeURI(uri.slice(uri.lastIndexOf("/") + 1));
}

function isOverride(uri: string): boolean {
  return /(^|\/|_)override\.(tf|tofu)(\.json)?$/.test(uri);
}

function override(blocks: readonly Placed[], uri: string, by: readonly Block[]): Placed[] {
  const out = [...blocks];
  for (const block of by) {
    const index = out.findIndex((one) => sameBlock(one.block, block));
    const base = out[index];
    if (!base || block.type === "locals") out.push({ uri, block });
    else out[index] = mergeBlock(base, uri, block);
  }
  return out;
}

function sameBlock(a: Block, b: Block): boolean {
  return a.type === b.type && a.labels.length === b.labels.length && a.labels.every((label, index) => label.text === b.labels[index]?.text);
}

/** Arguments of the override replace the same ones; nested blocks replace all of their type. */
function mergeBlock(base: Placed, uri: string, by: Block): Placed {
  const names = new Set(by.attributes.map((attribute) => attribute.name));
  const types = new Set(by.blocks.map((block) => block.type));
  const elsewhere = new Map<Attribute | Block, string>(base.elsewhere);
  for (const part of [...by.attributes, ...by.blocks]) elsewhere.set(part, uri);
  return {
    uri: base.uri,
    block: {
      ...base.block,
      attributes: [...base.block.attributes.filter((attribute) => !names.has(attribute.name)), ...by.attributes],
      blocks: [...base.block.blocks.filter((block) => !types.has(block.type)), ...by.blocks],
    },
    elsewhere,
  };
}

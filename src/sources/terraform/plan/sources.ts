// Where the configuration stands that a plan was made of, as far as it lies beside the plan.

import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import type { Host } from "../../../model/reader.ts";
import { isConfiguration } from "../module/files.ts";
import type { ReadFile } from "../syntax/file.ts";
import { attributeOf, type Block, type Body } from "../syntax/tree.ts";
import { type JsonObject, objectOf, type Plan, type PlannedResource } from "./shape.ts";

export interface Sources {
  block(resource: PlannedResource): Origin | undefined;
  header(resource: PlannedResource): Origin | undefined;
  attribute(resource: PlannedResource, path: readonly (string | number)[]): Origin | undefined;
}

interface Found {
  readonly uri: string;
  readonly block: Block;
}

export function sourcesOf(plan: string, { configuration }: Plan, host: Host, readFile: ReadFile): Sources {
  const folders = new Map<string, readonly Found[]>();
  const root = plan.slice(0, plan.lastIndexOf("/") + 1);

  function blocksOf(folder: string): readonly Found[] {
    const known = folders.get(folder);
    if (known) return known;
    const listed = host.list(folder);
    const blocks = (typeof listed === "string" ? [] : listed.filter(isConfiguration)).flatMap((uri) => {
      const source = host.read(uri);
      return typeof source === "string" ? [] : readFile(source).blocks.map((block) => ({ uri, block }));
    });
    folders.set(folder, blocks);
    return blocks;
  }

  function find(resource: PlannedResource): Found | undefined {
    const folder = folderOf(root, configuration, resource.module);
    const wanted = (block: Block): boolean =>
      block.type === "resource" && block.labels[0]?.text === resource.type && block.labels[1]?.text === resource.name;
    return folder === undefined ? undefined : blocksOf(folder).find(({ block }) => wanted(block));
  }

  return {
    block: (resource) => originOf(find(resource), (block) => block),
    header: (resource) => originOf(find(resource), (block) => block.header),
    attribute: (resource, path) => originOf(find(resource), (block) => spanAt(block, path)),
  };
}

function originOf(
  found: Found | undefined,
  span: (block: Block) => { readonly start: number; readonly end: number } | undefined,
): Origin | undefined {
  const at = found && span(found.block);
  return found && at ? { from: "file", uri: found.uri, start: at.start, end: at.end } : undefined;
}

/** The folder of a module that is called by a path; undefined for one that is not. */
function folderOf(root: string, configuration: JsonObject, address: string): string | undefined {
  let folder = root;
  let module = configuration;
  for (const [, name = ""] of address.matchAll(/module\.([A-Za-z_][\w-]*)/g)) {
    const call = objectOf(own(objectOf(module.module_calls), name));
    if (typeof call.source !== "string" || !/^\.\.?(\/|$)/.test(call.source)) return undefined;
    folder = new URL(encodeURI(`${call.source.replace(/(?<!\/)\/+$/, "")}/`), folder).href;
    module = objectOf(call.module);
  }
  return folder;
}

/** The value of an argument; for an item of a nested block, that block. */
function spanAt(
  block: Body & { readonly start: number; readonly end: number },
  path: readonly (string | number)[],
): { readonly start: number; readonly end: number } | undefined {
  const [name, index, ...rest] = path;
  const attribute = attributeOf(block, String(name));
  if (attribute) return attribute.value;
  const nested = block.blocks.filter((one) => one.type === name)[typeof index === "number" ? index : 0];
  if (!nested) return undefined;
  return rest.length === 0 ? nested : spanAt(nested, rest);
}

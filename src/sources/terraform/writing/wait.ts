// What a resource waits for without referring to it.
import type { Resource } from "../../../model/graph.ts";
import { attributeOf } from "../syntax/tree.ts";
import { foldersOf } from "./across.ts";
import { blockAt, type Desk, documentOf, folderOf, modulePrefix, type Place, placeOf, type Refusal, touch } from "./desk.ts";

/** Adds a resource of the same module to `depends_on`; what is taken from another module waits there. */
export function waitFor(desk: Desk, resource: Resource, key: string): Refusal {
  const fresh = desk.fresh.get(key);
  const other = fresh ? fresh.beside : desk.site.resource(key);
  const address = fresh?.address ?? other?.symbol;
  const place = placeOf(desk, resource);
  if (!other || address === undefined || !place) return undefined;
  if (modulePrefix(other) !== modulePrefix(resource)) {
    const folder = foldersOf(other).at(-1);
    for (const output of desk.outputs) if (folderOf(output.uri) === folder) dependOn(desk, output, address);
    return undefined;
  }
  dependOn(desk, place, address);
  return undefined;
}

function dependOn(desk: Desk, place: Place, address: string): void {
  const block = blockAt(desk, place);
  const document = documentOf(desk, place.uri);
  if (!block || !document) return;
  const given = attributeOf(block, "depends_on")?.value;
  touch(desk, place);
  if (!given) {
    const end = document.text.slice(0, block.inside.end).trimEnd().length;
    document.replace(end, end, `\n\n  depends_on = [${address}]`);
    return;
  }
  if (given.kind !== "list") return;
  const items = given.items.map(({ start, end }) => document.text.slice(start, end));
  const last = given.items.at(-1);
  if (items.includes(address)) return;
  const line = last && document.text.lastIndexOf("\n", last.start) + 1;
  const indent = last && line !== undefined && line > given.start ? document.text.slice(line, last.start) : undefined;
  const at = last ? last.end : given.start + 1;
  document.replace(at, at, `${last ? "," : ""}${indent === undefined ? (last ? " " : "") : `\n${indent}`}${address}`);
}

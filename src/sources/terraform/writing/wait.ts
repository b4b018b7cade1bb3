// What a resource waits for without referring to it.
import type { Resource } from "../../../model/graph.ts";
import { attributeOf } from "../syntax/tree.ts";
import { blockAt, type Desk, documentOf, modulePrefix, placeOf, type Refusal, touch } from "./desk.ts";

/** Adds a resource of the same module to `depends_on`; one of another module comes with what is taken from there. */
export function waitFor(desk: Desk, resource: Resource, key: string): Refusal {
  const fresh = desk.fresh.get(key);
  const other = fresh ? fresh.beside : desk.site.resource(key);
  const address = fresh?.address ?? other?.symbol;
  const place = placeOf(desk, resource);
  const block = place && blockAt(desk, place);
  const document = place && documentOf(desk, place.uri);
  if (!other || address === undefined || !block || !document) return undefined;
  if (modulePrefix(other) !== modulePrefix(resource)) return undefined;
  const given = attributeOf(block, "depends_on")?.value;
  touch(desk, place);
  if (!given) {
    const end = document.text.slice(0, block.inside.end).trimEnd().length;
    document.replace(end, end, `\n\n  depends_on = [${address}]`);
    return undefined;
  }
  if (given.kind !== "list") return undefined;
  const items = given.items.map(({ start, end }) => document.text.slice(start, end));
  const last = given.items.at(-1);
  if (items.includes(address)) return undefined;
  const line = last && document.text.lastIndexOf("\n", last.start) + 1;
  const indent = last && line !== undefined && line > given.start ? document.text.slice(line, last.start) : undefined;
  const at = last ? last.end : given.start + 1;
  document.replace(at, at, `${last ? "," : ""}${indent === undefined ? (last ? " " : "") : `\n${indent}`}${address}`);
  return undefined;
}

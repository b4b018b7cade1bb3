// Address prefixes of networks and subnets.
import type { Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Path, Reason, Value } from "../../model/value.ts";
import type { Range } from "../../reach/match/addresses.ts";
import { parseRange } from "../../reach/match/addresses.ts";

export interface Prefixes {
  readonly items: readonly { readonly text: string; readonly range: Range; readonly at: Value["at"] }[];
  /** Why there may be others. */
  readonly open?: Reason;
}

/** The prefixes of a network, or of a subnet in either of its two spellings. */
export function prefixesOf(resource: Resource): Prefixes {
  const paths: readonly Path[] = [
    ["properties", "addressSpace", "addressPrefixes"],
    ["properties", "addressPrefixes"],
    ["properties", "addressPrefix"],
  ];
  const read = paths.map((path) => readPrefixes(resource, path));
  const open = read.map((one) => one.open).find((reason) => reason !== undefined);
  const items = read.flatMap((one) => one.items);
  return open && items.length === 0 ? { items, open } : { items };
}

function readPrefixes(resource: Resource, path: Path): Prefixes {
  const seen = look(resource.body, path, resource.condition);
  if (seen.is === "absent") return { items: [] };
  if (seen.is === "unclear") return { items: [], open: seen.because };
  const values = seen.value.kind === "list" ? seen.value.items : [seen.value];
  const items = values.flatMap((value) => {
    const range = value.kind === "scalar" ? parseRange(String(value.value)) : undefined;
    return range && value.kind === "scalar" ? [{ text: String(value.value), range, at: value.at }] : [];
  });
  const unread = values.find((value) => value.kind !== "scalar");
  const open = (seen.value.kind === "list" ? seen.value.open : undefined) ?? (unread && reasonOf(unread));
  return open ? { items, open } : { items };
}

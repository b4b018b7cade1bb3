// The list of service tags that Microsoft publishes as `ServiceTags_*.json`, and that Azure answers live in the same shape.

import type { Cloud } from "../../model/declaration.ts";
import { own } from "../../model/own.ts";
import type { Range } from "../match/addresses.ts";
import { overlaps, subtract, writeRange } from "../match/addresses.ts";

export interface PublishedTags {
  /** Undefined for a list that names no cloud that is known. */
  readonly cloud: Cloud | undefined;
  readonly changeNumber: number | undefined;
  /** Prefixes of a tag, by its name in lower case; undefined for a tag that is not in the list. */
  prefixes(tag: string): readonly string[] | undefined;
}

/** Total: what is no such list gives undefined, what is no tag in it is passed over. */
export function readPublishedTags(json: unknown): PublishedTags | undefined {
  const values = field(json, "values");
  if (!Array.isArray(values)) return undefined;
  const tags = new Map<string, readonly string[]>();
  for (const value of values) {
    const name = field(value, "name");
    const prefixes = field(field(value, "properties"), "addressPrefixes");
    if (typeof name === "string" && Array.isArray(prefixes))
      tags.set(
        name.toLowerCase(),
        prefixes.filter((one) => typeof one === "string"),
      );
  }
  if (tags.size === 0) return undefined;
  const cloud = field(json, "cloud");
  const change = Number(field(json, "changeNumber"));
  return {
    cloud: typeof cloud === "string" ? own(CLOUDS, cloud.toLowerCase()) : undefined,
    changeNumber: Number.isFinite(change) ? change : undefined,
    prefixes: (tag) => tags.get(tag),
  };
}

/** As the lists call them. */
const CLOUDS: Readonly<Record<string, Cloud>> = {
  public: "public",
  azurecloud: "public",
  azuregovernment: "usgov",
  azureusgovernment: "usgov",
  azurechina: "china",
  azurechinacloud: "china",
};

export interface Comparison {
  /** Prefixes of the tag that the list has not or not wholly. */
  readonly missing: readonly string[];
  /** Entries of the list that share nothing with the tag. */
  readonly stale: readonly string[];
}

/** Holds a list of addresses that stands for a tag against the tag's prefixes of version 4. */
export function comparePrefixes(list: readonly Range[], published: readonly Range[]): Comparison {
  const wanted = published.filter(({ version }) => version === 4);
  const own = list.filter(({ version }) => version === 4);
  return {
    missing: wanted.filter((prefix) => subtract([prefix], own).length > 0).map(writeRange),
    stale: own.filter((range) => !wanted.some((prefix) => overlaps(prefix, range))).map(writeRange),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? own(value as Readonly<Record<string, unknown>>, name) : undefined;
}

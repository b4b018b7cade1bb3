// The list of service tags that Microsoft publishes as `ServiceTags_*.json`, and that Azure answers live in the same shape.
import type { Range } from "../match/addresses.ts";
import { overlaps, parseRange, subtract, writeRange } from "../match/addresses.ts";

export interface PublishedTags {
  readonly cloud: string;
  readonly changeNumber: number | undefined;
  /** Prefixes of a tag, by its name in lower case; undefined for a tag that is not in the list. */
  prefixes(tag: string): readonly Range[] | undefined;
}

/** Total: what is no such list gives undefined, what is no prefix in it is passed over. */
export function readPublishedTags(json: unknown): PublishedTags | undefined {
  const values = field(json, "values");
  if (!Array.isArray(values)) return undefined;
  const written = new Map<string, readonly unknown[]>();
  for (const value of values) {
    const name = field(value, "name");
    const prefixes = field(field(value, "properties"), "addressPrefixes");
    if (typeof name === "string" && Array.isArray(prefixes)) written.set(name.toLowerCase(), prefixes);
  }
  const read = new Map<string, readonly Range[]>();
  const cloud = field(json, "cloud");
  const change = Number(field(json, "changeNumber"));
  return {
    cloud: typeof cloud === "string" ? cloud : "",
    changeNumber: Number.isFinite(change) ? change : undefined,
    prefixes: (tag) => {
      const list = written.get(tag);
      if (!list) return undefined;
      const known = read.get(tag) ?? list.flatMap((one) => (typeof one === "string" ? (parseRange(one) ?? []) : []));
      read.set(tag, known);
      return known;
    },
  };
}

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
  return typeof value === "object" && value !== null && name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

// Service tags by name: a tag takes in its regional forms, and some tags take in others, wholly or in part.
import type { Cover } from "./cover.ts";

/** What the published files say of two tags; undefined when they share nothing or either is not in the files. */
export interface Containment {
  /** Prefixes of the inner tag that the outer lacks; empty when it has all. */
  readonly lacking: readonly string[];
  /** How many prefixes the inner tag has. */
  readonly of: number;
}

export interface TagTable {
  /** Both names in lower case. */
  containment(outer: string, inner: string): Containment | undefined;
}

export const NO_TABLE: TagTable = { containment: () => undefined };

/** Whether the outer tag takes in the inner one. Both in lower case; a region that is not known is written by `unknownPart`. */
export function tagCover(outer: string, inner: string, table: TagTable): Cover {
  if (outer === inner || outer === "internet" || outer === "*") return "all";
  const a = splitTag(outer);
  const b = splitTag(inner);
  if (a.base === b.base) return regionCover(a.region, b.region, inner);
  const found = table.containment(outer, inner) ?? (a.region === undefined ? table.containment(a.base, b.base) : undefined);
  if (found) return found.lacking.length === 0 ? "all" : found.lacking.length < found.of ? "some" : "none";
  if (a.region !== undefined && a.base === "azurecloud") return regionOfCloud(a.region, b.region, table, b.base);
  return "none";
}

/** `storage.eastus` in base and region. Names that only look alike (`AzureFrontDoor.Frontend`) are bases of their own. */
export function splitTag(tag: string): { readonly base: string; readonly region?: string } {
  const dot = tag.indexOf(".");
  if (dot < 0 || WITH_DOT.has(tag)) return { base: tag };
  return { base: tag.slice(0, dot), region: tag.slice(dot + 1) };
}

function regionCover(outer: string | undefined, inner: string | undefined, tag: string): Cover {
  if (outer === undefined) return "all";
  if (inner === undefined) return "some";
  if (isUnknown(outer) || isUnknown(inner)) return unknownRegion(tag);
  return "none";
}

function regionOfCloud(outer: string, inner: string | undefined, table: TagTable, base: string): Cover {
  if (!table.containment("azurecloud", base)) return "none";
  if (inner === undefined) return "some";
  if (isUnknown(outer) !== isUnknown(inner)) return unknownRegion(base);
  if (outer !== inner) return isUnknown(outer) ? unknownRegion(base) : "none";
  return { kind: "unsupported", text: `Whether 'AzureCloud' of one region takes in all of '${base}' there is not on record.` };
}

function isUnknown(region: string): boolean {
  return region.includes("\u{e000}");
}

function unknownRegion(tag: string): Cover {
  const base = splitTag(tag).base;
  return {
    kind: "parameter",
    text: `The region of '${base}' is not known, so it cannot be compared with the region that is asked for.`,
    settle: "give the region with '--region' or in the configuration",
  };
}

const WITH_DOT = new Set([
  "azurefrontdoor.frontend",
  "azurefrontdoor.backend",
  "azurefrontdoor.firstparty",
  "azurefrontdoor.microsoftsecurity",
  "azureactivedirectory.serviceendpoint",
]);

// Service tags by name: a tag takes in its regional forms, and some tags take in others, wholly or in part.
import type { Cover } from "./cover.ts";

/** What the published files say of two tags. */
export interface Containment {
  /** How many prefixes the inner tag has, and how many of them the outer has not or not wholly. */
  readonly of: number;
  readonly lacking: number;
  /** Some of those that lack. */
  readonly named: readonly string[];
}

export interface TagTable {
  /** False for a cloud of which no file was found. */
  readonly known: boolean;
  /** Both names in lower case; undefined when the tags share nothing. */
  containment(outer: string, inner: string): Containment | undefined;
  /** Whether every regional form of some tag is wholly in `AzureCloud` and in `AzureCloud` of its region. */
  readonly regionsWhole: boolean;
}

export const NO_TABLE: TagTable = { known: false, containment: () => undefined, regionsWhole: false };

/** What the outer tag lacks of the inner one where it takes in a part of it, as far as the lists say. Both in lower case. */
export function partOfTag(outer: string, inner: string, table: TagTable): Containment | undefined {
  const found = table.containment(outer, inner) ?? table.containment(splitTag(outer).base, splitTag(inner).base);
  return found && coverOf(found) === "some" && tagCover(outer, inner, table) === "some" ? found : undefined;
}

/** Whether the outer tag takes in the inner one. Both in lower case; a region that is not known is written by `unknownPart`. */
export function tagCover(outer: string, inner: string, table: TagTable): Cover {
  if (outer === inner || outer === "internet" || outer === "*") return "all";
  const a = splitTag(outer);
  const b = splitTag(inner);
  if (a.base === b.base) return regionCover(a.region, b.region, inner);
  if (a.base === "azurecloud") return cloudCover(outer, a.region, inner, b, table);
  const found = table.containment(outer, inner) ?? (b.region === undefined ? undefined : table.containment(outer, b.base));
  return found ? coverOf(found) : "none";
}

function coverOf({ lacking, of }: Containment): Cover {
  return lacking === 0 ? "all" : lacking < of ? "some" : "none";
}

/** `AzureCloud` takes in the regional forms of what it shares with, even where it lacks a part of the global one. */
function cloudCover(outer: string, region: string | undefined, inner: string, b: ReturnType<typeof splitTag>, table: TagTable): Cover {
  if (!table.known) return NO_FILE;
  const whole = table.containment("azurecloud", b.base);
  if (!whole || coverOf(whole) === "none") return "none";
  if (b.region === undefined) return region === undefined ? coverOf(whole) : "some";
  if (region !== undefined && region !== b.region) return isUnknown(region) || isUnknown(b.region) ? unknownRegion(b.base) : "none";
  const exception = table.containment(outer, inner);
  if (exception) return coverOf(exception);
  return table.regionsWhole || !isUnknown(b.region) ? "all" : unknownRegion(b.base);
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

const NO_FILE: Cover = {
  kind: "unsupported",
  text: "What 'AzureCloud' takes in is not published for this cloud.",
  settle: "name the service tags themselves",
};

const WITH_DOT = new Set([
  "azurefrontdoor.frontend",
  "azurefrontdoor.backend",
  "azurefrontdoor.firstparty",
  "azurefrontdoor.microsoftsecurity",
  "azureactivedirectory.serviceendpoint",
  "azuremonitor.core",
]);

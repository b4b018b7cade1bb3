// What the writer has before it: the deployment, and the files that it is changing.
import type { Resource } from "../../model/graph.ts";
import type { Origin } from "../../model/origin.ts";
import type { Site } from "../../model/writer.ts";
import { syntaxOf } from "./cache.ts";
import { now, type Sheet, sheetOf } from "./sheet.ts";
import type { Syntax } from "./syntax.ts";

export interface Desk {
  readonly site: Site;
  readonly sheets: Map<string, Sheet>;
  /** Parameters that were added to the entry and have to be given. */
  readonly added: Set<string>;
  /** Resources added by this repair: where they are and what they are called there. */
  readonly fresh: Map<string, Fresh>;
  /** The same by what they are, so that two fixes taken together add a zone that both need once. */
  readonly alike: Map<string, Fresh>;
  /** Keys of resources to be added that must not read their names from what they stand beside. */
  readonly awaited: ReadonlySet<string>;
  /** While something is written for each item of a loop: the resource of the loop, and what that item's line calls the turn. */
  each?: { readonly key: string; readonly symbol: string; readonly index: string } | undefined;
}

/** A resource that is added. */
export interface Fresh {
  readonly symbol: string;
  /** What it stands beside: they share file and module. */
  readonly beside: Resource;
  /** Whether there is one for each item of the loop that it stands beside. */
  readonly each?: boolean;
}

export function sheetAt(desk: Desk, uri: string): Sheet | undefined {
  const known = desk.sheets.get(uri);
  if (known) return known;
  const source = desk.site.text(uri);
  if (!source) return undefined;
  const sheet = sheetOf(uri, source.text);
  desk.sheets.set(uri, sheet);
  return sheet;
}

export function syntaxNow(sheet: Sheet): Syntax {
  return syntaxOf(sheet);
}

/** A place of the text as it was read, in the text as it is now. */
export interface Place {
  readonly sheet: Sheet;
  readonly start: number;
  readonly end: number;
}

export function placeOf(desk: Desk, at: Origin): Place | undefined {
  if (at.from !== "file") return undefined;
  const sheet = sheetAt(desk, at.uri);
  if (!sheet) return undefined;
  const start = now(sheet, at.start, "start");
  const end = now(sheet, at.end, "end");
  return start === undefined || end === undefined || end < start ? undefined : { sheet, start, end };
}

export function isBicep(uri: string): boolean {
  return /\.bicep(param)?$/i.test(uri);
}

/** The files that a resource's template is called through, the entry's first, its own last. */
export function filesOf(resource: Resource): readonly string[] {
  return [...callsOf(resource).map((call) => (call.from === "file" ? call.uri : "")), resource.at.from === "file" ? resource.at.uri : ""];
}

/** The calls that lead to the file in which the resource is written. */
export function callsOf(resource: Resource): readonly Origin[] {
  return isHidden(resource) ? resource.calls.slice(0, -1) : resource.calls;
}

/** Whether it stands in a module that is not read, so that the module's call is all there is to write to. */
export function isHidden(resource: Resource): boolean {
  const last = resource.calls.at(-1);
  const { at } = resource;
  return last?.from === "file" && at.from === "file" && last.uri === at.uri && last.start === at.start;
}

/** The modules that the file of a resource stands in: `a/b[0]/vnet::subnet` is in `a` and `b[0]`. */
export function modulesOf(resource: Resource): readonly string[] {
  return resource.key.split("/").slice(0, isHidden(resource) ? -2 : -1);
}

/** What its file calls it. */
export function symbolOf(resource: Resource): string {
  return resource.key.split("/").at(isHidden(resource) ? -2 : -1) ?? resource.key;
}

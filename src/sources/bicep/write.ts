import { awaited } from "../../model/awaited.ts";
import { followersOf } from "../../model/followers.ts";
import type { Change } from "../../model/repair.ts";
import type { Site, Writer, Written } from "../../model/writer.ts";
import { type Desk, sheetAt } from "./desk.ts";
import { isFailure } from "./print.ts";
import { edit, edits } from "./sheet.ts";
import { deleteResource } from "./write-delete.ts";
import { addResources, readyFor, waitFor } from "./write-resource.ts";
import { appendValue, exchangeValue, type Refusal, removeValue, replaceLiteral, setValue } from "./write-value.ts";

export const bicepWriter: Writer = { language: "bicep", write };

function write(changes: readonly Change[], site: Site): Written {
  const desk: Desk = { site, sheets: new Map(), added: new Set(), fresh: new Map(), alike: new Map(), awaited: awaited(changes) };
  for (const change of changes) {
    const refusal = apply(desk, change);
    if (refusal !== undefined) return { cannot: refusal };
  }
  return { edits: [...desk.sheets.values()].flatMap(edits), added: [...desk.added] };
}

/** What else of the file spells the id of a resource that changes its name follows; most refer to it by its symbol. */
function rename(desk: Desk, { at, value, was, names: type }: Extract<Change, { do: "replace" }>): Refusal {
  const refusal = replaceLiteral(desk, at, value, was);
  const sheet = refusal === undefined && type !== undefined && was !== undefined ? sheetAt(desk, at.uri) : undefined;
  if (sheet && type !== undefined && was !== undefined)
    for (const { start, end, text } of followersOf(sheet.text, { type, was, value })) edit(sheet, start, end, text);
  return refusal;
}

function apply(desk: Desk, change: Change): Refusal {
  if (change.do === "replace") return rename(desk, change);
  const key = change.do === "add" ? change.beside : change.resource;
  const resource = desk.site.resource(key);
  if (!resource) return "What this fix changes is not declared here.";
  if (change.do === "add") return addResources(desk, resource, change.resources);
  if (change.do === "delete") return deleteResource(desk, resource);
  if (change.do === "remove") return removeValue(desk, resource, change.path);
  if (change.do === "wait") return waitFor(desk, resource, change.for);
  const value = readyFor(desk, resource, change.value);
  if (isFailure(value)) return value.cannot;
  if (change.do === "exchange") return exchangeValue(desk, resource, change.path, change.name, value);
  return change.do === "set" ? setValue(desk, resource, change.path, value) : appendValue(desk, resource, change.path, value);
}

import type { Change } from "../../model/repair.ts";
import type { Site, Writer, Written } from "../../model/writer.ts";
import { parseJson } from "./json.ts";
import { editsOf } from "./sheet.ts";
import { deleteResource } from "./write-delete.ts";
import { cannot, type Desk, type Refusal } from "./write-desk.ts";
import { dataOf } from "./write-draft.ts";
import { rename } from "./write-rename.ts";
import { addResources } from "./write-resource.ts";
import { appendValue, exchangeValue, removeValue, replaceLiteral, setValue } from "./write-value.ts";
import { waitFor, waitsOf } from "./write-wait.ts";

/** Spells repairs in ARM JSON. */
export const armWriter: Writer = { language: "arm", write };

function write(changes: readonly Change[], site: Site): Written {
  const desk: Desk = { site, sheets: new Map(), added: new Set(), fresh: new Map(), alike: new Map(), carried: new Map() };
  for (const change of changes) {
    const refusal = apply(desk, change);
    if (refusal !== undefined) return { cannot: refusal };
  }
  const sheets = [...desk.sheets.values()];
  if (sheets.some((sheet) => parseJson(sheet.text).flaws.length > sheet.flaws))
    return { cannot: "The file is not in a state that can be changed safely." };
  return { edits: sheets.flatMap(editsOf), added: [...desk.added] };
}

function apply(desk: Desk, change: Change): Refusal {
  if (change.do === "replace")
    return change.names === undefined ? replaceLiteral(desk, change.at, change.value, change.was) : rename(desk, change);
  const resource = desk.site.resource(change.do === "add" ? change.beside : change.resource);
  if (!resource) return "What this fix changes is not declared here.";
  if (change.do === "add") return addResources(desk, resource, change.resources);
  if (change.do === "delete") return deleteResource(desk, resource);
  if (change.do === "remove") return removeValue(desk, resource, change.path);
  if (change.do === "wait") return waitFor(desk, resource, waitsOf(desk, resource, change.for));
  const waits = new Set<string>();
  const data = dataOf(change.value, { desk, beside: resource, waits });
  if (cannot(data)) return data.cannot;
  if (change.do === "exchange") return exchangeValue(desk, resource, change.path, change.name, data) ?? waitFor(desk, resource, waits);
  const refusal = change.do === "set" ? setValue(desk, resource, change.path, data) : appendValue(desk, resource, change.path, data);
  return refusal ?? waitFor(desk, resource, waits);
}

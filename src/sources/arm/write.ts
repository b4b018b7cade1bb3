import type { Resource } from "../../model/graph.ts";
import type { Change } from "../../model/repair.ts";
import type { Site, Writer, Written } from "../../model/writer.ts";
import { at, parseJson } from "./json.ts";
import { editsOf } from "./sheet.ts";
import { deleteResource } from "./write-delete.ts";
import { cannot, type Desk, placeAt, type Refusal } from "./write-desk.ts";
import { dataOf } from "./write-draft.ts";
import { holdsExpression } from "./write-place.ts";
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
  const asText = isHeldAsText(desk, resource);
  if (change.do === "add") return asText ? inText : addResources(desk, resource, change.resources);
  if (change.do === "delete") return deleteResource(desk, resource);
  if (change.do === "remove") return removeValue(desk, resource, change.path);
  if (change.do === "wait") return asText ? inText : waitFor(desk, resource, waitsOf(desk, resource, change.for));
  const waits = new Set<string>();
  const data = dataOf(change.value, { desk, beside: resource, waits });
  if (cannot(data)) return data.cannot;
  if (asText && holdsExpression(data)) return inText;
  if (change.do === "exchange") return exchangeValue(desk, resource, change.path, change.name, data) ?? waitFor(desk, resource, waits);
  const refusal = change.do === "set" ? setValue(desk, resource, change.path, data) : appendValue(desk, resource, change.path, data);
  if (refusal === undefined) return waitFor(desk, resource, waits);
  const looped = at(placeAt(desk, resource.span)?.node, "copy") !== undefined;
  return looped ? "A loop makes this together with others, and each would need something else. Change what the loop goes over." : refusal;
}

const inText =
  "This stands in a template that another one holds as text, where expressions are written with one bracket more; change it there by hand.";

/** Whether a resource stands in the template of a template spec or of a variable. */
function isHeldAsText(desk: Desk, resource: Resource): boolean {
  const around = placeAt(desk, resource.span)?.around ?? [];
  const [root, top] = around;
  if (top !== undefined && at(root, "variables") === top) return true;
  return around.some((node, index) => index > 2 && at(around[index - 1], "mainTemplate") === node);
}

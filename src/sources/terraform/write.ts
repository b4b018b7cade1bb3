import { awaited } from "../../model/awaited.ts";
import type { Resource } from "../../model/graph.ts";
import { narrow } from "../../model/narrow.ts";
import type { Change, TextEdit } from "../../model/repair.ts";
import type { Site, Writer, Written } from "../../model/writer.ts";
import { readFileLoaded } from "./loaded.ts";
import { addResources } from "./writing/add.ts";
import { amend, isApart } from "./writing/amend.ts";
import { appendValue, isNotSpelt, mapOfPlace, removeValue, setValue, type Target } from "./writing/assign.ts";
import { appendInBody, removeInBody, setInBody } from "./writing/azapi.ts";
import { deleteResource } from "./writing/delete.ts";
import { type Desk, documentOf, isRestored, majorOf, placeOf, type Refusal } from "./writing/desk.ts";
import { formatTouched } from "./writing/format.ts";
import { isCannot, quoted } from "./writing/here.ts";
import { editsInJson } from "./writing/json.ts";
import { literalAt } from "./writing/literals.ts";
import { owned, restored } from "./writing/owned.ts";
import { waitFor } from "./writing/wait.ts";

/** Spells repairs in Terraform, as `terraform fmt` leaves it. Reads with the grammar that the reader was loaded with. */
export const terraformWriter: Writer = { language: "terraform", write };

function write(changes: readonly Change[], site: Site): Written {
  const readFile = readFileLoaded();
  if (!readFile) return { cannot: "Terraform's grammar is not loaded." };
  const desk: Desk = {
    site,
    readFile,
    documents: new Map(),
    added: new Set(),
    fresh: new Map(),
    outputs: [],
    touched: new Map(),
    awaited: awaited(changes),
  };
  for (const change of changes) {
    const refusal = apply(desk, change);
    if (refusal !== undefined) return { cannot: refusal };
  }
  if ([...desk.documents].some(([uri, { text, first }]) => isRestored(uri) && text !== first)) return { cannot: restored };
  formatTouched(desk);
  const edits: TextEdit[] = [];
  for (const [uri, document] of desk.documents) {
    const own = uri.endsWith(".json") ? editsInJson(desk, uri, document) : document.edits();
    if (isCannot(own)) return own;
    edits.push(...own);
  }
  return { edits, added: [...desk.added] };
}

function apply(desk: Desk, change: Change): Refusal {
  if (change.do === "replace") return replace(desk, change);
  const resource = desk.site.resource(change.do === "add" ? change.beside : change.resource);
  const uri = resource?.span.from === "file" ? resource.span.uri : undefined;
  if (!resource || uri === undefined) return "What this fix changes is not declared here.";
  if (change.do === "add") return addResources(desk, owned(resource), change.resources, majorOf(desk, resource, uri));
  if (change.do === "delete") return deleteResource(desk, resource);
  if (change.do === "wait") return isRestored(uri) ? undefined : waitFor(desk, resource, change.for);
  if (change.do === "exchange") {
    const { resource: key, path, name, value } = change;
    const removed = apply(desk, { do: "remove", resource: key, path });
    return removed ?? apply(desk, { do: "set", resource: key, path: [...path.slice(0, -1), name], value });
  }
  const target = targetFor(desk, resource, change.path);
  if (!target) return "This resource is not one that the audit can write in Terraform.";
  if ("azapi" in target) {
    if (change.do === "remove") return removeInBody(target.azapi, resource, change.path);
    return change.do === "set"
      ? setInBody(target.azapi, resource, change.path, change.value)
      : appendInBody(target.azapi, resource, change.path, change.value);
  }
  if (change.do === "remove") return removeValue(target, change.path);
  const apart = change.do === "append" && isApart(desk, resource, change.path);
  const append = () => (apart ? undefined : appendValue(target, change.path, change.value));
  const refusal = change.do === "set" ? setValue(target, change.path, change.value) : append();
  if (!(apart || isNotSpelt(refusal)) || resource.existing) return refusal;
  const key = change.do === "append" ? change.key : undefined;
  const amended = amend(desk, resource, target.here.place, change.path, apart ? [change.value] : change.value, target.major, key);
  return amended ? amended.refusal : refusal;
}

function replace(desk: Desk, { at, value, was }: Extract<Change, { do: "replace" }>): Refusal {
  const literal = literalAt(desk, at);
  if (literal) {
    literal.document.replace(literal.start, literal.end, quoted(value));
    return undefined;
  }
  const document = documentOf(desk, at.uri);
  const stretch = document?.stretch(at);
  if (!document || !stretch) return "The text that this fix replaces could not be found.";
  const { start, end } = stretch;
  const part = was === undefined ? undefined : narrow(document.text.slice(start, end), '"', was, value);
  if (part) document.replace(start + part.start, start + part.end, part.text);
  else document.replace(start, end, quoted(value));
  return undefined;
}

/** The block among those that describe the resource whose arguments spell the path; the main one when none does. */
function targetFor(
  desk: Desk,
  resource: Resource,
  path: readonly (string | number)[],
): Target | { readonly azapi: Target["here"] } | undefined {
  const targets = resource.declarations.flatMap((declaration): (Target | { readonly azapi: Target["here"] })[] => {
    const place = placeOf(desk, declaration);
    if (!place) return [];
    const here = { desk, place, beside: resource };
    const map = mapOfPlace(place, resource.type);
    if (map) return [{ here, resource, map, major: majorOf(desk, resource, place.uri) }];
    return place.header.split(" ")[1]?.startsWith("azapi_") ? [{ azapi: here }] : [];
  });
  const spelt = path.map((step) => String(step).toLowerCase()).join(".");
  const fitting = targets.find(
    (target) =>
      "map" in target && target.map.fields.some((field) => spelt.startsWith(field.path.join(".").toLowerCase()) && field.path.length > 1),
  );
  return fitting ?? targets[0];
}

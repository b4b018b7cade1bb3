// Where a new value may stand: a parameter takes what it allows, and nothing that only the template around a resource can say.
import { allowedSpelling } from "../../model/allowed.ts";
import type { Resource } from "../../model/graph.ts";
import type { Origin } from "../../model/origin.ts";
import type { Value } from "../../model/value.ts";
import type { Data } from "./edit-json.ts";
import { isExpression } from "./expression.ts";
import { at, itemsOf } from "./json.ts";
import { type Desk, type Place, placeAt, templateAround } from "./write-desk.ts";

/** Where a value is written, else where it is used first when that place cannot hold the new one, in a spelling that is allowed. */
export function originFor(desk: Desk, resource: Resource, old: Value, data: Data): { readonly at: Origin; readonly data: Data } {
  const [use] = old.via ?? [];
  const elsewhere = { at: use ?? old.at, data };
  if (holdsExpression(data)) return isOwn(desk, resource, old.at) ? { at: old.at, data } : elsewhere;
  if (typeof data !== "string") return { at: old.at, data };
  let spelt: string | undefined = data;
  for (const list of (old.via ?? []).flatMap((one) => allowedAt(desk, one) ?? []))
    spelt = spelt === undefined ? undefined : allowedSpelling(spelt, list);
  return spelt === undefined ? elsewhere : { at: old.at, data: spelt };
}

export function holdsExpression(data: Data): boolean {
  if (typeof data === "string") return isExpression(data);
  if (typeof data !== "object" || data === null) return false;
  return Object.entries(data).some(([name, inner]) => isExpression(name) || holdsExpression(inner));
}

/** Whether a place is in the template of a resource, and not in its parameters. */
function isOwn(desk: Desk, resource: Resource, origin: Origin): boolean {
  const [place, own] = [placeAt(desk, origin), placeAt(desk, resource.span)];
  const template = place && templateAround(place);
  if (!place || !own || place.sheet !== own.sheet || template !== templateAround(own)) return false;
  const parameters = at(template, "parameters");
  return !parameters || place.start < parameters.start || place.start >= parameters.end;
}

/** What the parameter allows that is read at a place. */
function allowedAt(desk: Desk, origin: Origin): readonly (readonly string[])[] | undefined {
  const place = placeAt(desk, origin);
  const name = place && origin.from === "file" && readAt(place, origin.end - origin.start);
  const list = name ? at(at(at(templateAround(place), "parameters"), name), "allowedValues") : undefined;
  return list && [itemsOf(list).flatMap((item) => (item.kind === "string" ? [item.value] : []))];
}

function readAt({ sheet, start }: Place, length: number): string | undefined {
  return /^"?\[?\s*parameters\('([^']+)'\)/.exec(sheet.text.slice(start, start + length + 2))?.[1];
}

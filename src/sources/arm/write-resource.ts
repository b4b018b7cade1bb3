// New resources, in the template of one that is there.
import { zoneByCloud } from "../../expression/zone-names.ts";
import type { Resource } from "../../model/graph.ts";
import type { Draft, NewResource } from "../../model/repair.ts";
import { addItem, addMember, type Data } from "./edit-json.ts";
import { at, memberOf, stringAt } from "./json.ts";
import { type Cannot, cannot, codeOf, type Desk, type Fresh, holderOf, type Place, placeAt, type Refusal, stringOf } from "./write-desk.ts";
import { type Context, dataOf } from "./write-draft.ts";
import { idOf, targetOf } from "./write-id.ts";

/** Adds resources at the end of the `resources` that `beside` stands in. */
export function addResources(desk: Desk, beside: Resource, resources: readonly NewResource[]): Refusal {
  for (const resource of resources) {
    const refusal = addResource(desk, beside, resource);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function addResource(desk: Desk, beside: Resource, resource: NewResource): Refusal {
  const context: Context = { desk, beside, waits: new Set() };
  const place = placeAt(desk, beside.span);
  if (!place) return "The template is not at hand.";
  const names = namesOf(resource, place, context);
  if (cannot(names)) return names.cannot;
  const mark = `${place.sheet.uri} ${resource.type} ${names.join("/")}`.toLowerCase();
  const same = desk.alike.get(mark);
  if (same) {
    desk.fresh.set(resource.key, same);
    return undefined;
  }
  const data = resourceData(resource, names, place, context);
  if (cannot(data)) return data.cannot;
  const fresh: Fresh = { type: resource.type, names, apiVersion: resource.apiVersion, beside: beside.span };
  desk.fresh.set(resource.key, fresh);
  desk.alike.set(mark, fresh);
  // Parameters that were added for it have moved what is written.
  const then = placeAt(desk, beside.span);
  return then ? put(then, resource.key, data) : "The template is not at hand.";
}

function put(place: Place, key: string, data: Data): Refusal {
  const resources = at(holderOf(place), "resources");
  if (resources?.kind === "array") addItem(place.sheet, resources, data);
  else if (resources?.kind === "object") {
    const stem = key.replace(/[^A-Za-z0-9_]+(.)?/g, (_, next) => String(next ?? "").toUpperCase());
    let symbol = stem;
    for (let again = 2; memberOf(resources, symbol); again++) symbol = `${stem}${again}`;
    addMember(place.sheet, resources, symbol, data);
  } else return "The template has no list of resources to add to.";
  return undefined;
}

function namesOf(resource: NewResource, place: Place, context: Context): readonly string[] | Cannot {
  const own = zoneName(resource, place) ?? dataOf(resource.name, context);
  if (cannot(own)) return own;
  if (typeof own !== "string") return { cannot: "The new resource has no name that can be written." };
  if (resource.parent === undefined) return [codeOf(own)];
  const parent = targetOf(context.desk, place, resource.parent);
  if (cannot(parent)) return parent;
  if (parent.here) context.waits.add(idOf(parent));
  return [...parent.names, codeOf(own)];
}

/** A zone by the suffixes of its cloud, where the template speaks of the cloud that it is deployed to. */
function zoneName({ type, name }: NewResource, { sheet }: Place): string | undefined {
  const byCloud = type === "Microsoft.Network/privateDnsZones" && typeof name === "string" ? zoneByCloud(name) : undefined;
  return byCloud && sheet.first.includes("environment()") ? `[format('${byCloud.before}{0}', ${byCloud.code})]` : undefined;
}

function resourceData(resource: NewResource, names: readonly string[], place: Place, context: Context): Data | Cannot {
  const body = dataOf(resource.body, context);
  const scope = resource.scope === undefined ? undefined : scopeOf(resource.scope, context);
  if (cannot(body)) return body;
  if (cannot(scope)) return scope;
  const condition = conditionAt(place);
  return {
    ...(condition !== undefined && { condition }),
    type: resource.type,
    apiVersion: resource.apiVersion,
    name: nameOf(names),
    ...(scope !== undefined && { scope }),
    ...(typeof body === "object" && body !== null && !Array.isArray(body) ? body : {}),
    ...(context.waits.size > 0 && { dependsOn: [...context.waits].map((id) => `[${id}]`) }),
  };
}

function scopeOf(scope: Draft, context: Context): string | Cannot {
  const value = dataOf(scope, context);
  if (cannot(value)) return value;
  return typeof value === "string" ? value : { cannot: "The scope of the new resource cannot be written." };
}

function nameOf(names: readonly string[]): string {
  const [only] = names;
  if (names.length === 1 && only !== undefined) return stringOf(only);
  if (names.every((name) => /^'[^']*'$/.test(name))) return names.map((name) => name.slice(1, -1)).join("/");
  return `[format('${names.map((_, index) => `{${index}}`).join("/")}', ${names.join(", ")})]`;
}

/** What is added stands or falls with what it is added for. */
function conditionAt(place: Place): Data | undefined {
  const node = at(place.node, "condition");
  if (node?.kind === "string") return stringAt(place.node, "condition");
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

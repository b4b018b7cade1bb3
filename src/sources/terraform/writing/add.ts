// New resources: as azurerm where the table has them, else as azapi.
import type { Resource } from "../../../model/graph.ts";
import type { Draft, NewResource } from "../../../model/repair.ts";
import { isRecord } from "../azurerm/codecs.ts";
import { azurerm } from "../azurerm/index.ts";
import { type ChildBlock, knownTo, type Major, type ResourceMap } from "../azurerm/table.ts";
import { insertBlock } from "./blocks.ts";
import { blockAt, type Desk, documentOf, type Fresh, fileNow, headerOf, type Place, placeOf, type Refusal, touch } from "./desk.ts";
import { type Here, isCannot } from "./here.ts";
import { at, renderFields } from "./render.ts";
import { argumentText, spell } from "./spell.ts";
import { snake } from "./variable.ts";

/** Adds resources behind the block of `beside`, in their order. */
export function addResources(desk: Desk, beside: Resource, resources: readonly NewResource[], major: Major): Refusal {
  const place = placeOf(desk, beside);
  if (!place) return "There is no place in a file to add this.";
  let after = place;
  for (const resource of resources) {
    const here: Here = { desk, place, beside, apart: desk.awaited.has(resource.key) };
    const child = childOf(desk, resource);
    const refusal = child ? addChild(here, resource, child, major) : addOne(here, resource, after, major, (next) => (after = next));
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

interface Child {
  readonly block: ChildBlock;
  readonly place: Place;
}

/** A resource that azurerm writes as a block of its parent. */
function childOf(desk: Desk, resource: NewResource): Child | undefined {
  if (resource.parent === undefined) return undefined;
  const fresh = desk.fresh.get(resource.parent);
  const parent = desk.site.resource(resource.parent);
  const place = fresh?.place ?? (parent && placeOf(desk, parent));
  const map = place && azurerm.get(place.header.split(" ")[1] ?? "");
  const block = map?.children?.find((one) => one.arm.toLowerCase() === resource.type.toLowerCase());
  return block && place ? { block, place } : undefined;
}

function addChild(here: Here, resource: NewResource, { block, place }: Child, major: Major): Refusal {
  const body = renderFields(block.fields, resource.body, major, here, "    ");
  const name = typeof block.name === "string" ? spell(resource.name, here, "") : undefined;
  if (isCannot(body)) return body.cannot;
  if (isCannot(name)) return name.cannot;
  const named = name === undefined ? "" : `    ${String(block.name)} = ${name}\n`;
  return insertBlock(here.desk, place, [], `  ${block.argument} {\n${named}${body}  }\n`);
}

function addOne(here: Here, resource: NewResource, after: Place, major: Major, moved: (place: Place) => void): Refusal {
  const found = typeFor(resource);
  const type = found?.type ?? "azapi_resource";
  const label = freeLabel(here.desk, after.uri, type, resource.key);
  const body = found ? azurermBody(here, resource, found.map, major) : azapiBody(here, resource);
  if (isCannot(body)) return body.cannot;
  const document = documentOf(here.desk, after.uri);
  const block = blockAt(here.desk, after);
  if (!document || !block) return "There is no place in a file to add this.";
  const place: Place = {
    uri: after.uri,
    header: headerOf({
      ...block,
      type: "resource",
      labels: [
        { text: type, start: 0, end: 0 },
        { text: label, start: 0, end: 0 },
      ],
    }),
  };
  document.replace(block.end, block.end, `\n\nresource "${type}" "${label}" {\n${body}}`);
  const added = { address: `${type}.${label}`, arm: resource.type, place, beside: here.beside };
  here.desk.fresh.set(resource.key, added);
  touch(here.desk, place);
  moved(place);
  return found ? associateRest(here, resource, found.map, added, major, moved) : undefined;
}

/** What azurerm writes of a resource in others that add to it: the address of a NAT gateway. */
function associateRest(
  here: Here,
  resource: NewResource,
  own: ResourceMap,
  added: Fresh,
  major: Major,
  moved: (place: Place) => void,
): Refusal {
  for (const [type, map] of azurerm) {
    if (!map.amends || map.arm.toLowerCase() !== own.arm.toLowerCase()) continue;
    const written = own.fields.filter((one) => knownTo(one, major) && !(one.kind === "value" && one.isRead));
    const rest = map.fields.filter((field) => knownTo(field, major) && !written.some((one) => startsAlike(one.path, field.path)));
    const body = renderFields(rest, resource.body, major, here, "  ");
    if (isCannot(body)) return body.cannot;
    const [document, block] = [documentOf(here.desk, added.place.uri), blockAt(here.desk, added.place)];
    if (body === "" || !document || !block) continue;
    const label = freeLabel(here.desk, added.place.uri, type, resource.key);
    document.replace(block.end, block.end, `\n\nresource "${type}" "${label}" {\n  ${map.amends} = ${added.address}.id\n${body}}`);
    const place = { uri: added.place.uri, header: `resource ${type} ${label}` };
    touch(here.desk, place);
    moved(place);
  }
  return undefined;
}

function startsAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && a.every((step, index) => index >= b.length || step.toLowerCase() === b[index]?.toLowerCase());
}

/** The azurerm type for an ARM type; where several spell it, the one whose constants hold. */
function typeFor(resource: NewResource): { readonly type: string; readonly map: ResourceMap } | undefined {
  const wanted = resource.type.toLowerCase();
  for (const [type, map] of azurerm) {
    if (map.arm.toLowerCase() !== wanted || map.amends || (map.open && map.fields.length < 3 && !map.computed)) continue;
    const holds = Object.entries(map.constants ?? {}).every(([path, constant]) => {
      const there = at(resource.body, path.split("."));
      return there === undefined || there === constant;
    });
    if (holds) return { type, map };
  }
  return undefined;
}

function azurermBody(here: Here, resource: NewResource, map: ResourceMap, major: Major): string | { readonly cannot: string } {
  const lines: string[] = [];
  const put = (argument: string, draft: Draft): { readonly cannot: string } | undefined => {
    const text = spell(draft, here, "  ");
    if (isCannot(text)) return text;
    lines.push(`  ${argument} = ${text}\n`);
    return undefined;
  };
  if (typeof map.name === "string" && !resource.type.toLowerCase().endsWith("/roleassignments")) {
    const refusal = put(map.name, resource.name);
    if (refusal) return refusal;
  }
  const parent = map.parent?.find((one) => knownTo(one, major));
  if (parent && resource.parent !== undefined) {
    const refusal = put(parent.argument, { $ref: resource.parent, path: parent.by === "name" ? ["name"] : [] });
    if (refusal) return refusal;
  }
  if (map.scope && resource.scope !== undefined) {
    const refusal = put(map.scope, resource.scope);
    if (refusal) return refusal;
  }
  if (needsGroup(map, parent?.by)) {
    const group = argumentText(here, "resource_group_name");
    const refusal = group === undefined ? put("resource_group_name", { $deployment: "resourceGroup" }) : undefined;
    if (refusal) return refusal;
    if (group !== undefined) lines.push(`  resource_group_name = ${group}\n`);
  }
  const rest = renderFields(map.fields, withoutGlobal(resource.body, map), major, here, "  ", "resource");
  if (isCannot(rest)) return rest;
  const [head = "", ...blocks] = rest.split(/\n(?=\n)/);
  return `${lines.join("")}${head}${blocks.length > 0 ? `\n${blocks.join("\n")}` : ""}`;
}

function needsGroup(map: ResourceMap, by: "name" | "id" | undefined): boolean {
  return by === undefined ? !map.scope && !map.amends && map.arm !== "Microsoft.Resources/resourceGroups" : by === "name";
}

function withoutGlobal(body: { readonly [name: string]: Draft }, map: ResourceMap): Draft {
  if (map.constants?.location === undefined) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name.toLowerCase() !== "location"));
}

function azapiBody(here: Here, resource: NewResource): string | { readonly cannot: string } {
  const { location, tags, identity, ...rest } = resource.body;
  const parent: Draft =
    resource.scope ??
    (resource.parent === undefined
      ? { $parameter: "resourceGroupId", description: "Id of the resource group." }
      : { $ref: resource.parent });
  const given: (readonly [string, Draft | undefined])[] = [
    ["type", `${resource.type}@${resource.apiVersion}`],
    ["name", resource.name],
    ["parent_id", parent],
    ["location", location],
    ["tags", tags],
    ["body", identity === undefined || !isRecord(identity) ? rest : { ...rest, identity }],
  ];
  const lines: string[] = [];
  for (const [argument, draft] of given) {
    if (draft === undefined) continue;
    const text = spell(draft, here, "  ");
    if (isCannot(text)) return text;
    lines.push(`  ${argument} = ${text}\n`);
  }
  return lines.join("");
}

/** A label that no other resource of the type has. */
export function freeLabel(desk: Desk, uri: string, type: string, key: string): string {
  const stem = snake(key) || "added";
  const taken = new Set(desk.site.resources.map((one) => one.symbol));
  const file = fileNow(desk, uri);
  for (const block of file?.blocks ?? []) if (block.type === "resource") taken.add(block.labels.map((label) => label.text).join("."));
  for (let count = 1; ; count++) {
    const label = count === 1 ? stem : `${stem}_${count}`;
    if (!taken.has(`${type}.${label}`)) return label;
  }
}

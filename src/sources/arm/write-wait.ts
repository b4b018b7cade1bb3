// What a resource waits for: ARM orders nothing by the ids that a resource holds.
import type { Resource } from "../../model/graph.ts";
import { addItem, addMember } from "./edit-json.ts";
import { at, memberOf } from "./json.ts";
import { cannot, type Desk, placeAt, type Refusal } from "./write-desk.ts";
import { idOf, targetOf } from "./write-id.ts";

/** The id of a resource of the same template; nothing where another deployment makes it. */
export function waitsOf(desk: Desk, resource: Resource, key: string): ReadonlySet<string> {
  const place = placeAt(desk, resource.span);
  const target = place && targetOf(desk, place, key);
  return new Set(target && !cannot(target) && target.here ? [idOf(target)] : []);
}

/** Adds ids to `dependsOn` that it does not hold yet. A resource inside of another is ordered with that one. */
export function waitFor(desk: Desk, resource: Resource, ids: ReadonlySet<string>): Refusal {
  if (resource.inline) return undefined;
  for (const id of ids) {
    const place = placeAt(desk, resource.span);
    if (place?.node.kind !== "object" || place.node.start !== place.start) return undefined;
    const given = at(place.node, "dependsOn");
    const listed = given?.kind === "array" ? given.items : [];
    if (listed.some((item) => item.kind === "string" && plain(item.value) === plain(`[${id}]`))) continue;
    if (given?.kind === "array") addItem(place.sheet, given, `[${id}]`);
    else if (!memberOf(place.node, "dependsOn")) addMember(place.sheet, place.node, "dependsOn", [`[${id}]`]);
  }
  return undefined;
}

function plain(text: string): string {
  return text.replace(/\s+/g, "").toLowerCase();
}

// Taking a whole resource away that nothing else of its template waits for.
import type { Resource } from "../../model/graph.ts";
import { takeOut } from "./edit-json.ts";
import { at, stringAt } from "./json.ts";
import { type Desk, placeAt, type Refusal } from "./write-desk.ts";

/** Takes the resource out of its list; refused where it makes more than this one or something waits for it. */
export function deleteResource(desk: Desk, resource: Resource): Refusal {
  const place = placeAt(desk, resource.span);
  const list = place?.around.at(-1);
  if (!place || place.node.start !== place.start || place.node.kind !== "object" || (list?.kind !== "array" && list?.kind !== "object"))
    return "This resource has no declaration of its own to take away.";
  if (at(place.node, "copy")) return "This resource is made by a loop, together with others.";
  const { sheet, node } = place;
  const rest = sheet.text.slice(0, node.start) + sheet.text.slice(node.end);
  const parts = list.kind === "array" ? list.items : list.members;
  const index = parts.findIndex((one) => one.start <= node.start && node.end <= one.end);
  const member = list.kind === "object" ? list.members[index]?.name : undefined;
  const last =
    (stringAt(node, "name") ?? "")
      .split(/[/,]/)
      .at(-1)
      ?.replace(/[^\w-]/g, "") ?? "";
  const named = rest.split("\n").some((line) => {
    const lower = line.toLowerCase();
    return lower.includes(`${resource.type.toLowerCase()}'`) && lower.includes(last.toLowerCase());
  });
  if (named || (member !== undefined && rest.includes(JSON.stringify(member))))
    return "Another resource of this template refers to this one. Take that away first.";
  takeOut(sheet, parts, index);
  return undefined;
}

// Taking a whole resource away that nothing else of its module needs.
import type { Resource } from "../../../model/graph.ts";
import { removeBlock } from "./blocks.ts";
import { blockAt, type Desk, documentOf, folderOf, placeOf, type Refusal } from "./desk.ts";
import { filesOf } from "./variable.ts";

/** Takes the block out; refused where it makes more than this resource or something of its module names it. */
export function deleteResource(desk: Desk, resource: Resource): Refusal {
  const place = placeOf(desk, resource);
  const block = place && blockAt(desk, place);
  if (!place || block?.type !== "resource" || resource.inline) return "This resource has no block of its own to take away.";
  if (resource.key.endsWith("]")) return "This resource is made by a loop, together with others.";
  const address = block.labels.map(({ text }) => text).join(".");
  const isNamed = filesOf(desk, folderOf(place.uri), place.uri).some((uri) => names(documentOf(desk, uri)?.text ?? "", address));
  if (isNamed) return `'${address}' is referred to elsewhere in this module. Take that away first.`;
  return removeBlock(desk, place, []);
}

/** Whether a text has an address that is not a part of a longer word. */
function names(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    if (!/[\w.-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + address.length))) return true;
  }
  return false;
}

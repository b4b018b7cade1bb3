// What azurerm writes in a resource of its own that adds to another: an association, an access policy, a classic rule collection.
import type { Resource } from "../../../model/graph.ts";
import type { Draft, NewResource } from "../../../model/repair.ts";
import type { Path } from "../../../model/value.ts";
import { isRecord } from "../azurerm/codecs.ts";
import { azurerm } from "../azurerm/index.ts";
import { knownTo, type Major } from "../azurerm/table.ts";
import { addResources, freeLabel } from "./add.ts";
import { blockAt, type Desk, documentOf, type Place, placeOf, type Refusal, touch } from "./desk.ts";
import { type Here, isCannot } from "./here.ts";
import { renderFields } from "./render.ts";
import { spell } from "./spell.ts";

/** Adds the resource that spells a property of another one; undefined where azurerm knows none. */
export function amend(
  desk: Desk,
  resource: Resource,
  place: Place,
  path: Path,
  draft: Draft,
  major: Major,
  key?: string,
): { readonly refusal: Refusal } | undefined {
  const child = childFor(resource, path, draft);
  if (child) return { refusal: addResources(desk, resource, [child], major) };
  const nested = path.reduceRight<Draft>((inner, step) => ({ [String(step)]: inner }), draft);
  for (const [type, map] of azurerm) {
    if (!map.amends || map.arm.toLowerCase() !== resource.type.toLowerCase()) continue;
    const spelt = map.fields.some(
      (field) =>
        (field.kind === "value" || field.argument === "") &&
        knownTo(field, major) &&
        path.join(".").toLowerCase().startsWith(parentOf(field.path)),
    );
    if (spelt) return { refusal: associate({ desk, place, beside: resource }, type, map.amends, map.fields, nested, major, key) };
  }
  return undefined;
}

/** Whether items of this list are resources of their own already: azurerm refuses a list that is written both ways. */
export function isApart(desk: Desk, resource: Resource, path: Path): boolean {
  const spelt = path.join(".").toLowerCase();
  return resource.declarations.some((declaration) => {
    const map = azurerm.get(placeOf(desk, declaration)?.header.split(" ")[1] ?? "");
    return map?.amends !== undefined && map.fields.some((field) => field.argument === "" && field.path.join(".").toLowerCase() === spelt);
  });
}

function parentOf(path: readonly string[]): string {
  return path.slice(0, 2).join(".").toLowerCase();
}

function associate(
  here: Here,
  type: string,
  amends: string,
  fields: Parameters<typeof renderFields>[0],
  draft: Draft,
  major: Major,
  key: string | undefined,
): Refusal {
  const { desk, place, beside } = here;
  const amended = spell({ $ref: beside.key }, here, "  ");
  if (isCannot(amended)) return amended.cannot;
  const body = renderFields(fields, draft, major, here, "  ");
  if (isCannot(body)) return body.cannot;
  const document = documentOf(desk, place.uri);
  const block = blockAt(desk, place);
  if (!document || !block || body === "") return "There is no place in a file to add this.";
  const label = freeLabel(desk, place.uri, type, block.labels[1]?.text ?? "main");
  document.replace(block.end, block.end, `\n\nresource "${type}" "${label}" {\n  ${amends} = ${amended}\n${body}}`);
  const own = { uri: place.uri, header: `resource ${type} ${label}` };
  if (key !== undefined) desk.fresh.set(key, { address: `${type}.${label}`, arm: beside.type, place: own, beside });
  touch(desk, own);
  return undefined;
}

/** A collection in the list of a firewall as the child resource that azurerm writes it as. */
function childFor(resource: Resource, path: Path, draft: Draft): NewResource | undefined {
  const list = String(path.at(-1) ?? "");
  const { name, ...body }: { readonly [name: string]: Draft } = isRecord(draft) ? draft : {};
  if (path.length !== 2 || typeof name !== "string") return undefined;
  const type = `${resource.type}/${list}`;
  const known = [...azurerm.values()].find((map) => map.arm.toLowerCase() === type.toLowerCase());
  if (!known) return undefined;
  return { key: name, type: known.arm, apiVersion: known.apiVersion, name, parent: resource.key, body };
}

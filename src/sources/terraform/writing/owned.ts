// Modules that `terraform init` brought are written anew by it: what would be changed in one is given to its call, or written beside it.
import type { Resource } from "../../../model/graph.ts";
import { attributeOf } from "../syntax/tree.ts";
import { setArgument } from "./blocks.ts";
import { blockAt, type Desk, documentOf, fileNow, isRestored, modulePrefix, type Place, placeOf, type Refusal } from "./desk.ts";

export const restored =
  "This is written in a module that 'terraform init' brought, which is written anew each time. Give its call what it takes for this, or change it where the module is made.";

/** The resource, or the call of its module, as something to write beside, where the resource stands in a module that is not the person's own. */
export function owned(resource: Resource): Resource {
  const { span, calls } = resource;
  if (span.from !== "file" || !isRestored(span.uri)) return resource;
  const depth = calls.findLastIndex((call) => call.from === "file" && !isRestored(call.uri));
  const call = calls[depth];
  const steps = modulePrefix(resource).match(/module\.[^.[]+(?:\[[^\]]*\])?/g) ?? [];
  const symbol = steps[depth]?.replace(/\[.*/, "");
  if (!call || symbol === undefined) return resource;
  const key = steps.slice(0, depth + 1).join(".");
  const { parent: _, ...rest } = resource;
  return { ...rest, key, symbol, span: call, at: call, calls: calls.slice(0, depth), declarations: [] };
}

/** Gives the call of a resource's module a value for the variable whose default stands at an offset. */
export function giveInstead(desk: Desk, resource: Resource, uri: string, offset: number, text: string): Refusal {
  const block = fileNow(desk, uri)?.blocks.find((one) => one.type === "variable" && one.start <= offset && offset < one.end);
  const name = block?.labels[0]?.text;
  return name === undefined ? restored : give(desk, resource, name, text);
}

/** Gives the call the value of an argument that is read from a variable and nothing else. */
export function giveArgument(desk: Desk, resource: Resource, place: Place, argument: string, text: string): Refusal {
  const block = blockAt(desk, place);
  const value = block && attributeOf(block, argument)?.value;
  const written = value && documentOf(desk, place.uri)?.text.slice(value.start, value.end);
  const name = /^var\.(\w+)$/.exec(written ?? "")?.[1];
  return name === undefined ? restored : give(desk, resource, name, text);
}

function give(desk: Desk, { calls }: Resource, name: string, text: string): Refusal {
  const call = calls.at(-1);
  const place = call && placeOf(desk, { span: call, at: call });
  if (!place || isRestored(place.uri) || blockAt(desk, place)?.type !== "module") return restored;
  return setArgument(desk, place, [], name, text);
}

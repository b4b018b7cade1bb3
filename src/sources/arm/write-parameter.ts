// Parameters that a repair needs: added where it is written and in every template that calls that one.
import type { Resource } from "../../model/graph.ts";
import { addMember, type Data, replaceNode } from "./edit-json.ts";
import { at, memberOf } from "./json.ts";
import { type Cannot, type Desk, type Place, placeAt, templateAround } from "./write-desk.ts";

export interface Wanted {
  readonly name: string;
  readonly description: string;
  readonly secure: boolean;
  readonly default?: Data;
}

/** The expression of the parameter in the template of `beside`. */
export function parameterFor(desk: Desk, beside: Resource, wanted: Wanted): string | Cannot {
  const own = placeAt(desk, beside.span);
  if (!own) return { cannot: "The template is not at hand." };
  if (declare(own, wanted, beside.calls.length === 0) === "new") {
    if (beside.calls.length === 0 && wanted.default === undefined) desk.added.add(wanted.name);
    for (let level = beside.calls.length - 1; level >= 0; level--) {
      const refusal = hand(desk, beside, level, wanted);
      if (refusal) return refusal;
    }
  }
  return `parameters('${wanted.name}')`;
}

/** Gives the parameter to a deployment, from the template that the deployment stands in. */
function hand(desk: Desk, beside: Resource, level: number, wanted: Wanted): Cannot | undefined {
  const call = placeAt(desk, beside.calls[level]);
  const deployment = call?.around.at(-1);
  const properties = at(deployment, "properties");
  if (!call || properties?.kind !== "object") return { cannot: "The deployment that calls this template is not at hand." };
  const inner = at(properties, "template");
  // A nested template with outer scope sees the parameters of the template around it.
  const outer = inner && templateAround({ ...call, node: inner, around: [...call.around, properties] }) !== inner;
  if (!outer) give(desk, beside, level, wanted.name);
  const around = placeAt(desk, beside.calls[level]);
  if (!around) return { cannot: "The deployment that calls this template is not at hand." };
  const made = declare(around, wanted, level === 0);
  if (made === "new" && level === 0 && wanted.default === undefined) desk.added.add(wanted.name);
  return undefined;
}

function give(desk: Desk, beside: Resource, level: number, name: string): void {
  const call = placeAt(desk, beside.calls[level]);
  const properties = at(call?.around.at(-1), "properties");
  if (!call || properties?.kind !== "object") return;
  const value = { value: `[parameters('${name}')]` };
  const given = at(properties, "parameters");
  if (given?.kind === "object") {
    if (!memberOf(given, name)) addMember(call.sheet, given, name, value);
  } else addMember(call.sheet, properties, "parameters", { [name]: value });
}

function declare(place: Place, wanted: Wanted, top: boolean): "new" | "there" {
  const template = templateAround(place);
  if (!template) return "there";
  const parameters = at(template, "parameters");
  if (memberOf(parameters, wanted.name)) return "there";
  const declaration: Data = {
    type: wanted.secure ? "securestring" : "string",
    ...(top && wanted.default !== undefined && { defaultValue: wanted.default }),
    metadata: { description: wanted.description },
  };
  if (parameters?.kind === "object") addMember(place.sheet, parameters, wanted.name, declaration);
  else if (parameters) replaceNode(place.sheet, parameters, { [wanted.name]: declaration });
  else addMember(place.sheet, template, "parameters", { [wanted.name]: declaration });
  return "new";
}

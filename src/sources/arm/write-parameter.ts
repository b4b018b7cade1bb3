// Parameters that a repair needs: added where it is written and in every template that calls that one.
import type { Resource } from "../../model/graph.ts";
import { addMember, type Data, replaceNode } from "./edit-json.ts";
import { at, memberOf } from "./json.ts";
import { type Cannot, cannot, type Desk, type Place, placeAt, templateAround } from "./write-desk.ts";

interface Wanted {
  readonly name: string;
  readonly description: string;
  readonly secure: boolean;
  readonly default?: Data;
  /** The expression of its value in a template that calls, where that one can say it. */
  readonly known?: (place: Place) => string | undefined;
}

/** The expression of the parameter in the template of `beside`. */
export function parameterFor(desk: Desk, beside: Resource, wanted: Wanted): string | Cannot {
  const own = placeAt(desk, beside.span);
  if (!own) return { cannot: "The template is not at hand." };
  // A nested template with outer scope sees the parameters of the template around it.
  const levels = beside.calls.map((_, level) => level).filter((level) => !isOuter(desk, beside, level));
  if (declare(desk, own, wanted, levels.length === 0) === "there") return `parameters('${wanted.name}')`;
  for (const level of levels.toReversed()) {
    const handed = hand(desk, beside, level, wanted, level === levels[0]);
    if (cannot(handed)) return handed;
    if (handed === "known") break;
  }
  return `parameters('${wanted.name}')`;
}

function isOuter(desk: Desk, beside: Resource, level: number): boolean {
  const call = placeAt(desk, beside.calls[level]);
  const properties = at(call?.around.at(-1), "properties");
  const inner = at(properties, "template");
  return !!call && !!properties && !!inner && templateAround({ ...call, node: inner, around: [...call.around, properties] }) !== inner;
}

/** Gives the parameter to a deployment, from the template that the deployment stands in. */
function hand(desk: Desk, beside: Resource, level: number, wanted: Wanted, top: boolean): "known" | "asked" | Cannot {
  const call = placeAt(desk, beside.calls[level]);
  const properties = at(call?.around.at(-1), "properties");
  if (!call || properties?.kind !== "object") return { cannot: "The deployment that calls this template is not at hand." };
  const known = wanted.known?.(call);
  give(desk, beside, level, wanted.name, known ?? `parameters('${wanted.name}')`);
  if (known !== undefined) return "known";
  const around = placeAt(desk, beside.calls[level]);
  if (!around) return { cannot: "The deployment that calls this template is not at hand." };
  declare(desk, around, wanted, top);
  return "asked";
}

function give(desk: Desk, beside: Resource, level: number, name: string, code: string): void {
  const call = placeAt(desk, beside.calls[level]);
  const properties = at(call?.around.at(-1), "properties");
  if (!call || properties?.kind !== "object") return;
  const value = { value: `[${code}]` };
  const given = at(properties, "parameters");
  if (given?.kind === "object") {
    if (!memberOf(given, name)) addMember(call.sheet, given, name, value);
  } else addMember(call.sheet, properties, "parameters", { [name]: value });
}

/** At the top the parameter has its default, or has to be given. */
function declare(desk: Desk, place: Place, wanted: Wanted, top: boolean): "new" | "there" {
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
  if (top && wanted.default === undefined) desk.added.add(wanted.name);
  return "new";
}

// Type constraints of variables, as far as they change values: `optional()` defaults, sets, numbers written as strings.
import type { Origin } from "../../../model/origin.ts";
import { list, type Property, scalar, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { asNumber } from "../evaluate/operator.ts";
import { asText, isNull, isWhole, propertyOf, record, setOf } from "../evaluate/values.ts";
import type { Expression } from "../syntax/tree.ts";

/** Evaluates a default inside `optional(type, default)`. */
export type Defaults = (expression: Expression) => Value;

/** The value as its type makes it. What does not fit is left as it is. */
export function convert(value: Value, type: Expression, defaults: Defaults): Value {
  return onEachSide([value], value.at, ([side = value]) => (isNull(side) ? side : convertKnown(side, type, defaults)));
}

function convertKnown(value: Value, type: Expression, defaults: Defaults): Value {
  if (type.kind === "variable") return convertPrimitive(value, type.name);
  if (type.kind !== "call") return value;
  const [inner] = type.arguments;
  switch (type.name) {
    case "optional":
      return inner ? convert(value, inner, defaults) : value;
    case "list":
      return value.kind === "list" && inner ? list(items(value.items, inner, defaults), value.at, value.open) : value;
    case "set":
      return value.kind === "list" && inner
        ? { ...setOf(items(value.items, inner, defaults), value.at, value.open), ...via(value) }
        : value;
    case "map":
      return value.kind === "object" && inner ? convertMap(value, inner, defaults) : value;
    case "object":
      return value.kind === "object" && !isWhole(value) && inner?.kind === "object" ? convertObject(value, inner, defaults) : value;
    case "tuple":
      if (value.kind !== "list" || inner?.kind !== "list") return value;
      return list(
        value.items.map((item, position) => {
          const itemType = inner.items[position];
          return itemType ? convert(item, itemType, defaults) : item;
        }),
        value.at,
        value.open,
      );
    default:
      return value;
  }
}

function via(value: Value): { readonly via?: readonly Origin[] } {
  return value.via ? { via: value.via } : {};
}

function items(values: readonly Value[], type: Expression, defaults: Defaults): Value[] {
  return values.map((item) => convert(item, type, defaults));
}

function convertPrimitive(value: Value, name: string): Value {
  if (value.kind !== "scalar") return value;
  if (name === "number") {
    const number = asNumber(value);
    return number === undefined ? value : { ...value, value: number };
  }
  if (name === "bool" && (value.value === "true" || value.value === "false")) return { ...value, value: value.value === "true" };
  const text = name === "string" ? asText(value) : undefined;
  return typeof text === "string" ? { ...value, value: text } : value;
}

function convertMap(value: Value & { kind: "object" }, type: Expression, defaults: Defaults): Value {
  const properties = [...value.props.values()].map((property) => ({ ...property, value: convert(property.value, type, defaults) }));
  return { ...record(properties, value.at, value.open), ...via(value) };
}

function convertObject(value: Value & { kind: "object" }, type: Expression & { kind: "object" }, defaults: Defaults): Value {
  const properties: Property[] = [];
  for (const member of type.members) {
    const name = member.key.kind === "literal" ? String(member.key.value) : undefined;
    if (name === undefined) continue;
    const given = propertyOf(value, name);
    const fallback = defaultOf(member.value, defaults, value.at);
    if (given && !(isNull(given.value) && fallback)) properties.push({ ...given, value: convert(given.value, member.value, defaults) });
    else if (fallback) properties.push({ name, at: fallback.at, value: convert(fallback, member.value, defaults) });
  }
  return { ...record(properties, value.at, value.open), ...via(value) };
}

function defaultOf(type: Expression, defaults: Defaults, at: Origin): Value | undefined {
  if (type.kind !== "call" || type.name !== "optional") return undefined;
  const [, given] = type.arguments;
  return given ? defaults(given) : scalar(null, at);
}

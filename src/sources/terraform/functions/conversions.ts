import type { Origin } from "../../../model/origin.ts";
import { list, scalar, type Value } from "../../../model/value.ts";
import { asNumber } from "../evaluate/operator.ts";
import { asText, failure, isNull, record, setOf, sortedProperties, symbolic } from "../evaluate/values.ts";
import { type Builtin, fixed } from "./define.ts";

export const conversions: { readonly [name: string]: Builtin } = {
  tostring: fixed(["value"], (call, value) => {
    if (isNull(value) || value.kind === "text" || value.kind === "reference" || value.kind === "constant") return value;
    const text = asText(value);
    return typeof text === "string"
      ? text
      : value.kind === "scalar" || text.kind === "error"
        ? failure(text.text, call.at)
        : symbolic(call.name, [value], call.at);
  }),
  tonumber: fixed(["value"], (call, value) => {
    if (value.kind !== "scalar") return value.kind === "constant" ? value : symbolic(call.name, [value], call.at);
    return isNull(value) ? value : (asNumber(value) ?? failure("This is not a number.", call.at));
  }),
  tobool: fixed(["value"], (call, value) => {
    if (value.kind !== "scalar") return value.kind === "constant" ? value : symbolic(call.name, [value], call.at);
    if (isNull(value) || typeof value.value === "boolean") return value;
    return value.value === "true" || value.value === "false" ? value.value === "true" : failure("This is neither true nor false.", call.at);
  }),
  tolist: fixed(["value"], (call, value) =>
    value.kind === "list" ? list(uniform(value.items), call.at, value.open) : uncollected(value, call.name, call.at),
  ),
  toset: fixed(["value"], (call, value) =>
    value.kind === "list" ? setOf(uniform(value.items), call.at, value.open) : uncollected(value, call.name, call.at),
  ),
  tomap: fixed(["value"], (call, value) => {
    if (value.kind !== "object")
      return value.kind === "list" || (value.kind === "scalar" && !isNull(value)) ? failure("This is not a map.", call.at) : value;
    const properties = sortedProperties(value);
    const values = uniform(properties.map((property) => property.value));
    return record(
      properties.map((property, position) => ({ ...property, value: values[position] ?? property.value })),
      call.at,
      value.open,
    );
  }),
  sensitive: fixed(["value"], (_, value) => value),
  nonsensitive: fixed(["value"], (_, value) => value),
  ephemeralasnull: fixed(["value"], (_, value) => value),
  issensitive: fixed(["known"], () => false),
};

function uncollected(value: Value, name: string, at: Origin): Value {
  if (value.kind === "constant" || value.kind === "unknown" || isNull(value)) return value;
  return value.kind === "reference" ? symbolic(name, [value], at) : failure("This is not a collection.", at);
}

/** Items of one collection take one type: beside a string everything is a string. */
function uniform(items: readonly Value[]): readonly Value[] {
  const scalars = items.filter((item) => item.kind === "scalar" && item.value !== null);
  const types = new Set(scalars.map((item) => (item.kind === "scalar" ? typeof item.value : "")));
  if (types.size < 2) return items;
  return items.map((item) => {
    const text = item.kind === "scalar" && item.value !== null ? asText(item) : undefined;
    return typeof text === "string" ? scalar(text, item.at) : item;
  });
}

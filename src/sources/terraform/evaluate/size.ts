// Bounds on values: a few lines of configuration can spell more than any machine holds.
import { unknown, type Value } from "../../../model/value.ts";
import { tooMuch } from "./values.ts";

const largest = 200_000;
const sizes = new WeakMap<Value, number>();

/** The value, or that it is larger than the audit allows. Parts are shared, so this costs a look at the immediate ones. */
export function bounded(value: Value): Value {
  return sizeOf(value) > largest ? unknown(tooMuch, value.at) : value;
}

function sizeOf(value: Value): number {
  if (value.kind === "scalar") return typeof value.value === "string" ? 1 + value.value.length / 16 : 1;
  if (value.kind !== "object" && value.kind !== "list" && value.kind !== "text" && value.kind !== "choice") return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 1;
  for (const part of partsOf(value)) size += sizeOf(part);
  sizes.set(value, size);
  return size;
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case "object":
      return [...value.props.values()].map((property) => property.value);
    case "list":
      return value.items;
    case "text":
      return value.parts;
    case "choice":
      return [value.then, value.else];
    default:
      return [];
  }
}

// Between values and plain JSON.
import type { Origin } from "../model/origin.ts";
import { list, object, type Scalar, scalar, type Value } from "../model/value.ts";
import { doubt } from "./canonical.ts";

type Json = Scalar | readonly Json[] | { readonly [name: string]: Json };

/** The value as JSON data; undefined when not all of it is known. */
function plain(value: Value): Json | undefined {
  return doubt(value) ? undefined : bare(value);
}

function bare(value: Value): Json {
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "list":
      return value.items.map(bare);
    case "object":
      return Object.fromEntries([...value.props.values()].map((property) => [property.name, bare(property.value)]));
    default:
      return null;
  }
}

/** The value as compact JSON text; undefined when not all of it is known. */
export function spelt(value: Value): string | undefined {
  const data = plain(value);
  return data === undefined ? undefined : JSON.stringify(data);
}

/** A value of JSON data, all of it at one place. */
export function valued(data: unknown, at: Origin): Value {
  if (Array.isArray(data))
    return list(
      data.map((item) => valued(item, at)),
      at,
    );
  if (typeof data === "object" && data !== null)
    return object(
      Object.entries(data).map(([name, item]) => ({ name, at, value: valued(item, at) })),
      at,
    );
  return typeof data === "string" || typeof data === "number" || typeof data === "boolean" ? scalar(data, at) : scalar(null, at);
}

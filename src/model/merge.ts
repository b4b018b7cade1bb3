import type { Condition, Property, Value } from "./value.ts";
import { choice, list, object, scalar } from "./value.ts";

/** One body of two that describe the same resource: objects join, lists follow each other, else the later one wins. */
export function merge(first: Value, second: Value): Value {
  if (first.kind === "object" && second.kind === "object") {
    const props = new Map<string, Property>(first.props);
    for (const [name, property] of second.props) {
      const have = props.get(name);
      props.set(name, have ? { ...property, value: merge(have.value, property.value) } : property);
    }
    return object(props.values(), first.at, first.open ?? second.open);
  }
  if (first.kind === "list" && second.kind === "list") return list([...first.items, ...second.items], first.at, first.open ?? second.open);
  if (second.kind === "scalar" && second.value === null) return first;
  return second;
}

/** As `merge`, where the second only holds under a condition: only what it says differs by the condition. */
export function mergeUnder(first: Value, second: Value, when: Condition): Value {
  if (first.kind !== "object" || second.kind !== "object") return under(when, merge(first, second), first);
  const props = new Map<string, Property>(first.props);
  for (const [name, property] of second.props) {
    const have = props.get(name);
    const value = have ? mergeUnder(have.value, property.value, when) : under(when, property.value, scalar(null, first.at));
    props.set(name, { ...(have ?? property), value });
  }
  return object(props.values(), first.at, first.open ?? second.open);
}

function under(when: Condition, value: Value, otherwise: Value): Value {
  return when.reduceRight(
    (taken, literal) =>
      literal.is ? choice(literal, taken, otherwise, otherwise.at) : choice({ ...literal, is: true }, otherwise, taken, otherwise.at),
    value,
  );
}

// What may be of a resource, and nobody knows whether it is: another declaration that adds to it, a child whose parent is not known.
import type { Declaration } from "./declaration.ts";
import type { Resource } from "./graph.ts";
import { both, negate, stringAt } from "./look.ts";
import { type Literal, list, object, type Property, type Reason, unknown, type Value } from "./value.ts";

/** False only where the types differ, or two known names do. Two names that nobody knows may be one. */
export function mayBe(type: string, names: readonly Value[], resource: Resource): boolean {
  if (type.toLowerCase() !== resource.kind) return false;
  return names.every((name, index) => {
    const own = resource.names[index];
    const [a, b] = [stringAt(name, []), own && stringAt(own, [])];
    return a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
  });
}

/** Why a name is not known, of the first that is not. */
export function unnamed(names: readonly Value[]): Reason | undefined {
  const name = names.find((one) => stringAt(one, []) === undefined);
  if (!name) return undefined;
  return "because" in name ? name.because : { kind: "azure", text: "This name is known when it is deployed." };
}

/** One declaration for each resource that it may add to, under its condition. */
export function eachTarget(declaration: Declaration): readonly Declaration[] {
  const { amends, condition } = declaration;
  if (amends?.kind !== "choice") return [declaration];
  const under = (when: Literal, side: Value) => eachTarget({ ...declaration, amends: side, condition: both(condition, [when]) });
  return [...under(amends.when, amends.then), ...under(negate(amends.when), amends.else)];
}

/** Why a declaration may not add to this very resource, or not as often as there are of it. */
export function doubt(resource: Resource, added: Declaration): Reason | undefined {
  const alike = (added.repeated === undefined) === (resource.repeated === undefined) && added.over === resource.over;
  return alike ? undefined : (added.repeated ?? resource.repeated);
}

/** A body to which another may be added: what that would set, and this does not, is not known. */
export function blurred(body: Value | undefined, added: Value, because: Reason): Value {
  if (added.kind === "list")
    return body?.kind === "list" ? list(body.items, body.at, body.open ?? because) : (body ?? unknown(because, added.at));
  if (added.kind !== "object") return body && !(body.kind === "scalar" && body.value === null) ? body : unknown(because, added.at);
  if (body && body.kind !== "object") return body;
  const own = body?.props ?? new Map<string, Property>();
  const more = [...added.props].map(([name, one]) => ({
    ...(own.get(name) ?? one),
    value: blurred(own.get(name)?.value, one.value, because),
  }));
  return object([...own.values(), ...more], body?.at ?? added.at, body?.open);
}

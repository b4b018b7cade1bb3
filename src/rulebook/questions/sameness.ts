// Whether what is pointed at may be a resource that is declared here. Two names that nobody knows may be one.
import type { Resolution, Resource } from "../../model/graph.ts";
import { stringAt } from "../../model/look.ts";
import type { Value } from "../../model/value.ts";

/** False only where the types differ, or two known names do. */
export function mayBe(type: string, names: readonly Value[], resource: Resource): boolean {
  if (type.toLowerCase() !== resource.kind) return false;
  return names.every((name, index) => {
    const own = resource.names[index];
    const [a, b] = [stringAt(name, []), own && stringAt(own, [])];
    return a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
  });
}

/** Whether an id that does not lead to a resource may still be its id. `value` is what was resolved. */
export function mayLeadTo(to: Resolution, value: Value | undefined, resource: Resource): boolean {
  switch (to.is) {
    case "absent":
      return false;
    case "found":
      return to.resource.existing && mayBe(to.resource.type, to.resource.names, resource);
    case "unclear":
    case "elsewhere":
      if (value?.kind === "reference" && value.to.by === "id" && value.path.length === 0)
        return mayBe(value.to.type, value.to.names, resource);
      return to.is === "unclear" || value?.kind !== "scalar";
  }
}

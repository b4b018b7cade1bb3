// Whether what is pointed at may be a resource that is declared here.
import type { Resolution, Resource } from "../../model/graph.ts";
import { mayBe } from "../../model/maybe.ts";
import type { Value } from "../../model/value.ts";

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

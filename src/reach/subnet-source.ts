import type { Resource } from "../model/graph.ts";
import type { Source } from "./judge/outcome.ts";
import type { Subnet } from "./topology/types.ts";

/** A subnet as a source because of a resource in it. */
export function subnetSource(subnet: Subnet, by: Resource, publicIp: Source["publicIp"], because: string): Source {
  return {
    key: subnet.resource.key,
    name: `subnet '${subnet.name}'`,
    at: subnet.at,
    resource: subnet.resource,
    subnet,
    condition: [...subnet.condition, ...by.condition],
    publicIp,
    because,
  };
}

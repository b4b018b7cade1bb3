// Lets what has to call computes through their security group.
import type { Repair } from "../../model/repair.ts";
import type { Requirement } from "../../model/requirement.ts";
import type { SecurityGroup } from "../../reach/topology/types.ts";

/** One inbound rule more, before every one that denies. */
export function letIn(group: SecurityGroup, row: Requirement, port: string): Repair {
  const taken = new Set(group.rules.filter((one) => one.direction !== "outbound").map((one) => one.priority));
  const denying = group.rules.filter((one) => one.direction !== "outbound" && one.access !== "allow").map((one) => one.priority ?? 4096);
  let priority = Math.min(1000, ...denying) - 1;
  while (priority > 100 && taken.has(priority)) priority -= 1;
  const properties = {
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: row.value,
    sourcePortRange: "*",
    destinationAddressPrefix: "VirtualNetwork",
    destinationPortRange: port,
  };
  const name = row.id;
  const apart = group.rules.find((one) => one.resource.inline === undefined);
  if (!apart) {
    return {
      title: `Allow '${row.value}' in on port ${port}`,
      changes: [{ do: "append", resource: group.resource.key, path: ["properties", "securityRules"], value: { name, properties } }],
    };
  }
  const added = {
    key: "inboundAzureMachineLearning",
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    apiVersion: group.resource.apiVersion ?? "2024-05-01",
    name,
    parent: group.resource.key,
    body: { properties },
  };
  return { title: `Allow '${row.value}' in on port ${port}`, changes: [{ do: "add", beside: apart.resource.key, resources: [added] }] };
}

// Whether a resource can be reached from the internet: by its switch, or by a firewall that denies by default.
import type { Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Path } from "../../model/value.ts";
import type { Answer } from "./answer.ts";
import { ask, either, isOneOf } from "./answer.ts";

/** Met when public access is off, or when the firewall denies what is not allowed. */
export function isShut(resource: Resource): Answer {
  const off = isOff(resource);
  const acl = aclOf(resource);
  return acl ? either(off, ask(resource, [...acl, "defaultAction"], isOneOf(["Deny"], false))) : off;
}

/** Met when public access is off by its own switch. */
export function isOff(resource: Resource): Answer {
  return ask(resource, ["properties", "publicNetworkAccess"], isOneOf(["Disabled", "SecuredByPerimeter"], false));
}

/** Where a resource keeps its firewall, if its kind has one. */
function aclOf(resource: Resource): Path | undefined {
  switch (resource.kind) {
    case "microsoft.storage/storageaccounts":
    case "microsoft.keyvault/vaults":
    case "microsoft.keyvault/managedhsms":
    case "microsoft.machinelearningservices/workspaces":
      return ["properties", "networkAcls"];
    case "microsoft.containerregistry/registries":
      return ["properties", "networkRuleSet"];
    default:
      return undefined;
  }
}

/** Whether its kind has a firewall that a stable API version knows. */
export function hasFirewall(resource: Resource): boolean {
  return aclOf(resource) !== undefined && resource.kind !== "microsoft.machinelearningservices/workspaces";
}

/** Whether subnets are let in by service endpoints. */
export function hasServiceEndpoints(resource: Resource): boolean {
  const acl = aclOf(resource);
  const rules = acl && look(resource.body, [...acl, "virtualNetworkRules"], resource.condition);
  return rules?.is === "value" && rules.value.kind === "list" && rules.value.items.length > 0;
}

// How messages call resources.

import type { Resource } from "../../model/graph.ts";
import { stringAt } from "../../model/look.ts";
import { own } from "../../model/own.ts";

const nouns: Readonly<Record<string, string>> = {
  "microsoft.machinelearningservices/workspaces": "workspace",
  "microsoft.machinelearningservices/workspaces/computes": "compute",
  "microsoft.machinelearningservices/workspaces/datastores": "datastore",
  "microsoft.machinelearningservices/workspaces/onlineendpoints": "online endpoint",
  "microsoft.machinelearningservices/registries": "machine learning registry",
  "microsoft.storage/storageaccounts": "storage account",
  "microsoft.keyvault/vaults": "key vault",
  "microsoft.keyvault/managedhsms": "managed HSM",
  "microsoft.keyvault/vaults/keys": "key",
  "microsoft.containerregistry/registries": "container registry",
  "microsoft.insights/components": "Application Insights component",
  "microsoft.insights/privatelinkscopes": "Azure Monitor private link scope",
  "microsoft.operationalinsights/workspaces": "Log Analytics workspace",
  "microsoft.operationalinsights/clusters": "Log Analytics cluster",
  "microsoft.network/privateendpoints": "private endpoint",
  "microsoft.network/privatednszones": "private DNS zone",
  "microsoft.network/privatednszones/virtualnetworklinks": "virtual network link",
  "microsoft.network/virtualnetworks": "virtual network",
  "microsoft.network/virtualnetworks/subnets": "subnet",
  "microsoft.network/firewallpolicies": "firewall policy",
  "microsoft.network/azurefirewalls": "firewall",
  "microsoft.network/networksecuritygroups": "security group",
  "microsoft.network/routetables": "route table",
  "microsoft.network/bastionhosts": "Bastion host",
  "microsoft.network/networkinterfaces": "network interface",
  "microsoft.compute/virtualmachines": "virtual machine",
  "microsoft.compute/diskencryptionsets": "disk encryption set",
  "microsoft.managedidentity/userassignedidentities": "managed identity",
  "microsoft.containerservice/managedclusters": "Kubernetes cluster",
  "microsoft.containerinstance/containergroups": "container group",
};

/** `storage account 'stmlprod'`; by what is known of the name, by symbol, by noun alone where there is neither. */
export function called(resource: Resource): string {
  const name = nameOf(resource) ?? partOf(resource) ?? resource.symbol;
  return name === undefined ? `a ${nounOf(resource)}` : `${nounOf(resource)} '${name}'`;
}

/** As `called`, to open a sentence with. */
export function opening(resource: Resource): string {
  const text = called(resource);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The resource's own name, where it is known for sure. */
export function nameOf(resource: Resource): string | undefined {
  const last = resource.names.at(-1);
  return last && stringAt(last, [], resource.condition);
}

/** `st…prod`: a name of which a part is known. */
function partOf(resource: Resource): string | undefined {
  const last = resource.names.at(-1);
  if (last?.kind !== "text") return undefined;
  return last.parts.map((part) => (part.kind === "scalar" ? String(part.value) : "…")).join("");
}

function nounOf(resource: Resource): string {
  return own(nouns, resource.kind) ?? resource.type.split("/").at(-1)?.replace(/s$/, "") ?? "resource";
}

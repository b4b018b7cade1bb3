// Azure Verified Modules that are not on disk: what they are of, and what the workspace's module is told.

import type { Declaration } from "../../../model/declaration.ts";
import { own } from "../../../model/own.ts";
import type { Value } from "../../../model/value.ts";
import { type Common, workspaceDeclarations } from "./avm-workspace.ts";

const modules: { readonly [name: string]: readonly string[] } = {
  "machinelearningservices-workspace": [
    "Microsoft.MachineLearningServices/workspaces",
    "Microsoft.Network/privateEndpoints",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "Microsoft.Storage/storageAccounts",
    "Microsoft.KeyVault/vaults",
    "Microsoft.ContainerRegistry/registries",
    "Microsoft.Insights/components",
    "Microsoft.OperationalInsights/workspaces",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Authorization/roleAssignments",
  ],
  "storage-storageaccount": [
    "Microsoft.Storage/storageAccounts",
    "Microsoft.Network/privateEndpoints",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Authorization/roleAssignments",
  ],
  "keyvault-vault": [
    "Microsoft.KeyVault/vaults",
    "Microsoft.KeyVault/vaults/keys",
    "Microsoft.Network/privateEndpoints",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Authorization/roleAssignments",
  ],
  "containerregistry-registry": [
    "Microsoft.ContainerRegistry/registries",
    "Microsoft.Network/privateEndpoints",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "Microsoft.Authorization/roleAssignments",
  ],
  "network-virtualnetwork": [
    "Microsoft.Network/virtualNetworks",
    "Microsoft.Network/virtualNetworks/subnets",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
  ],
  "network-privatednszone": ["Microsoft.Network/privateDnsZones", "Microsoft.Network/privateDnsZones/virtualNetworkLinks"],
  "network-networksecuritygroup": ["Microsoft.Network/networkSecurityGroups", "Microsoft.Network/networkSecurityGroups/securityRules"],
  "network-azurefirewall": ["Microsoft.Network/azureFirewalls"],
  "network-firewallpolicy": ["Microsoft.Network/firewallPolicies", "Microsoft.Network/firewallPolicies/ruleCollectionGroups"],
  "network-routetable": ["Microsoft.Network/routeTables", "Microsoft.Network/routeTables/routes"],
  "network-publicipaddress": ["Microsoft.Network/publicIPAddresses"],
  "network-natgateway": ["Microsoft.Network/natGateways"],
  "network-bastionhost": ["Microsoft.Network/bastionHosts"],
  "network-privateendpoint": ["Microsoft.Network/privateEndpoints", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"],
  "operationalinsights-workspace": ["Microsoft.OperationalInsights/workspaces", "Microsoft.Network/privateEndpoints"],
  "insights-component": ["Microsoft.Insights/components"],
  "managedidentity-userassignedidentity": ["Microsoft.ManagedIdentity/userAssignedIdentities"],
  "resources-resourcegroup": ["Microsoft.Resources/resourceGroups", "Microsoft.Authorization/roleAssignments"],
};

/** Modules that declare nothing in Azure. */
const empty = /(^|\/)(Azure\/naming|Azure\/regions|Azure\/avm-utl-[a-z0-9-]+)\/azurerm/i;

function nameOf(source: string): string | undefined {
  return /(?:^|\/)(?:terraform-azurerm-)?avm-res-([a-z0-9-]+)(?=$|[?/]|\.git)/i.exec(source)?.[1]?.toLowerCase();
}

/** The resource types a module may hold; undefined when it is not one of these. */
export function avmTypes(source: string): readonly string[] | undefined {
  if (empty.test(source)) return [];
  const name = nameOf(source);
  return name ? own(modules, name) : undefined;
}

/** What the inputs of a module tell of what it declares. */
export function avmDeclarations(
  source: string,
  values: ReadonlyMap<string, Value>,
  common: Common,
): { readonly declarations: readonly Declaration[]; readonly outputs: ReadonlyMap<string, Value> } {
  if (nameOf(source) !== "machinelearningservices-workspace") return { declarations: [], outputs: new Map() };
  return workspaceDeclarations(values, common);
}

/** Where a row lies and what it is, told from its id alone: Azure gives types in any case, and some wrongly. */
export interface RowId {
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** One for each segment of the type after the provider. */
  readonly names: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** The id of the resource that an extension resource is about. */
  readonly scope?: string;
}

/** Undefined for anything that is not the id of a resource. */
export function parseRowId(id: string): RowId | undefined {
  const at = id.toLowerCase().lastIndexOf("/providers/");
  if (at < 0) return undefined;
  const [namespace, ...rest] = id.slice(at + "/providers/".length).split("/");
  if (!namespace || rest.length < 2 || rest.length % 2 !== 0 || rest.includes("")) return undefined;
  const before = id.slice(0, at);
  const place = before.split("/");
  const inSubscription = place[1]?.toLowerCase() === "subscriptions" ? place[2] : undefined;
  const inGroup = place[3]?.toLowerCase() === "resourcegroups" ? place[4] : undefined;
  return {
    type: canonical([namespace, ...rest.filter((_, i) => i % 2 === 0)].join("/")),
    names: rest.filter((_, i) => i % 2 === 1),
    ...(inSubscription ? { subscription: inSubscription } : {}),
    ...(inGroup ? { resourceGroup: inGroup } : {}),
    ...(before.toLowerCase().includes("/providers/") ? { scope: before } : {}),
  };
}

/** The type as Microsoft writes it, for the types that the product is about. */
export function canonical(type: string): string {
  return SPELLINGS.get(type.toLowerCase()) ?? type;
}

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [
    "Microsoft.MachineLearningServices/workspaces",
    "Microsoft.MachineLearningServices/workspaces/computes",
    "Microsoft.MachineLearningServices/workspaces/datastores",
    "Microsoft.MachineLearningServices/workspaces/outboundRules",
    "Microsoft.MachineLearningServices/workspaces/onlineEndpoints",
    "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments",
    "Microsoft.MachineLearningServices/registries",
    "Microsoft.Storage/storageAccounts",
    "Microsoft.KeyVault/vaults",
    "Microsoft.ContainerRegistry/registries",
    "Microsoft.Insights/components",
    "Microsoft.Insights/privateLinkScopes",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Authorization/roleAssignments",
    "Microsoft.Authorization/locks",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    "Microsoft.Network/privateEndpoints",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "Microsoft.Network/networkInterfaces",
    "Microsoft.Network/privateDnsZones",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    "Microsoft.Network/privateDnsZones/A",
    "Microsoft.Network/virtualNetworks",
    "Microsoft.Network/virtualNetworks/subnets",
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Network/networkSecurityGroups/securityRules",
    "Microsoft.Network/applicationSecurityGroups",
    "Microsoft.Network/routeTables",
    "Microsoft.Network/routeTables/routes",
    "Microsoft.Network/azureFirewalls",
    "Microsoft.Network/firewallPolicies",
    "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    "Microsoft.Network/ipGroups",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/publicIPAddresses",
    "Microsoft.Network/serviceEndpointPolicies",
    "Microsoft.Network/bastionHosts",
    "Microsoft.Compute/virtualMachines",
  ].map((type) => [type.toLowerCase(), type]),
);

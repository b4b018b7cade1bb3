// Azure Verified Modules that are not on disk: what they are of, and what the workspace's module is told.

import type { Declaration } from "../../../model/declaration.ts";
import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import { type Condition, object, type Property, type Reason, reference, type Value } from "../../../model/value.ts";
import { toArm } from "../azurerm/codecs.ts";
import { isNull, propertyOf } from "../evaluate/values.ts";

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

interface Common {
  readonly prefix: string;
  readonly condition: Condition;
  readonly calls: readonly Origin[];
  readonly span: Origin;
  readonly at: Origin;
  readonly because: Reason;
}

/** The workspace as the inputs of its module describe it; everything else of it is open. */
export function avmDeclarations(
  source: string,
  values: ReadonlyMap<string, Value>,
  common: Common,
): { readonly declarations: readonly Declaration[]; readonly outputs: ReadonlyMap<string, Value> } {
  if (nameOf(source) !== "machinelearningservices-workspace") return { declarations: [], outputs: new Map() };
  const key = `${common.prefix}azapi_resource.this`;
  const name = values.get("name");
  const declaration: Declaration = {
    key,
    type: "Microsoft.MachineLearningServices/workspaces",
    names: name ? [name] : [],
    existing: false,
    condition: common.condition,
    body: bodyOf(values, common),
    at: common.at,
    span: common.span,
    symbol: `${common.prefix.slice(0, -1)}`,
    calls: common.calls,
    language: "terraform",
  };
  const id = reference({ by: "key", key }, [], common.at);
  return {
    declarations: [declaration],
    outputs: new Map<string, Value>([["resource_id", id], ...(name ? [["name", name] as const] : [])]),
  };
}

function bodyOf(values: ReadonlyMap<string, Value>, common: Common): Value {
  const properties: Property[] = [];
  const put = (argument: string, path: string, make: (value: Value) => Value | undefined): void => {
    const given = values.get(argument);
    const value = given && !isNull(given) ? make(given) : undefined;
    if (value) properties.push({ name: path, at: value.at, value });
  };
  put("public_network_access_enabled", "publicNetworkAccess", (value) => toArm("enabled", value));
  put("is_private", "publicNetworkAccess", (value) => toArm("notEnabled", value));
  put("container_registry_id", "containerRegistry", (value) => value);
  put("container_registry", "containerRegistry", (value) => member(value, "resource_id"));
  put("storage_account", "storageAccount", (value) => member(value, "resource_id"));
  put("storage_account_id", "storageAccount", (value) => value);
  put("key_vault", "keyVault", (value) => member(value, "resource_id"));
  put("key_vault_id", "keyVault", (value) => value);
  put("application_insights", "applicationInsights", (value) => member(value, "resource_id"));
  put("application_insights_id", "applicationInsights", (value) => value);
  put("image_build_compute_name", "imageBuildCompute", (value) => value);
  put("high_business_impact", "hbiWorkspace", (value) => value);
  put("hbi_workspace", "hbiWorkspace", (value) => value);
  put("workspace_managed_network", "managedNetwork", (value) => renamed(value, { isolation_mode: "isolationMode" }));
  put("customer_managed_key", "encryption", (value) => encryptionOf(value));
  const body: Property[] = [{ name: "properties", at: common.at, value: object(properties, common.at, common.because) }];
  const top = (argument: string, path: string): void => {
    const value = values.get(argument);
    if (value && !isNull(value)) body.push({ name: path, at: value.at, value });
  };
  top("location", "location");
  top("kind", "kind");
  top("tags", "tags");
  return object(body, common.at, common.because);
}

function member(value: Value, name: string): Value | undefined {
  if (value.kind !== "object") return value.kind === "scalar" ? undefined : value;
  const found = propertyOf(value, name)?.value;
  return found && !isNull(found) ? found : undefined;
}

function renamed(value: Value, names: { readonly [name: string]: string }): Value {
  if (value.kind !== "object") return value;
  return object(
    [...value.props.values()].map((property) => ({ ...property, name: own(names, property.name) ?? property.name })),
    value.at,
    value.open,
  );
}

function encryptionOf(value: Value): Value {
  if (value.kind !== "object") return value;
  const vault = member(value, "key_vault_resource_id");
  const identity = member(value, "user_assigned_identity");
  const identityId = identity ? member(identity, "resource_id") : undefined;
  const because: Reason = { kind: "module", text: "The module makes the key's address from the vault and the key's name." };
  const { at } = value;
  const enabled: Value = { kind: "scalar", value: "Enabled", at };
  return object(
    [
      { name: "status", at, value: enabled },
      { name: "keyVaultProperties", at, value: object(vault ? [{ name: "keyVaultArmId", at, value: vault }] : [], at, because) },
      ...(identityId ? [{ name: "identity", at, value: object([{ name: "userAssignedIdentity", at, value: identityId }], at) }] : []),
    ],
    at,
  );
}

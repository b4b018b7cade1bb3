// From a resource to those that its network story needs: which ids in a row are worth a read.

import type { AzureRow, Json } from "../model/azure.ts";
import { own } from "../model/own.ts";
import { parseId } from "./ids.ts";
import { isObject } from "./read.ts";

/** Ids that a row leads to, in the row's own case. `peered`: the row was itself reached over a peering, which is not followed on. */
export function leadsTo(row: AzureRow, peered: boolean): readonly string[] {
  const type = parseId(row.id)?.type.toLowerCase() ?? "";
  const properties = isObject(row.properties) ? row.properties : {};
  const ids = (own(PATHS, type) ?? []).flatMap((path) => collect(properties, path)).flatMap(topLevel);
  const peers =
    type === NETWORK && !peered ? collect(properties, ["virtualNetworkPeerings", "*", "properties", "remoteVirtualNetwork", "id"]) : [];
  return [...new Set([...ids, ...peers, ...identitiesOf(row), ...keyOf(properties)])];
}

/** Who stands in a network's subnets and may be read: interfaces of machines and of endpoints, Bastion hosts. Nodes of scale sets are not. */
export function standingIn(network: AzureRow): readonly string[] {
  const properties = isObject(network.properties) ? network.properties : {};
  const found = collect(properties, ["subnets", "*", "properties", "ipConfigurations", "*", "id"]).filter((id) =>
    /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/(networkinterfaces|bastionhosts)\/[^/]+\/[^/]+\/[^/]+$/i.test(
      id,
    ),
  );
  return [...new Set(found.map((id) => id.split("/").slice(0, -2).join("/")))];
}

function identitiesOf(row: AzureRow): readonly string[] {
  const assigned = isObject(row.identity) ? row.identity.userAssignedIdentities : undefined;
  return isObject(assigned) ? Object.keys(assigned).filter((id) => parseId(id)) : [];
}

/** The key that encrypts a workspace, by the id of its vault and the address of the key. */
function keyOf(properties: { readonly [name: string]: Json }): readonly string[] {
  const [vault] = collect(properties, ["encryption", "keyVaultProperties", "keyVaultArmId"]);
  const encryption = isObject(properties.encryption) ? properties.encryption.keyVaultProperties : undefined;
  const address = isObject(encryption) ? encryption.keyIdentifier : undefined;
  const name = typeof address === "string" ? /\/keys\/([\w-]+)/.exec(address)?.[1] : undefined;
  return vault && name ? [`${vault}/keys/${name}`] : [];
}

const NETWORK = "microsoft.network/virtualnetworks";

const CONNECTIONS = ["privateEndpointConnections", "*", "properties", "privateEndpoint", "id"];

const PATHS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "microsoft.machinelearningservices/workspaces": [
    ["storageAccount"],
    ["keyVault"],
    ["containerRegistry"],
    ["applicationInsights"],
    ["hubResourceId"],
    ["encryption", "keyVaultProperties", "keyVaultArmId"],
    ["serverlessComputeSettings", "serverlessComputeCustomSubnet"],
    CONNECTIONS,
  ],
  "microsoft.machinelearningservices/workspaces/computes": [["properties", "subnet", "id"], ["resourceId"]],
  "microsoft.storage/storageaccounts": [CONNECTIONS],
  "microsoft.keyvault/vaults": [CONNECTIONS],
  "microsoft.containerregistry/registries": [CONNECTIONS],
  "microsoft.network/privateendpoints": [
    ["subnet", "id"],
    ["networkInterfaces", "*", "id"],
  ],
  "microsoft.network/networkinterfaces": [
    ["virtualMachine", "id"],
    ["networkSecurityGroup", "id"],
    ["ipConfigurations", "*", "properties", "publicIPAddress", "id"],
  ],
  "microsoft.compute/virtualmachines": [["networkProfile", "networkInterfaces", "*", "id"]],
  "microsoft.network/privateendpoints/privatednszonegroups": [["privateDnsZoneConfigs", "*", "properties", "privateDnsZoneId"]],
  [NETWORK]: [
    ["subnets", "*", "properties", "networkSecurityGroup", "id"],
    ["subnets", "*", "properties", "routeTable", "id"],
    ["subnets", "*", "properties", "natGateway", "id"],
  ],
  "microsoft.network/azurefirewalls": [
    ["firewallPolicy", "id"],
    ["ipConfigurations", "*", "properties", "publicIPAddress", "id"],
  ],
  "microsoft.network/firewallpolicies": [["basePolicy", "id"]],
  "microsoft.network/natgateways": [["publicIpAddresses", "*", "id"]],
};

/** Values at a path; `*` stands for every item of a list. */
function collect(json: Json | undefined, path: readonly string[]): readonly string[] {
  const [step, ...rest] = path;
  if (step === undefined) return typeof json === "string" && json.startsWith("/") ? [json] : [];
  if (step === "*") return Array.isArray(json) ? json.flatMap((item: Json) => collect(item, rest)) : [];
  if (!isObject(json)) return [];
  const key = Object.hasOwn(json, step) ? step : Object.keys(json).find((name) => name.toLowerCase() === step.toLowerCase());
  return key === undefined ? [] : collect(own(json, key), rest);
}

/** A subnet is read with its network; anything else by itself. */
function topLevel(id: string): readonly string[] {
  const target = parseId(id);
  if (!target) return [];
  return [target.type.toLowerCase() === `${NETWORK}/subnets` ? id.split("/").slice(0, -2).join("/") : id];
}

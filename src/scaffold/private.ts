// Requirement rows as private endpoints with their zones, and the key, the identity and the rights that customer-managed keys ask for.
import { own } from "../model/own.ts";
import type { Change, Draft, NewResource } from "../model/repair.ts";
import type { Requirement } from "../model/requirement.ts";
import { roles } from "../rulebook/questions/rights.ts";

type LinkRow = Requirement & { readonly link: NonNullable<Requirement["link"]> };

/** The parameter with the id of what an endpoint leads to, by the type of the resource. */
const targets: Readonly<Record<string, Draft>> = {
  "microsoft.storage/storageaccounts": { $parameter: "storageAccountId", description: "Id of the workspace's storage account." },
  "microsoft.keyvault/vaults": { $parameter: "keyVaultId", description: "Id of the workspace's key vault." },
  "microsoft.containerregistry/registries": { $parameter: "containerRegistryId", description: "Id of the workspace's container registry." },
};
const workspace = "microsoft.machinelearningservices/workspaces";
const subnet: Draft = { $parameter: "privateEndpointSubnetId", description: "Id of the subnet for private endpoints." };
const network: Draft = { $parameter: "virtualNetworkId", description: "Id of the virtual network that resolves private names." };

/** An endpoint for each sub-resource that is always asked for, beside the workspace's own, and for each its zones, links and zone group. */
export function endpointChanges(seeded: string, rows: readonly Requirement[]): readonly Change[] {
  const links = rows.filter((row): row is LinkRow => row.link !== undefined && row.level !== "situational");
  const resources = links
    .filter(({ kind }) => kind === "privateEndpoint")
    .flatMap((row): readonly NewResource[] => {
      const type = row.link.type.toLowerCase();
      const target = own(targets, type);
      const zones = links.filter((zone) => zone.kind === "privateDnsZone" && sameLink(zone, row)).map(({ value }) => value);
      if (type === workspace) return [...zones.flatMap(zone), group(seeded, "workspace", zones)];
      const key = `${row.link.group}Endpoint`;
      return target ? [endpoint(key, row.link.group, target), ...zones.flatMap(zone), group(key, row.link.group, zones)] : [];
    });
  return [{ do: "add", beside: seeded, resources }];
}

function sameLink(a: LinkRow, b: LinkRow): boolean {
  return a.link.type.toLowerCase() === b.link.type.toLowerCase() && a.link.group.toLowerCase() === b.link.group.toLowerCase();
}

function endpoint(key: string, groupId: string, target: Draft): NewResource {
  const connection = { name: groupId, properties: { privateLinkServiceId: target, groupIds: [groupId] } };
  return {
    key,
    type: "Microsoft.Network/privateEndpoints",
    apiVersion: "2024-05-01",
    name: `aml-pe-${groupId.toLowerCase()}`,
    body: { location: { $deployment: "location" }, properties: { subnet: { id: subnet }, privateLinkServiceConnections: [connection] } },
  };
}

function zone(name: string): readonly NewResource[] {
  const key = keyOfZone(name);
  return [
    { key, type: "Microsoft.Network/privateDnsZones", apiVersion: "2024-06-01", name, body: { location: "global", properties: {} } },
    {
      key: `${key}Link`,
      type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
      apiVersion: "2024-06-01",
      name: "network",
      parent: key,
      body: { location: "global", properties: { registrationEnabled: false, virtualNetwork: { id: network } } },
    },
  ];
}

function keyOfZone(name: string): string {
  const [first = "zone", second = ""] = name.replace(/^privatelink\./, "").split(".");
  return `${first}${first === "blob" || first === "file" ? "" : second.charAt(0).toUpperCase() + second.slice(1)}Zone`;
}

function group(parent: string, stem: string, zones: readonly string[]): NewResource {
  const privateDnsZoneConfigs = zones.map((name) => ({
    name: name.replaceAll(".", "-"),
    properties: { privateDnsZoneId: { $ref: keyOfZone(name) } },
  }));
  return {
    key: `${stem}Zones`,
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    apiVersion: "2024-05-01",
    name: "default",
    parent,
    body: { properties: { privateDnsZoneConfigs } },
  };
}

/** A key in the vault, the identity that reads it, and the role for it and for Azure Cosmos DB. */
export function keyChanges(vault: string): readonly Change[] {
  const cosmos: Draft = {
    $parameter: "cosmosDbPrincipalId",
    description: "Object id of the service principal of Azure Cosmos DB in this tenant.",
  };
  const resources: readonly NewResource[] = [
    {
      key: "workspaceKey",
      type: "Microsoft.KeyVault/vaults/keys",
      apiVersion: "2023-07-01",
      name: "workspace",
      parent: vault,
      body: { properties: { kty: "RSA-HSM", keySize: 3072, keyOps: ["wrapKey", "unwrapKey"] } },
    },
    {
      key: "cmkIdentity",
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      apiVersion: "2023-01-31",
      name: { $name: "cmk-id" },
      body: { location: { $deployment: "location" } },
    },
    role("identity", vault, { $ref: "cmkIdentity", path: ["properties", "principalId"] }),
    role("cosmosDb", vault, cosmos),
  ];
  return [{ do: "add", beside: vault, resources }];
}

function role(stem: string, vault: string, principalId: Draft): NewResource {
  return {
    key: `${stem}KeyUser`,
    type: "Microsoft.Authorization/roleAssignments",
    apiVersion: "2022-04-01",
    name: { $unique: [{ $ref: vault }, stem, "key-user"] },
    scope: { $ref: vault },
    body: {
      properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roles.keyUser[0]}`,
        principalId,
        principalType: "ServicePrincipal",
      },
    },
  };
}

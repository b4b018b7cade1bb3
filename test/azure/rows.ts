// Builders of ARM-shaped rows for tests, and one private workspace with everything around it.
import type { ArmResource } from "./world.ts";
import { typeOfId } from "./world.ts";

export const SUBSCRIPTION = "11111111-2222-3333-4444-000000000001";

/** `of("rg", "Microsoft.Network/virtualNetworks/vnet")` gives the id. */
export function idOf(group: string, path: string, subscription = SUBSCRIPTION): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${path}`;
}

export function resource(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): ArmResource {
  return { id, name: id.slice(id.lastIndexOf("/") + 1), type: typeOfId(id), location: "eastus", ...more, properties };
}

/** A workspace `mlw{n}` with its stores, endpoints, zones, network, firewall policy: 22 rows and more by pages. */
export function workspaceRows(n = 1, subscription = SUBSCRIPTION): ArmResource[] {
  const group = `rg-ml${n}`;
  const at = (path: string) => idOf(group, path, subscription);
  const network = at(`Microsoft.Network/virtualNetworks/vnet${n}`);
  const subnet = (name: string) => `${network}/subnets/${name}`;
  const workspace = at(`Microsoft.MachineLearningServices/workspaces/mlw${n}`);
  const storage = at(`Microsoft.Storage/storageAccounts/stml${n}`);
  const vault = at(`Microsoft.KeyVault/vaults/kv-ml${n}`);
  const registry = at(`Microsoft.ContainerRegistry/registries/crml${n}`);
  const insights = at(`microsoft.insights/components/appi${n}`);
  const policy = at(`Microsoft.Network/firewallPolicies/afwp${n}`);
  const group1 = at(`Microsoft.Network/networkSecurityGroups/nsg${n}`);
  const routes = at(`Microsoft.Network/routeTables/rt${n}`);
  return [
    resource(
      workspace,
      {
        storageAccount: storage,
        keyVault: vault,
        containerRegistry: registry,
        applicationInsights: insights,
        publicNetworkAccess: "Disabled",
        workspaceId: `id-${n}`,
        encryption: {
          status: "Enabled",
          keyVaultProperties: { keyVaultArmId: vault, keyIdentifier: `https://kv-ml${n}.vault.azure.net/keys/cmk` },
        },
      },
      { kind: "Default", sku: { name: "Basic", tier: "Basic" }, identity: { type: "SystemAssigned", principalId: principalOf(n) } },
    ),
    resource(`${workspace}/computes/cpu`, {
      computeType: "AmlCompute",
      properties: { subnet: { id: subnet("training") }, enableNodePublicIp: false },
    }),
    resource(
      storage,
      { publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Deny", bypass: "AzureServices" }, minimumTlsVersion: "TLS1_2" },
      { kind: "StorageV2", sku: { name: "Standard_LRS" } },
    ),
    resource(vault, {
      publicNetworkAccess: "Disabled",
      enablePurgeProtection: true,
      enableSoftDelete: true,
      networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
    }),
    resource(registry, { publicNetworkAccess: "Disabled", adminUserEnabled: false }, { sku: { name: "Premium" } }),
    resource(insights, { Application_Type: "web" }),
    resource(group1, {
      securityRules: [
        {
          id: `${group1}/securityRules/aml`,
          name: "aml",
          properties: {
            direction: "Inbound",
            access: "Allow",
            protocol: "Tcp",
            priority: 100,
            sourceAddressPrefix: "AzureMachineLearning",
            sourcePortRange: "*",
            destinationAddressPrefix: "*",
            destinationPortRange: "44224",
          },
        },
      ],
    }),
    resource(routes, {
      routes: [
        {
          id: `${routes}/routes/out`,
          name: "out",
          properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
        },
      ],
    }),
    resource(network, {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [
        { id: subnet("AzureFirewallSubnet"), name: "AzureFirewallSubnet", properties: { addressPrefix: "10.0.0.0/26" } },
        {
          id: subnet("training"),
          name: "training",
          properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: group1 }, routeTable: { id: routes } },
        },
        { id: subnet("endpoints"), name: "endpoints", properties: { addressPrefix: "10.0.2.0/24" } },
      ],
    }),
    resource(at(`Microsoft.Network/azureFirewalls/afw${n}`), {
      firewallPolicy: { id: policy },
      ipConfigurations: [{ name: "ip", properties: { privateIPAddress: "10.0.0.4", subnet: { id: subnet("AzureFirewallSubnet") } } }],
      sku: { name: "AZFW_VNet", tier: "Standard" },
    }),
    resource(policy, { sku: { tier: "Standard" }, threatIntelMode: "Alert" }),
    resource(`${policy}/ruleCollectionGroups/aml`, { priority: 200, ruleCollections: [networkRules()] }),
    resource(`${vault}/keys/cmk`, { kty: "RSA", keySize: 3072 }),
    resource(at(`Microsoft.Authorization/roleAssignments/role${n}`), {
      principalId: principalOf(n),
      principalType: "ServicePrincipal",
      roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6`,
    }),
    ...[workspace, vault].map((id) =>
      resource(`${id}/providers/Microsoft.Insights/diagnosticSettings/logs`, { logs: [{ categoryGroup: "allLogs", enabled: true }] }),
    ),
    ...endpointRows(
      group,
      subscription,
      n,
      [
        ["ml", workspace, "amlworkspace", ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"]],
        ["blob", storage, "blob", ["privatelink.blob.core.windows.net"]],
        ["file", storage, "file", ["privatelink.file.core.windows.net"]],
        ["kv", vault, "vault", ["privatelink.vaultcore.azure.net"]],
        ["cr", registry, "registry", ["privatelink.azurecr.io"]],
      ],
      network,
    ),
  ];
}

function principalOf(n: number): string {
  return `33333333-0000-0000-0000-${String(n).padStart(12, "0")}`;
}

function networkRules(): unknown {
  const rule = (name: string, tag: string, ports: string[]) => ({
    ruleType: "NetworkRule",
    name,
    ipProtocols: ["TCP"],
    sourceAddresses: ["10.0.1.0/24"],
    destinationAddresses: [tag],
    destinationPorts: ports,
  });
  return {
    ruleCollectionType: "FirewallPolicyFilterRuleCollection",
    name: "net",
    priority: 100,
    action: { type: "Allow" },
    rules: [
      rule("aad", "AzureActiveDirectory", ["80", "443"]),
      rule("aml", "AzureMachineLearning", ["443", "8787", "18881"]),
      rule("arm", "AzureResourceManager", ["443"]),
      rule("mcr", "MicrosoftContainerRegistry", ["443"]),
    ],
  };
}

type Endpoint = readonly [name: string, target: string, group: string, zones: readonly string[]];

function endpointRows(group: string, subscription: string, n: number, endpoints: readonly Endpoint[], network: string): ArmResource[] {
  const at = (path: string) => idOf(group, path, subscription);
  return endpoints.flatMap(([name, target, member, zones], i) => {
    const endpoint = at(`Microsoft.Network/privateEndpoints/pe-${name}${n}`);
    const nic = at(`Microsoft.Network/networkInterfaces/pe-${name}${n}.nic`);
    const zoneIds = zones.map((zone) => at(`Microsoft.Network/privateDnsZones/${zone}`));
    const address = `10.0.2.${4 + i}`;
    return [
      resource(endpoint, {
        subnet: { id: `${network}/subnets/endpoints` },
        networkInterfaces: [{ id: nic }],
        privateLinkServiceConnections: [
          {
            name,
            properties: { privateLinkServiceId: target, groupIds: [member], privateLinkServiceConnectionState: { status: "Approved" } },
          },
        ],
      }),
      resource(`${endpoint}/privateDnsZoneGroups/default`, {
        privateDnsZoneConfigs: zoneIds.map((id) => ({ name: id.slice(id.lastIndexOf("/") + 1), properties: { privateDnsZoneId: id } })),
      }),
      resource(nic, {
        ipConfigurations: [
          {
            properties: {
              privateIPAddress: address,
              privateLinkConnectionProperties: { groupId: member, fqdns: zones.map((zone) => `${name}${n}.${publicName(zone)}`) },
            },
          },
        ],
      }),
      ...zoneIds.flatMap((id) => [
        resource(id, {}, { location: "global" }),
        resource(`${id}/virtualNetworkLinks/link`, { virtualNetwork: { id: network }, registrationEnabled: false }, { location: "global" }),
        resource(`${id}/A/${name}${n}`, { ttl: 10, aRecords: [{ ipv4Address: address }] }),
      ]),
    ];
  });
}

/** What clients ask for in place of a private link zone's name. */
function publicName(zone: string): string {
  return zone.replace(/^privatelink\./, "").replace(/^vaultcore\./, "vault.");
}

/** The same, with the connections to private endpoints that Azure lists at their targets. */
export function linkedRows(n = 1): ArmResource[] {
  return withConnections(workspaceRows(n));
}

export function withConnections(rows: readonly ArmResource[]): ArmResource[] {
  const endpoints = rows.filter(({ type }) => type.endsWith("/privateEndpoints"));
  return rows.map((row) => {
    const own = endpoints.filter(({ properties }) => JSON.stringify(properties).includes(`"privateLinkServiceId":"${row.id}"`));
    const connections = own.map((each) => ({
      id: `${row.id}/privateEndpointConnections/${each.name}`,
      properties: { privateEndpoint: { id: each.id } },
    }));
    return own.length ? { ...row, properties: { ...(row.properties as object), privateEndpointConnections: connections } } : row;
  });
}

// File shares are mounted over SMB, and where a route takes that to a firewall, the firewall sees the private endpoint's address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../support/audit.ts";

const route = (name: string, prefix: string) =>
  `{ name: '${name}', properties: { addressPrefix: '${prefix}', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.0.4' } }`;

const network = (destination: string, policies: string) => `
resource table 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt', location: 'eastus', properties: { routes: [
  ${route("out", "0.0.0.0/0")}
  ${route("inside", "10.0.2.0/24")}
] } }
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: 'eastus', properties: {
  addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
  subnets: [
    { name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.0.0.0/26' } }
    { name: 'train', properties: { addressPrefix: '10.0.1.0/24', routeTable: { id: table.id } } }
    { name: 'inside', properties: { addressPrefix: '10.0.2.0/24', privateEndpointNetworkPolicies: '${policies}' } }
  ]
} }
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = { name: 'afwp', location: 'eastus', properties: {} }
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = { name: 'fw', location: 'eastus', properties: {
  firewallPolicy: { id: policy.id }
  ipConfigurations: [ { name: 'ip', properties: { subnet: { id: '\${vnet.id}/subnets/AzureFirewallSubnet' } } } ]
} }
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = { parent: policy, name: 'aml', properties: { priority: 100, ruleCollections: [
  { ruleCollectionType: 'FirewallPolicyFilterRuleCollection', name: 'c', priority: 100, action: { type: 'Allow' }, rules: [
    { ruleType: 'NetworkRule', name: 'smb', sourceAddresses: [ '10.0.1.0/24' ], ipProtocols: [ 'TCP' ], destinationAddresses: [ '${destination}' ], destinationPorts: [ '445' ] }
  ] }
] } }
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stml', location: 'eastus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} }
resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe', location: 'eastus', properties: {
  subnet: { id: '\${vnet.id}/subnets/inside' }
  privateLinkServiceConnections: [ { name: 'file', properties: { privateLinkServiceId: storage.id, groupIds: [ 'file' ] } } ]
} }
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = { name: 'mlw', location: 'eastus', properties: { storageAccount: storage.id } }
resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = { parent: workspace, name: 'cpu', properties: {
  computeType: 'AmlCompute', properties: { enableNodePublicIp: false, subnet: { id: '\${vnet.id}/subnets/train' } }
} }`;

async function smb(destination: string, policies = "RouteTableEnabled"): Promise<readonly string[]> {
  const { checks, findings } = await audit({ "main.bicep": network(destination, policies) });
  const asked = <One extends { readonly requirement?: { readonly id: string } }>(all: readonly One[]) =>
    all.filter(({ requirement }) => requirement?.id === "outbound-storage-smb");
  return [
    ...asked(checks).map(({ verdict, value }) => `${verdict} ${value}`),
    ...asked(findings).flatMap(({ repair }) => repair?.title ?? []),
  ];
}

test("SMB that a route takes to a firewall has to be let through to the private endpoint's subnet", async () => {
  assert.deepEqual(await smb("10.0.9.0/24"), ["unmet 10.0.2.0/24", "Allow '10.0.2.0/24' on TCP 445 in rule collection 'c'"]);
  assert.deepEqual(await smb("10.0.2.0/24"), ["met 10.0.2.0/24"]);
});

test("the tag that Microsoft's pages name counts as well, and nothing is asked where packets go straight", async () => {
  assert.deepEqual(await smb("Storage.eastus"), ["met Storage.eastus"]);
  assert.deepEqual(await smb("10.0.9.0/24", "Disabled"), []);
});

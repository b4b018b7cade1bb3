// The firewall may name the workspace's own account: a host that only the deployment knows.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "../support/audit.ts";

const services = ["blob", "file", "dfs"];

const network = (account: string, allowed: string, more = "") => `
resource table 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt', location: 'eastus', properties: { routes: [
  { name: 'out', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.0.4' } }
] } }
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: 'eastus', properties: {
  addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
  subnets: [
    { name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.0.0.0/26' } }
    { name: 'train', properties: { addressPrefix: '10.0.1.0/24', routeTable: { id: table.id } } }
  ]
} }
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = { name: 'afwp', location: 'eastus', properties: {} }
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = { name: 'fw', location: 'eastus', properties: {
  firewallPolicy: { id: policy.id }
  ipConfigurations: [ { name: 'ip', properties: { subnet: { id: '\${vnet.id}/subnets/AzureFirewallSubnet' } } } ]
} }
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = { parent: policy, name: 'aml', properties: { priority: 100, ruleCollections: [
  { ruleCollectionType: 'FirewallPolicyFilterRuleCollection', name: 'c', priority: 100, action: { type: 'Allow' }, rules: [
    { ruleType: 'ApplicationRule', name: 'own', sourceAddresses: [ '10.0.1.0/24' ], protocols: [ { protocolType: 'Https', port: 443 } ], targetFqdns: [
      ${services.map((service) => `'${allowed.replace("SERVICE", service)}'`).join("\n      ")}
    ] }
  ] }
] } }
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: ${account}, location: 'eastus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} }
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = { name: 'mlw', location: 'eastus', properties: { storageAccount: storage.id } }
resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = { parent: workspace, name: 'cpu', properties: {
  computeType: 'AmlCompute', properties: { enableNodePublicIp: false, subnet: { id: '\${vnet.id}/subnets/train' } }
} }
${more}`;

/** What is said of the way to the workspace's own storage account. */
async function said(text: string) {
  const { checks } = await audit({ "main.bicep": text });
  return checks.filter(({ requirement }) => requirement?.id === "outbound-own-storage");
}

const verdicts = async (text: string) => (await said(text)).map(({ verdict }) => verdict);

describe("rules for the workspace's own storage account", () => {
  test("are enough by its very name", async () => {
    assert.deepEqual(await verdicts(network("'stml'", "stml.SERVICE.core.windows.net")), ["met"]);
  });

  test("are enough by a name that only Azure works out, where both are the same", async () => {
    const text = network(`'st\${uniqueString(resourceGroup().id)}'`, `\${storage.name}.SERVICE.core.windows.net`);
    assert.deepEqual(await verdicts(text), ["met"]);
  });

  test("are not enough by the name of another", async () => {
    const [unmet, ...others] = await said(network("'stml'", "other.SERVICE.core.windows.net"));
    assert.deepEqual([unmet?.verdict, others], ["unmet", []]);
  });

  test("are unclear where the workspace names none", async () => {
    for (const none of ["null", "''"]) {
      const text = network("'stml'", "stml.SERVICE.core.windows.net").replace("storageAccount: storage.id", `storageAccount: ${none}`);
      assert.deepEqual(await verdicts(text), ["unclear"]);
    }
  });

  test("are unclear where workspaces use different accounts", async () => {
    const another = `
resource storage2 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stml2', location: 'eastus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} }
resource workspace2 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = { name: 'mlw2', location: 'eastus', properties: { storageAccount: storage2.id } }`;
    assert.deepEqual(await verdicts(network("'stml'", "stml.SERVICE.core.windows.net", another)), ["unclear"]);
  });
});

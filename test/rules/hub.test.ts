import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "../support/audit.ts";

/** A stack that holds a hub's firewall policy and nothing else. */
const hub = (rule: string) => `
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = { name: 'afwp', location: 'eastus', properties: {} }
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  parent: policy
  name: 'workloads'
  properties: {
    priority: 100
    ruleCollections: [ { ruleCollectionType: 'FirewallPolicyFilterRuleCollection', name: 'c', priority: 100, action: { type: 'Allow' }, rules: [ ${rule} ] } ]
  }
}`;

async function flows(rule: string): Promise<readonly string[]> {
  const { checks } = await audit({ "hub.bicep": hub(rule) });
  return checks.filter((check) => /^outbound-(service-tag|fqdn)$/.test(check.rule)).map(({ verdict, value }) => `${verdict} ${value}`);
}

describe("a stack that holds only a hub", () => {
  test("is judged as the way out of machine learning when its rules show that it serves it", async () => {
    const tag = `{ ruleType: 'NetworkRule', name: 'aml', sourceAddresses: [ '10.1.0.0/16' ], ipProtocols: [ 'TCP' ], destinationAddresses: [ 'AzureMachineLearning' ], destinationPorts: [ '443', '8787', '18881' ] }`;
    const said = await flows(tag);
    assert.ok(said.includes("met AzureMachineLearning"));
    assert.ok(said.includes("unmet AzureActiveDirectory"));
  });

  test("is left alone when they do not", async () => {
    const other = `{ ruleType: 'ApplicationRule', name: 'web', sourceAddresses: [ '10.1.0.0/16' ], protocols: [ { protocolType: 'Https', port: 443 } ], targetFqdns: [ 'example.com' ] }`;
    assert.deepEqual(await flows(other), []);
  });
});

test("a subnet that everything may leave is not called open for computes that a missing module may hold", async () => {
  const text = `
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg', location: 'eastus', properties: { securityRules: [ { name: 'aml', properties: { priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'AzureMachineLearning', destinationPortRange: '443' } } ] } }
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: 'eastus', properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }, subnets: [ { name: 'training', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: group.id } } } ] } }`;
  const says = async (more: string) =>
    (await audit({ "main.bicep": text + more })).checks
      .filter(({ rule }) => rule === "outbound-unrestricted")
      .map(({ verdict }) => verdict);
  assert.deepEqual(await says(""), ["unmet"]);
  assert.deepEqual(await says("\nmodule ml 'ml.bicep' = { name: 'ml' }\n"), ["unclear"]);
});

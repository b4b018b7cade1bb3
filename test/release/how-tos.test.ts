// The commands of the how-tos, run as they stand there, on files of the kind that they speak of.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Folder, folder, type Ran } from "../cli/command.ts";
import { publishedTags } from "../support/service-tags.ts";

const root = join(import.meta.dirname, "../..");
const page = (name: string) => readFileSync(join(root, "docs/how-to", `${name}.md`), "utf8");
const blocks = (name: string, language: string) =>
  [...page(name).matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(([, text = ""]) => text);

/** What each command of a page says; those that read Azure are held by the tests of live Azure. */
async function runAll(name: string, here: Folder): Promise<ReadonlyMap<string, Ran>> {
  const lines = blocks(name, "sh").flatMap((text) => text.trim().split("\n"));
  const commands = lines.filter((line) => line.startsWith("aml-network-audit ") && !line.includes("--live"));
  assert.ok(commands.length > 1);
  const ran = new Map<string, Ran>();
  for (const command of commands) {
    const one = await here.run(command.split(" ").slice(1));
    assert.notEqual(one.status, 2, `${command}: ${one.said}`);
    ran.set(command.replace("aml-network-audit ", ""), one);
  }
  return ran;
}

const hub = `resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = { name: 'afwp-hub', location: 'eastus', properties: {} }
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  parent: policy
  name: 'workloads'
  properties: {
    priority: 100
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'aml'
        priority: 100
        action: { type: 'Allow' }
        rules: [
          { ruleType: 'NetworkRule', name: 'machine-learning', sourceAddresses: [ '10.1.0.0/16' ], ipProtocols: [ 'TCP' ], destinationAddresses: [ 'AzureMachineLearning' ], destinationPorts: [ '443', '8787', '18881' ] }
        ]
      }
    ]
  }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  location: 'eastus'
  properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }, subnets: [ { name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.0.0.0/26' } } ] }
}
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: 'afw-hub'
  location: 'eastus'
  properties: {
    sku: { name: 'AZFW_VNet', tier: 'Standard' }
    firewallPolicy: { id: policy.id }
    ipConfigurations: [ { name: 'a', properties: { privateIPAddress: '10.0.0.4', subnet: { id: '\${network.id}/subnets/AzureFirewallSubnet' } } } ]
  }
}
`;

const workload = `param firewallAddress string
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: 'eastus'
  properties: { routes: [ { name: 'default', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: firewallAddress } } ] }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-aml'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: [ '10.1.0.0/16' ] }
    subnets: [ { name: 'snet-training', properties: { addressPrefix: '10.1.1.0/24', routeTable: { id: table.id } } } ]
    virtualNetworkPeerings: [ { name: 'hub', properties: { remoteVirtualNetwork: { id: resourceId('Microsoft.Network/virtualNetworks', 'vnet-hub') }, allowForwardedTraffic: true } } ]
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = { name: 'mlw', location: 'eastus', identity: { type: 'SystemAssigned' }, properties: { publicNetworkAccess: 'Disabled' } }
resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = {
  parent: workspace
  name: 'cpu'
  location: 'eastus'
  properties: { computeType: 'AmlCompute', properties: { enableNodePublicIp: false, subnet: { id: '\${network.id}/subnets/snet-training' } } }
}
`;

const stacks = {
  "hub/main.bicep": hub,
  "workload/main.bicep": workload,
  "workload/prod.bicepparam": "using 'main.bicep'\nparam firewallAddress = '10.0.0.4'\n",
};

describe("the commands of the how-tos", () => {
  test("judge a workload by the firewall of its hub, once the configuration of the page says what belongs together", async () => {
    using apart = folder(stacks);
    const alone = JSON.parse((await apart.run(["audit", "workload", "--format", "json"])).out);
    const flowsOf = (report: { checks: { rule: string; verdict: string; witness?: { file: string } }[] }) =>
      report.checks.filter(({ rule }) => rule === "outbound-service-tag");
    assert.ok(flowsOf(alone).length > 3);
    assert.deepEqual(new Set(flowsOf(alone).map(({ verdict }) => verdict)), new Set(["unclear"]));
    const { environments } = JSON.parse((await apart.run(["init", "--dry-run"])).out);
    assert.deepEqual(environments[0].deployments[0], { template: "hub/main.bicep" });
    const [configuration = ""] = blocks("hub", "json");
    using here = folder({
      ...stacks,
      "aml-network-audit.json": configuration,
      "hub.json": readFileSync(join(root, "samples/estate.json")),
      "ServiceTags_Public.json": publishedTags(),
    });
    const ran = await runAll("hub", here);
    assert.match(ran.get("audit")?.out ?? "", /production/);
    const walk = ran.get("explain --to AzureMachineLearning:443 --from snet-training");
    assert.equal(walk?.status, 0);
    assert.match(walk?.out ?? "", /Route 'default'[\s\S]*'afw-hub'[\s\S]*'machine-learning'[\s\S]*hub\/main\.bicep/);
    const together = JSON.parse((await here.run(["audit", "--format", "json"])).out);
    const met = flowsOf(together).filter(({ verdict }) => verdict === "met");
    assert.ok(met.length > 0 && met.every(({ witness }) => witness?.file === "hub/main.bicep"));
  });

  test("judge by Impact Level 5, with its checklist and the lists of its day", async () => {
    using here = folder({ "main.bicep": workload.replaceAll("eastus", "usgovvirginia") });
    const ran = await runAll("il5", here);
    assert.match(readFileSync(join(here.path, "il5.html"), "utf8"), /Impact Level 5 checklist/);
    const lists = [...ran].filter(([command]) => command.startsWith("requirements")).map(([, { out }]) => out);
    assert.equal(lists.length, 2);
    for (const list of lists) assert.match(list, /usgovvirginia|usgovcloudapi|azure\.us/);
  });

  test("judge a managed network by the rules that the page writes", async () => {
    const [network = ""] = blocks("managed-network", "bicep");
    const workspace = `resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {
    publicNetworkAccess: 'Disabled'
${network.replace(/^/gm, "    ").trimEnd()}
  }
}
`;
    using here = folder({ "main.bicep": workspace, "aml-network-audit.json": blocks("managed-network", "json")[0] ?? "" });
    const ran = await runAll("managed-network", here);
    assert.equal(ran.get("explain main.bicep --to pypi.org:443")?.status, 0);
    assert.match(ran.get("audit main.bicep")?.out ?? "", /required rule of Azure/);
    assert.match(ran.get("audit main.bicep")?.out ?? "", /huggingface\.co/);
  });
});

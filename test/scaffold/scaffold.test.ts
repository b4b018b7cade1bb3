import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Cloud } from "../../src/model/declaration.ts";
import { scaffold } from "../../src/scaffold/scaffold.ts";
import { type Grown, type Seeded, seededThings } from "../../src/scaffold/seeds.ts";
import { audit, readers } from "../support/audit.ts";

const names: Readonly<Record<Grown, string>> = { bicep: "main.bicep", arm: "azuredeploy.json", terraform: "main.tf" };

async function write(what: Seeded, language: Grown, cloud: Cloud = "public", region = "eastus"): Promise<string> {
  const made = scaffold({ what, language, cloud, region, features: new Map() }, await readers());
  assert.ok("text" in made, "cannot" in made ? made.cannot : "");
  return made.text;
}

const places = [
  ["public", "eastus"],
  ["usgov", "usgovvirginia"],
  ["china", "chinaeast2"],
] as const;

const around = `
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: location
  properties: {
    routes: [
      { name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.40.0.4' } }
    ]
  }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/16'] }
    subnets: [
      { name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.40.0.0/26' } }
      { name: 'training', properties: { addressPrefix: '10.40.1.0/24', routeTable: { id: table.id } } }
    ]
  }
}
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: 'firewall'
  location: location
  properties: {
    firewallPolicy: { id: policy.id }
    ipConfigurations: [{ name: 'a', properties: { subnet: { id: '\${network.id}/subnets/AzureFirewallSubnet' } } }]
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: location
  properties: {}
}
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  properties: {
    computeType: 'AmlCompute'
    properties: { enableNodePublicIp: false, subnet: { id: '\${network.id}/subnets/training' } }
  }
}
`;

describe("a scaffold", () => {
  for (const [cloud, region] of places) {
    for (const language of ["bicep", "arm", "terraform"] as const) {
      for (const what of seededThings) {
        test(`of a ${what} for ${cloud} in ${language} is read back without a problem and without a finding`, async () => {
          const { problems, deployments, findings } = await audit(
            { [names[language]]: await write(what, language, cloud, region) },
            { cloud },
          );
          assert.deepEqual(problems, []);
          assert.deepEqual(
            findings.filter(({ verdict }) => verdict === "unmet").map(({ message }) => message),
            [],
          );
          assert.ok((deployments[0]?.graph.resources.length ?? 0) > 0);
        });
      }
    }
  }

  for (const [cloud, region] of places) {
    test(`of a firewall policy lets every required flow of ${cloud} through`, async () => {
      const text = `${await write("firewall-policy", "bicep", cloud, region)}${around}`
        .replace("param sourceAddressPrefixes array", "param sourceAddressPrefixes array = ['10.40.1.0/24']")
        .replace("resourceGroup().location", `'${region}'`);
      const { findings, checks } = await audit({ "main.bicep": text });
      const flows = findings.filter((finding) => finding.rule.startsWith("outbound-"));
      assert.deepEqual(
        flows.map((finding) => finding.message),
        [],
      );
      assert.ok(checks.filter((check) => check.rule === "outbound-service-tag" && check.verdict === "met").length >= 8);
    });
  }
});

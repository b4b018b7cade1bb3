// Everything that 'aml-network-audit.json' holds, tried through the command line as a team would.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Folder, folder, openVault } from "./command.ts";

const known = { rule: "public-network-access", subject: "kv-open", reason: "Closed next month." };
const vaultOpen = /public-network-access/;

/** A network whose computes leave through a firewall that only the hub's stack knows. */
const workload = `
param firewallAddress string = '10.0.0.4'
resource routes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: 'eastus'
  properties: { routes: [ { name: 'out', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: firewallAddress } } ] }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'spoke'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: [ '10.1.0.0/16' ] }
    subnets: [ { name: 'training', properties: { addressPrefix: '10.1.1.0/24', routeTable: { id: routes.id } } } ]
  }
}
resource peering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = {
  parent: network
  name: 'to-hub'
  properties: { allowForwardedTraffic: true, remoteVirtualNetwork: { id: resourceId('Microsoft.Network/virtualNetworks', 'hub') } }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {}
}
resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = {
  parent: workspace
  name: 'cpu'
  location: 'eastus'
  properties: {
    computeType: 'AmlCompute'
    properties: { enableNodePublicIp: false, subnet: { id: network.properties.subnets[0].id } }
  }
}
`;
const hub = `
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'hub'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [ { name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.0.0.0/26' } } ]
  }
}
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = {
  name: 'afwp'
  location: 'eastus'
  properties: { sku: { tier: 'Standard' } }
}
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: 'afw'
  location: 'eastus'
  properties: {
    firewallPolicy: { id: policy.id }
    ipConfigurations: [ { name: 'ip', properties: { privateIPAddress: '10.0.0.4', subnet: { id: network.properties.subnets[0].id } } } ]
  }
}
`;

async function report(here: Folder, ...args: readonly string[]) {
  const { status, out } = await here.run(["audit", "--format", "json", ...args]);
  const { findings, problems, deployments = [] } = JSON.parse(out);
  return { status, findings, problems, deployments } as {
    readonly status: number;
    readonly findings: readonly { rule: string; severity: string; verdict: string; file: string; suppressed?: object; baseline?: true }[];
    readonly problems: readonly { file: string; range: { start: { line: number } }; message: string }[];
    readonly deployments: readonly object[];
  };
}

const configured = (files: Readonly<Record<string, string>>, configuration: object) =>
  folder({ ...files, "aml-network-audit.json": JSON.stringify(configuration, undefined, 2) });

describe("a configuration file beside the templates", () => {
  test("puts the stacks of an environment together, so that the hub's firewall is judged for the workload", async () => {
    const stacks = { "hub/main.bicep": hub, "work/main.bicep": workload };
    using apart = folder(stacks);
    const alone = (await report(apart)).findings.filter(({ rule }) => rule === "outbound-service-tag");
    assert.ok(alone.length > 0 && alone.every(({ verdict }) => verdict === "unclear"));
    using together = configured(stacks, {
      environments: [{ name: "production", deployments: [{ template: "hub/main.bicep" }, { template: "work/main.bicep" }] }],
    });
    const stopped = (await report(together)).findings.filter(({ rule }) => rule === "outbound-service-tag");
    assert.ok(stopped.some(({ verdict, file }) => verdict === "unmet" && file === "hub/main.bicep"));
  });

  test("suppresses a finding with its reason until the last day, and not after it", async () => {
    using during = configured({ "main.bicep": openVault }, { suppressions: [{ ...known, until: "2026-11-21" }] });
    assert.deepEqual((await report(during)).findings.find(({ rule }) => rule === known.rule)?.suppressed, { reason: known.reason });
    using after = configured({ "main.bicep": openVault }, { suppressions: [{ ...known, until: "2026-11-20" }] });
    assert.equal((await report(after)).findings.find(({ rule }) => rule === known.rule)?.suppressed, undefined);
  });

  test("names the baseline, relative to itself", async () => {
    using here = configured({ "infra/main.bicep": openVault }, { baseline: "known/baseline.json" });
    here.write("known/.keep", "");
    assert.equal((await here.run(["audit", "infra", "--write-baseline", "known/baseline.json", "--fail-on", "note"])).status, 0);
    const { status, findings } = await report(here, "infra", "--fail-on", "note");
    assert.equal(status, 0);
    assert.ok(findings.length > 0 && findings.every(({ baseline }) => baseline));
  });

  test("gives a rule another severity by path, the last pattern winning", async () => {
    using here = configured(
      { "dev/main.bicep": openVault, "dev/strict/main.bicep": openVault, "prod/main.bicep": openVault },
      {
        severities: { "public-network-access": "warning" },
        overrides: [
          { files: "dev/**", severities: { "public-network-access": "note" } },
          { files: "dev/strict/**", severities: { "public-network-access": "error" } },
        ],
      },
    );
    const { findings } = await report(here);
    const of = (file: string) => findings.filter((one) => one.file === file && one.rule === known.rule).map(({ severity }) => severity);
    assert.deepEqual([of("dev/main.bicep"), of("dev/strict/main.bicep"), of("prod/main.bicep")], [["note"], ["error"], ["warning"]]);
  });

  test("leaves excluded folders unread and excluded templates unjudged", async () => {
    using here = configured(
      { "main.bicep": openVault, "old/main.bicep": openVault, "draft.bicep": openVault },
      { exclude: ["old/", "draft.bicep"] },
    );
    const { findings } = await report(here);
    assert.deepEqual([...new Set(findings.map(({ file }) => file))], ["main.bicep"]);
  });

  test("is told the exact line of what is wrong and the allowed values, and everything else holds", async () => {
    using here = folder({
      "main.bicep": openVault,
      "aml-network-audit.json":
        '{\n  "cloud": "blue",\n  "severities": { "public-network-access": "fatal" },\n  "features": { "rstudo": true },\n  "suppressions": [\n    { "rule": "public-network-access", "reason": "Known." }\n  ]\n}\n',
    });
    const { findings, problems } = await report(here);
    const told = problems.map(({ file, range, message }) => `${file}:${range.start.line + 1} ${message}`);
    assert.equal(told.length, 3);
    assert.match(told[0] ?? "", /^aml-network-audit\.json:2 .*'public', 'usgov', 'china'/);
    assert.match(told[1] ?? "", /^aml-network-audit\.json:3 .*'error', 'warning', 'note', 'off'/);
    assert.match(told[2] ?? "", /^aml-network-audit\.json:4 .*Perhaps 'rstudio' is meant/);
    const found = findings.find(({ rule }) => vaultOpen.test(rule));
    assert.equal(found?.severity, "warning", "the rule's own severity");
    assert.deepEqual(found?.suppressed, { reason: "Known." });
  });
});

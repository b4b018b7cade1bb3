// Values that Bicep imports from a compiled template, or loads, are written in JSON: data is mended there, and what asks for more where it is used.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import { audit } from "../support/audit.ts";

const deny = {
  name: "deny",
  properties: {
    priority: 4000,
    direction: "Outbound",
    access: "Deny",
    protocol: "*",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "Internet",
    destinationPortRange: "*",
  },
};

const compiled = JSON.stringify({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  languageVersion: "2.0",
  contentVersion: "1.0.0.0",
  metadata: { "__bicep_exported_variables!": [{ name: "rules" }, { name: "open" }] },
  variables: { rules: [deny], open: { publicNetworkAccess: "Enabled", minimumTlsVersion: "TLS1_2" } },
  resources: {},
});

const main = (opening: string) => `${opening}
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg', location: 'eastus', properties: { securityRules: rules } }
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: 'eastus', properties: {
  addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
  subnets: [ { name: 'train', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: nsg.id } } } ]
} }
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stml', location: 'eastus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: open }
resource ws 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = { name: 'mlw', location: 'eastus', properties: { storageAccount: storage.id, publicNetworkAccess: 'Disabled' } }
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = { parent: ws, name: 'cpu', properties: {
  computeType: 'AmlCompute', properties: { subnet: { id: '\${vnet.id}/subnets/train' } }
} }
`;

/** The texts that a fix changed, after it; the finding has to be gone. */
async function mended(files: Readonly<Record<string, string>>, rule: string, value?: string): Promise<Readonly<Record<string, string>>> {
  const before = await audit(files);
  const finding = before.findings.find((one) => one.rule === rule && one.verdict === "unmet" && (!value || one.value === value));
  assert.ok(finding);
  const fix = fixOf(finding, before.deployments, before.auditor);
  assert.ok("edits" in fix, JSON.stringify(fix));
  const changed: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    const own = fix.edits.filter(({ uri }) => uri.endsWith(`/${name}`));
    if (own.length > 0) changed[name] = applyEdits(text, own);
  }
  const { findings } = await audit({ ...files, ...changed });
  assert.ok(findings.every(({ fingerprint }) => fingerprint !== finding.fingerprint));
  return changed;
}

const imported = { "main.bicep": main("import { rules, open } from 'm.json'"), "m.json": compiled };
const loaded = {
  "main.bicep": main("var rules = loadJsonContent('rules.json')\nvar open = loadJsonContent('open.json')"),
  "rules.json": JSON.stringify([deny], undefined, 2),
  "open.json": '{ "publicNetworkAccess": "Enabled" }',
};

describe("a value of Bicep that is written in JSON", () => {
  test("is mended there when it is imported", async () => {
    assert.deepEqual(Object.keys(await mended(imported, "public-network-access")), ["m.json"]);
    assert.deepEqual(Object.keys(await mended(imported, "outbound-service-tag", "AzureMachineLearning")), ["m.json"]);
  });

  test("is mended there when it is loaded", async () => {
    const rules = await mended(loaded, "outbound-service-tag", "AzureMachineLearning");
    assert.match(rules["rules.json"] ?? "", /\n {2}\},\n {2}\{\n {4}"name": "azure-machine-learning-tcp"/);
    assert.deepEqual(await mended(loaded, "public-network-access"), { "open.json": '{ "publicNetworkAccess": "Disabled" }' });
  });

  test("is mended there when it is given in a parameters file", async () => {
    const text = "param access string\n" + main("param rules array\nvar open = { publicNetworkAccess: access }");
    const given = (access: string, rules: unknown) =>
      JSON.stringify({ parameters: { access: { value: access }, rules: { value: rules } } });
    const files = { "main.bicep": text, "main.parameters.json": given("Enabled", [deny]) };
    assert.deepEqual(await mended(files, "public-network-access"), { "main.parameters.json": given("Disabled", [deny]) });
    assert.deepEqual(Object.keys(await mended(files, "outbound-service-tag", "AzureMachineLearning")), ["main.parameters.json"]);
  });

  test("is added to where it is used when the addition is an expression, and nothing of it is lost", async () => {
    const changed = await mended(imported, "storage-cmk");
    assert.deepEqual(Object.keys(changed), ["main.bicep"]);
    assert.match(changed["main.bicep"] ?? "", /properties: union\(open, \{\s+encryption: /);
  });
});

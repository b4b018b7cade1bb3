// A parameter takes only what it allows, and its default only what can be said before anything is deployed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";

/** The file after the fix of the first finding of a rule. */
async function mended(files: Readonly<Record<string, string>>, rule: string, file: string): Promise<string> {
  const { findings, deployments, auditor } = await audit(files);
  const finding = findings.find((one) => one.rule === rule && one.verdict === "unmet");
  assert.ok(finding);
  const fix = fixOf(finding, deployments, auditor);
  assert.ok("edits" in fix, "cannot" in fix ? fix.cannot : "");
  const edits = fix.edits.filter(({ uri }) => uri === root + file);
  return applyEdits(files[file] ?? "", edits);
}

const bicep = (allowed: string, value: string) => `@allowed([${allowed}])
param tls string = '${value}'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv'
  location: 'eastus'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enablePurgeProtection: true
    publicNetworkAccess: tls
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: { keyVault: vault.id, publicNetworkAccess: 'Disabled' }
}
`;

const template = (allowed: string, value: string) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "access": { "type": "string", "defaultValue": "${value}", "allowedValues": [${allowed}] }
  },
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
      "name": "kv",
      "location": "eastus",
      "properties": { "tenantId": "x", "enablePurgeProtection": true, "publicNetworkAccess": "[parameters('access')]" }
    },
    {
      "type": "Microsoft.MachineLearningServices/workspaces",
      "apiVersion": "2024-10-01",
      "name": "mlw",
      "location": "eastus",
      "properties": { "keyVault": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]", "publicNetworkAccess": "Disabled" }
    }
  ]
}
`;

describe("a fix behind a parameter", () => {
  const rule = "public-network-access";

  test("writes what the parameter allows, as it spells it", async () => {
    const text = bicep("'enabled', 'disabled'", "enabled");
    assert.equal(await mended({ "main.bicep": text }, rule, "main.bicep"), bicep("'enabled', 'disabled'", "disabled"));
    const json = template('"enabled", "disabled"', "enabled");
    assert.equal(await mended({ "azuredeploy.json": json }, rule, "azuredeploy.json"), template('"enabled", "disabled"', "disabled"));
  });

  test("leaves a parameter that allows nothing of the kind, and writes where it is used", async () => {
    const text = bicep("'Enabled'", "Enabled");
    const own = text.replace("publicNetworkAccess: tls", "publicNetworkAccess: 'Disabled'");
    assert.equal(await mended({ "main.bicep": text }, rule, "main.bicep"), own);
    const json = template('"Enabled"', "Enabled");
    assert.equal(await mended({ "azuredeploy.json": json }, rule, "azuredeploy.json"), json.replace("[parameters('access')]", "Disabled"));
  });

  test("puts an id where the parameter is used, not into its default", async () => {
    const machine = `
resource set 'Microsoft.Compute/diskEncryptionSets@2024-03-02' = {
  name: 'des'
  location: 'eastus'
}

resource machine 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: 'vm'
  location: 'eastus'
  properties: { storageProfile: { osDisk: { createOption: 'FromImage', managedDisk: { diskEncryptionSet: { id: given } } } } }
}
`;
    const encryption =
      "encryption: { status: 'Enabled', keyVaultProperties: { keyVaultArmId: vault.id, keyIdentifier: 'https://kv.vault.azure.net/keys/k' } }";
    const sealed = bicep("'Disabled'", "Disabled").replace("'Disabled' }\n}\n", `'Disabled', ${encryption} }\n}\n`);
    const text = `param given string = ''\n\n${sealed}${machine}`;
    assert.equal(await mended({ "main.bicep": text }, "disk-cmk", "main.bicep"), text.replace("{ id: given }", "{ id: set.id }"));
  });
});

describe("a fix of what a parameter switches on", () => {
  const rule = "key-vault-purge-protection";
  const vault = (purge: string, value = " = false") => `param purge bool${value}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv'
  location: 'eastus'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enablePurgeProtection: ${purge}
    publicNetworkAccess: 'Disabled'
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  properties: { keyVault: vault.id, publicNetworkAccess: 'Disabled' }
}
`;
  const text = vault("purge ? purge : null");

  test("switches the parameter on, where its value is written", async () => {
    assert.equal(await mended({ "main.bicep": text }, rule, "main.bicep"), text.replace("= false", "= true"));
    const values = "using 'main.bicep'\n\nparam purge = false\n";
    const given = { "main.bicep": text, "main.bicepparam": values };
    assert.equal(await mended(given, rule, "main.bicepparam"), values.replace("false", "true"));
    const call = "param kept bool = false\n\nmodule part 'part.bicep' = {\n  name: 'part'\n  params: { purge: kept }\n}\n";
    const part = { "main.bicep": call, "part.bicep": vault("purge ? purge : null", "") };
    assert.equal(await mended(part, rule, "main.bicep"), call.replace("= false", "= true"));
  });

  test("leaves nothing to be switched where the parameter is none of the person's", async () => {
    const fixed = "var purge = startsWith('a', 'b')\n\n";
    const computed = text.replace("param purge bool = false\n\n", fixed);
    const after = await mended({ "main.bicep": computed }, rule, "main.bicep");
    assert.equal(after, computed.replace("purge ? purge : null", "true"));
  });
});

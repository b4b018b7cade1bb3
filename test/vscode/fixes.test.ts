// Fixes as a person takes them: by keys alone, undone to the byte, shown before where they need a look.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

function vault(name: string, symbol = "vault"): string {
  return `resource ${symbol} 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}'
  location: 'eastus'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enablePurgeProtection: true
  }
}

resource ${symbol}Link 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-${name}'
  location: 'eastus'
  properties: {
    subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'endpoints') }
    privateLinkServiceConnections: [{ name: 'vault', properties: { privateLinkServiceId: ${symbol}.id, groupIds: ['vault'] } }]
  }
}
`;
}

function workspace(name: string, symbol = "vault"): string {
  return `
resource ${symbol}Workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw-${name}'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {
    keyVault: ${symbol}.id
    publicNetworkAccess: 'Disabled'
  }
}
`;
}

const terraform = `resource "azurerm_key_vault" "vault" {
  name                     = "kv-terraform"
  location                 = "eastus"
  resource_group_name      = "rg"
  tenant_id                = "72f988bf-0000-0000-0000-2d7cd011db47"
  sku_name                 = "standard"
  purge_protection_enabled = true
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name                          = "mlw-terraform"
  location                      = "eastus"
  resource_group_name           = "rg"
  application_insights_id       = "insights"
  key_vault_id                  = azurerm_key_vault.vault.id
  storage_account_id            = "storage"
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }
}
`;

const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
      "name": "kv-template",
      "location": "eastus",
      "properties": { "tenantId": "[subscription().tenantId]", "sku": { "family": "A", "name": "standard" }, "enablePurgeProtection": true }
    },
    {
      "type": "Microsoft.MachineLearningServices/workspaces",
      "apiVersion": "2024-10-01",
      "name": "mlw-template",
      "location": "eastus",
      "identity": { "type": "SystemAssigned" },
      "properties": { "keyVault": "[resourceId('Microsoft.KeyVault/vaults', 'kv-template')]", "publicNetworkAccess": "Disabled" },
      "dependsOn": ["[resourceId('Microsoft.KeyVault/vaults', 'kv-template')]"]
    }
  ]
}
`;

const windows = `${vault("kv-one")}${workspace("one")}`.replaceAll("\n", "\r\n");
const files = {
  "one.bicep": windows,
  "stops.bicep": `${vault("kv-stops")}${workspace("stops")}`,
  "several.bicep": `${vault("kv-first", "first")}${workspace("first", "first")}\n${vault("kv-second", "second")}${workspace("second", "second")}`,
  "saved.bicep": `${vault("kv-saved")}${workspace("saved")}`,
  "hub.bicep": `module store 'store.bicep' = {
  name: 'store'
}

module part 'part.bicep' = {
  name: 'part'
  params: {
    keyVaultId: store.outputs.id
  }
}
`,
  "store.bicep": `${vault("kv-hub")}\noutput id string = vault.id\n`,
  "part.bicep": `param keyVaultId string\n${workspace("part").replace("vault.id", "keyVaultId")}`,
  "accepted.bicep": `${vault("kv-accepted")}${workspace("accepted")}`,
  "terraform/main.tf": terraform,
  "template/azuredeploy.json": template,
};

const parts = ["hub.bicep", "store.bicep", "part.bicep"] as const;

const open = (name: string) => `Key vault '${name}' can be reached from the internet.`;
const close = (name: string) => `Close key vault '${name}' to the internet`;

describe("a fix in a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;
  const bytes = (file: string) => readFileSync(join(journey.folder, file));
  const text = (file: string) => bytes(file).toString("utf8");
  const keys = (...pressed: readonly string[]) =>
    pressed.reduce((done, key) => done.then(() => workbench.page.keyboard.press(key)), Promise.resolve());

  before(async () => {
    journey = await startJourney(files);
    workbench = journey.workbench;
    await workbench.openFile("one.bicep");
    await workbench.runCommand("Problems: Focus on Problems View");
    await workbench.problem(open("kv-one")).waitFor();
  });

  afterEach(async ({ name, passed }: { readonly name?: string; readonly passed?: boolean }) => {
    if (passed === false) await workbench.screenshot(`failed-${name?.replace(/\W+/g, "-").slice(0, 40)}`);
  });

  after(async () => {
    await journey?.end();
  });

  /** The file in the editor has something that is not saved. */
  const changed = () => workbench.page.locator(".tab.active.dirty").waitFor();

  /** Puts the cursor where a finding is drawn; the list of problems shows those with this name. */
  const at = async (file: string, line: number, column: number, name: string) => {
    const filter = workbench.page.getByPlaceholder(/^Filter \(e\.g\./);
    if (!(await filter.isVisible())) await workbench.runCommand("Problems: Focus on Problems View");
    await filter.fill(name);
    await workbench.openFile(file);
    await workbench.problem(name).first().waitFor();
    await workbench.goTo(line, column);
  };

  test("is taken by keys alone, and undo restores the file to the byte", async () => {
    await at("one.bicep", 1, 10, "kv-one");
    await workbench.quickFix(close("kv-one"));
    await changed();
    await workbench.problem(open("kv-one")).waitFor({ state: "detached" });
    await workbench.save();
    assert.equal(
      text("one.bicep"),
      windows.replace("enablePurgeProtection: true\r\n", "enablePurgeProtection: true\r\n    publicNetworkAccess: 'Disabled'\r\n"),
    );
    await keys("Control+z");
    await workbench.save();
    assert.ok(bytes("one.bicep").equals(Buffer.from(windows)));
    await workbench.problem(open("kv-one")).waitFor();
    await workbench.screenshot("fix-undone");
  });

  test("that needs what nobody knows stops there to have it typed", async () => {
    await at("stops.bicep", 20, 12, "mlw-stops");
    await workbench.quickFix(/Add a private endpoint for 'amlworkspace'/);
    await workbench.page.locator(".view-line", { hasText: "Id of the subnet for private endpoints" }).first().waitFor();
    await workbench.screenshot("fix-stops");
    await workbench.page.keyboard.type("/subscriptions/s/subnet");
    await keys("Tab");
    await workbench.page.keyboard.type("/subscriptions/s/network");
    await keys("Escape");
    await workbench.save();
    assert.match(text("stops.bicep"), /id: '\/subscriptions\/s\/subnet'[\s\S]*id: '\/subscriptions\/s\/network'/);
    assert.doesNotMatch(text("stops.bicep"), /Id of the/);
  });

  test("of several files with a caution is shown before, and changes all of them", async () => {
    await at("part.bicep", 3, 12, "mlw-part");
    await workbench.quickFix("Encrypt workspace 'mlw-part' with a customer-managed key");
    const preview = workbench.page.locator(".bulk-edit-panel");
    await preview.waitFor();
    for (const file of parts) await preview.locator(".monaco-list-row", { hasText: file }).first().waitFor();
    await workbench.screenshot("fix-preview");
    for (const file of parts) assert.equal(text(file), files[file]);
    const unchecked = preview.locator(".edit-checkbox[aria-checked='false']");
    while ((await unchecked.count()) > 0) await unchecked.first().click();
    await preview.getByRole("button", { name: "Apply" }).click();
    await preview.waitFor({ state: "hidden" });
    await workbench.openFile("part.bicep");
    await workbench.runCommand("File: Save All Files");
    await workbench.page.locator(".tab.dirty").first().waitFor({ state: "detached" });
    await workbench.screenshot("fix-several-files");
    assert.match(text("store.bicep"), /resource cmkKey [\s\S]*output cmkKeyUri string = cmkKey\.properties\.keyUri/);
    assert.match(text("hub.bicep"), /cmkKeyUri: store\.outputs\.cmkKeyUri/);
    assert.match(text("part.bicep"), /param cmkKeyUri string[\s\S]*keyIdentifier: cmkKeyUri/);
  });

  test("of a rule is taken in the whole file at once", async () => {
    await at("several.bicep", 1, 10, "internet");
    await workbench.quickFix("Fix every 'public-network-access' in this file");
    await changed();
    await workbench.problem(open("kv-first")).waitFor({ state: "detached" });
    await workbench.problem(open("kv-second")).waitFor({ state: "detached" });
    await workbench.save();
    assert.equal(text("several.bicep").match(/enablePurgeProtection: true\n {4}publicNetworkAccess: 'Disabled'/g)?.length, 2);
    await workbench.screenshot("fix-file");
  });

  for (const [file, name, sign] of [
    ["accepted.bicep", "kv-accepted", "//"],
    ["terraform/main.tf", "kv-terraform", "#"],
    ["template/azuredeploy.json", "kv-template", "//"],
  ] as const) {
    test(`gives way to a reason in a comment of ${file}`, async () => {
      const [line, column] = file.endsWith(".json") ? [6, 18] : [1, 12];
      await at(file, line, column, name);
      await workbench.quickFix("Accept this 'public-network-access' finding with a comment");
      await changed();
      await workbench.problem(open(name)).waitFor({ state: "detached" });
      await workbench.save();
      assert.match(text(file), new RegExp(`^ *${sign} aml-network-audit:ignore public-network-access \\w[^\\n]+\\n`, "m"));
      await workbench.screenshot(`accepted-${file.replace(/.*\//, "")}`);
    });
  }

  test("is explained on the page of its rule", async () => {
    await at("one.bicep", 1, 10, "kv-one");
    await workbench.quickFix("Explain 'public-network-access'");
    await workbench.page.locator(".tab.active", { hasText: "public-network-access" }).waitFor();
    await workbench.webview().getByRole("heading", { name: "What to do" }).waitFor();
    await workbench.screenshot("fix-explained");
    await keys("Control+F4");
  });

  test("is accepted in the configuration file, which is made for it", async () => {
    await at("one.bicep", 1, 10, "kv-one");
    await workbench.quickFix("Accept this 'public-network-access' finding in 'aml-network-audit.json'");
    await workbench.problem(open("kv-one")).waitFor({ state: "detached" });
    await workbench.runCommand("File: Save All Files");
    const { suppressions } = JSON.parse(text("aml-network-audit.json"));
    assert.deepEqual(
      suppressions.map(({ rule, subject }: Record<string, string>) => [rule, subject]),
      [["public-network-access", "kv-one"]],
    );
    assert.ok(bytes("one.bicep").equals(Buffer.from(windows)));
    await workbench.screenshot("accepted-configuration");
  });

  test("that needs no second look is taken when the file is saved, where the settings say so", async () => {
    const mended = "enablePurgeProtection: true\n    publicNetworkAccess: 'Disabled'\n";
    mkdirSync(join(journey.folder, ".vscode"));
    const onSave = { "editor.codeActionsOnSave": { "source.fixAll.amlNetworkAudit": "explicit" } };
    writeFileSync(join(journey.folder, ".vscode/settings.json"), JSON.stringify(onSave));
    await at("saved.bicep", 10, 1, "kv-saved");
    // The editor takes new settings in when it gets to it; each save after that mends.
    for (let saves = 0; saves < 20 && !text("saved.bicep").includes(mended); saves += 1) {
      await workbench.page.keyboard.type(" ");
      await workbench.save();
    }
    await workbench.problem(open("kv-saved")).waitFor({ state: "detached" });
    const wanted = files["saved.bicep"].replace("enablePurgeProtection: true\n", mended);
    assert.equal(text("saved.bicep").replace(/^ +$/m, ""), wanted);
    await workbench.screenshot("fix-saved");
  });
});

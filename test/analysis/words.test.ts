import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../support/audit.ts";

const version = (major: number) =>
  `terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n      version = "~> ${major}.0"\n    }\n  }\n}\n`;
const workspace =
  'resource "azurerm_machine_learning_workspace" "ml" {\n  name               = "mlw"\n  storage_account_id = azurerm_storage_account.ml.id\n  v1_legacy_mode_enabled = true\n}\n';
const storage = (more = "") => `resource "azurerm_storage_account" "ml" {\n  name = "stml"\n${more}}\n`;

async function said(rule: string, files: Readonly<Record<string, string>>): Promise<string> {
  const { findings } = await audit(files);
  return findings
    .filter((one) => one.rule === rule)
    .map(({ message }) => message)
    .join("\n");
}

test("a message names the argument that azurerm has for a property, and its value", async () => {
  const files = { "main.tf": version(4) + workspace + storage("  https_traffic_only_enabled = false\n") };
  assert.match(await said("public-network-access", files), /Set 'public_network_access_enabled' to false/);
  assert.match(await said("workspace-legacy-mode", files), /Set 'v1_legacy_mode_enabled' to false\./);
  assert.match(await said("storage-secure-transfer", files), /Set 'https_traffic_only_enabled' to true\./);
});

test("a message names the argument of the major that is used, and a block that says it by being there", async () => {
  const files = { "main.tf": version(3) + workspace + storage("  enable_https_traffic_only = false\n") };
  assert.match(await said("storage-secure-transfer", files), /Set 'enable_https_traffic_only' to true\./);
  assert.match(await said("storage-cmk", files), /Set 'customer_managed_key'\./);
});

test("a message keeps ARM's names for ARM, Bicep and azapi", async () => {
  const bicep = "resource ml 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = { name: 'mlw', properties: {} }\n";
  assert.match(await said("public-network-access", { "main.bicep": bicep }), /Set 'publicNetworkAccess' to 'Disabled'/);
  const azapi =
    'resource "azapi_resource" "ml" {\n  type = "Microsoft.MachineLearningServices/workspaces@2025-06-01"\n  name = "mlw"\n  body = {\n    properties = {}\n  }\n}\n';
  assert.match(await said("public-network-access", { "main.tf": azapi }), /Set 'publicNetworkAccess' to 'Disabled'/);
});

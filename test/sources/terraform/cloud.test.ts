import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluated } from "./folder.ts";

const provider = (more: string, name = "azurerm") => `provider "${name}" {\n${more}\n}\n`;
const gov = provider('  alias       = "gov"\n  environment = "usgovernment"');
const workspace = (more = "") => `resource "azurerm_machine_learning_workspace" "ml" {\n  name = "mlw"\n${more}}\n`;
const zone = (more = "") => `resource "azurerm_private_dns_zone" "z" {\n  name = "z.example"\n${more}}\n`;
const cloudOf = (files: Readonly<Record<string, string>>) => evaluated(files).cloud?.is;

test("the cloud is what the provider says, by a variable too", () => {
  assert.equal(cloudOf({ "main.tf": `${provider("  environment = var.e")}variable "e" {\n  default = "china"\n}\n` }), "china");
  assert.equal(cloudOf({ "main.tf": provider('  environment = "usgovernment"', "azapi") + workspace() }), "usgov");
  assert.equal(cloudOf({ "main.tf": workspace() }), undefined);
});

test("of several providers the one that the workspace names counts", () => {
  const other = zone("  provider = azurerm.gov\n");
  assert.equal(cloudOf({ "main.tf": provider("  features {}") + gov + workspace() + other }), undefined);
  assert.equal(cloudOf({ "main.tf": provider("  features {}") + gov + workspace("  provider = azurerm.gov\n") }), "usgov");
  assert.equal(cloudOf({ "main.tf": gov + provider('  environment = "china"') + workspace() + other }), "china");
});

test("a module's workspace has the provider that its call hands in", () => {
  const files = (more: string) => ({
    "main.tf": `${provider('  environment = "china"')}${gov}module "ml" {\n  source = "./ml"\n${more}}\n`,
    "ml/main.tf": workspace(),
  });
  assert.equal(cloudOf(files("  providers = {\n    azurerm = azurerm.gov\n  }\n")), "usgov");
  assert.equal(cloudOf(files("")), "china");
});

test("without a workspace the providers that are used count, the one without an alias first", () => {
  assert.equal(cloudOf({ "main.tf": gov + zone("  provider = azurerm.gov\n") }), "usgov");
  assert.equal(cloudOf({ "main.tf": gov + provider('  environment = "china"') + zone() }), "china");
  assert.equal(cloudOf({ "main.tf": gov }), "usgov");
});

test("providers and aliases are read from JSON as well", () => {
  const json = {
    provider: { azurerm: [{ features: {} }, { alias: "gov", environment: "usgovernment" }] },
    resource: { azurerm_machine_learning_workspace: { ml: { name: "mlw", provider: "azurerm.gov" } } },
  };
  assert.equal(cloudOf({ "main.tf.json": JSON.stringify(json) }), "usgov");
});

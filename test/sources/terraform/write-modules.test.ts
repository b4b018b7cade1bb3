import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../src/model/repair.ts";
import { written } from "./written.ts";

describe("a fix between modules", () => {
  const child =
    'resource "azurerm_subnet" "endpoints" {\n  name = "snet"\n}\noutput "subnet" {\n  value = azurerm_subnet.endpoints.id\n}\n';
  const main =
    'module "net" {\n  source = "./net"\n}\nmodule "data" {\n  source = "./data"\n}\nresource "azurerm_private_endpoint" "root" {\n  name = "pe"\n}\n';
  const data = 'resource "azurerm_private_endpoint" "inner" {\n  name = "pe"\n}\n';
  const files = { "main.tf": main, "net/main.tf": child, "data/main.tf": data };
  const subnet = { $ref: "module.net.azurerm_subnet.endpoints" };
  const path = ["properties", "subnet", "id"];

  test("takes an id from the module's output", () => {
    const after = written(files, [{ do: "set", resource: "azurerm_private_endpoint.root", path, value: subnet }]);
    assert.match(String(Object.values(after)), /subnet_id = module\.net\.subnet\n/);
  });

  test("hands an id to a sibling by its output, an argument of the call and a variable", () => {
    const after = written(files, [{ do: "set", resource: "module.data.azurerm_private_endpoint.inner", path, value: subnet }]);
    assert.deepEqual(after, {
      "main.tf": main.replace('source = "./data"', 'source              = "./data"\n  endpoints_subnet_id = module.net.subnet'),
      "net/main.tf": child,
      "data/main.tf":
        'resource "azurerm_private_endpoint" "inner" {\n  name      = "pe"\n  subnet_id = var.endpoints_subnet_id\n}\n\nvariable "endpoints_subnet_id" {\n  description = "Id of the subnet \'endpoints\'."\n  type        = string\n}\n',
    });
  });

  test("adds the output that lacks, beside the others and in their manner", () => {
    const bare = {
      ...files,
      "net/main.tf": child.slice(0, child.indexOf("output")),
      "net/outputs.tf": 'output "a" {\n  description = "A."\n  value       = 1\n}\n',
    };
    const after = written(bare, [{ do: "set", resource: "azurerm_private_endpoint.root", path, value: subnet }]);
    assert.match(
      String(Object.values(after)),
      /\}\n\noutput "endpoints_subnet_id" \{\n {2}description = "Id of the subnet 'endpoints'\."\n {2}value {7}= azurerm_subnet\.endpoints\.id\n\}\n/,
    );
    assert.match(String(Object.values(after)), /subnet_id = module\.net\.endpoints_subnet_id\n/);
  });

  test("asks for an id by a variable where a module is called several times", () => {
    const twice = { ...files, "main.tf": `${main}module "more" {\n  source = "./data"\n}\n` };
    const after = written(twice, [{ do: "set", resource: "module.data.azurerm_private_endpoint.inner", path, value: subnet }]);
    assert.match(String(Object.values(after)), /subnet_id = var\.endpoints_subnet_id\n/);
    assert.match(
      String(Object.values(after)),
      /variable "endpoints_subnet_id" \{\n {2}description = "Id of the subnet 'endpoints', which another module declares\."/,
    );
  });

  test("asks in the root module for what nobody knows, and hands it down", () => {
    const value = { $parameter: "subnetId", description: "Id of the subnet." };
    const after = written(files, [{ do: "set", resource: "module.data.azurerm_private_endpoint.inner", path, value }]);
    assert.match(String(Object.values(after)), /subnet_id = var\.subnet_id\n/);
    assert.match(String(Object.values(after)), /source {4}= "\.\/data"\n {2}subnet_id = var\.subnet_id\n/);
    assert.equal(String(Object.values(after)).match(/variable "subnet_id" \{/g)?.length, 2);
  });

  test("has what another module takes wait for the rights that are added there", () => {
    const vault = 'resource "azurerm_key_vault" "kv" {\n  name = "kv"\n}\noutput "kv_id" {\n  value = azurerm_key_vault.kv.id\n}\n';
    const calls = 'module "vault" {\n  source = "./vault"\n}\nmodule "data" {\n  source = "./data"\n}\n';
    const inner = "module.data.azurerm_private_endpoint.inner";
    const role = {
      key: "role",
      type: "Microsoft.Authorization/roleAssignments",
      apiVersion: "2022-04-01",
      name: "role",
      scope: { $ref: "module.vault.azurerm_key_vault.kv" },
      body: { properties: { principalId: "someone" } },
    } as const;
    const after = written({ "main.tf": calls, "vault/main.tf": vault, "data/main.tf": data }, [
      { do: "add", beside: "module.vault.azurerm_key_vault.kv", resources: [role] },
      { do: "set", resource: inner, path, value: { $ref: "module.vault.azurerm_key_vault.kv" } },
      { do: "wait", resource: inner, for: "role" },
    ]);
    assert.match(
      String(Object.values(after)),
      /output "kv_id" \{\n {2}value = azurerm_key_vault\.kv\.id\n\n {2}depends_on = \[azurerm_role_assignment\.role\]\n\}/,
    );
  });
});

describe("a fix of a module that 'terraform init' brought", () => {
  const main = 'module "kv" {\n  source = "example/vault/azurerm"\n  name   = "kv"\n}\n';
  const inner =
    'variable "name" {}\nvariable "open" {\n  default = true\n}\nvariable "purge" {\n  default = null\n}\nresource "azurerm_key_vault" "this" {\n  name                          = var.name\n  public_network_access_enabled = var.open\n  purge_protection_enabled      = var.purge\n}\noutput "id" {\n  value = azurerm_key_vault.this.id\n}\n';
  const manifest = JSON.stringify({ Modules: [{ Key: "kv", Source: "example/vault/azurerm", Dir: ".terraform/modules/kv" }] });
  const files = { "main.tf": main, ".terraform/modules/kv/main.tf": inner, ".terraform/modules/modules.json": manifest };
  const vault = "module.kv.azurerm_key_vault.this";
  const set = (name: string, value: string | boolean): Change => ({ do: "set", resource: vault, path: ["properties", name], value });

  test("gives the call what the module has a variable for", () => {
    const after = written(files, [set("publicNetworkAccess", "Disabled"), set("enablePurgeProtection", true)]);
    assert.deepEqual(after, { ...files, "main.tf": main.replace('"kv"\n}', '"kv"\n  open   = false\n  purge  = true\n}') });
  });

  test("writes new resources beside the call, by the module's outputs", () => {
    const key = {
      key: "cmkKey",
      type: "Microsoft.KeyVault/vaults/keys",
      apiVersion: "2023-07-01",
      name: "cmk",
      parent: vault,
      body: { properties: { kty: "RSA" } },
    };
    const added =
      '\nresource "azurerm_key_vault_key" "cmk_key" {\n  name         = "cmk"\n  key_vault_id = module.kv.id\n  key_type     = "RSA"\n}\n';
    assert.deepEqual(written(files, [{ do: "add", beside: vault, resources: [key] }]), { ...files, "main.tf": main + added });
  });

  test("is refused, with what to do, where the module takes nothing for it", () => {
    assert.match(String(written(files, [set("enableRbacAuthorization", true)])), /'terraform init' brought.*Give its call/);
  });
});

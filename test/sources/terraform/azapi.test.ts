import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble } from "../../../src/model/assemble.ts";
import { evaluated, shown } from "./folder.ts";

const type = 'type = "Microsoft.MachineLearningServices/workspaces@2025-06-01"';
const store = 'resource "azurerm_storage_account" "s" {\n  name = "st"\n}\n';

function bodyOf(body: string, more = ""): string {
  const main = `${store}resource "azapi_resource" "w" {\n  ${type}\n  name = "mlw"\n  ${body}\n}\n${more}`;
  const resource = assemble([evaluated({ "main.tf": main })]).get("azapi_resource.w");
  assert.ok(resource);
  return shown(resource.body);
}

test("a body is ARM as it stands: an object, encoded, or a text of JSON", () => {
  const wanted = `{properties: {storageAccount: azurerm_storage_account.s, friendlyName: "a-\${<var.x>}"}}`;
  const variable = 'variable "x" {}\n';
  const object = `{ properties = { storageAccount = azurerm_storage_account.s.id, friendlyName = "a-\${var.x}" } }`;
  const json = `{ "properties": { "storageAccount": "\${azurerm_storage_account.s.id}", "friendlyName": "a-\${var.x}" } }`;
  assert.equal(bodyOf(`body = ${object}`, variable), wanted);
  assert.equal(bodyOf(`body = jsonencode(${object})`, variable), wanted);
  assert.equal(bodyOf(`body = <<EOT\n${json}\nEOT`, variable), wanted);
  assert.equal(bodyOf('body = "no { json"'), "{…}");
});

test("updates and requests that write are merged into the resource that they name", () => {
  const part = "body = { properties = { v1LegacyMode = false } }";
  const of = (kind: string, more: string) =>
    bodyOf("body = {}", `resource "${kind}" "more" {\n  ${type}\n  resource_id = azapi_resource.w.id\n  ${more}\n  ${part}\n}\n`);
  assert.equal(of("azapi_update_resource", ""), "{properties: {v1LegacyMode: false}}");
  assert.equal(of("azapi_resource_action", 'method = "PATCH"'), "{properties: {v1LegacyMode: false}}");
});

test("an action by itself changes nothing", () => {
  const action = (more: string) =>
    bodyOf(
      "body = {}",
      `resource "azapi_resource_action" "go" {\n  ${type}\n  resource_id = azapi_resource.w.id\n  ${more}\n  body = { properties = { a = 1 } }\n}\n`,
    );
  assert.equal(action('action = "provisionManagedNetwork"'), "{}");
  assert.equal(action('method = "PUT"\n  action = "start"'), "{}");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluated } from "./folder.ts";

const resource = (lines: string, label = "a") => `resource "azurerm_storage_account" "${label}" {\n  name = "st"\n  ${lines}\n}\n`;

function told(text: string): readonly string[] {
  const { problems } = evaluated({ "main.tf": text });
  return problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

const what = "What depends on this is not known.";

test("an expression that is wrong is reported once, where it is written", () => {
  const text = `locals {\n  wrong = 1 + []\n}\n${resource("access_tier = local.wrong")}${resource("access_tier = local.wrong", "b")}`;
  assert.deepEqual(told(text), [`1 + []: A number is needed on both sides of '+'. ${what}`]);
});

test("a count that is none is reported", () => {
  assert.deepEqual(told(resource('count = "many"')), [`count = "many": This does not say how many instances there are. ${what}`]);
});

test("what is only not known is no error", () => {
  const variable = 'variable "v" {}\n';
  const list = "tolist(azurerm_storage_account.b.network_rules[0].ip_rules)[0]";
  const known = resource(`access_tier = var.v\n  min_tls_version = try(var.v.a, "x")\n  edge_zone = ${list}`);
  assert.deepEqual(told(resource("access_tier = var.elsewhere")), []);
  assert.deepEqual(told(variable + known + resource("for_each = var.v", "b")), []);
});

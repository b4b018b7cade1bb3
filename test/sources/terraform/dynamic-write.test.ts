import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../../src/model/assemble.ts";
import type { Change } from "../../../src/model/repair.ts";
import { terraformWriter } from "../../../src/sources/terraform/write.ts";
import { evaluated, root } from "./folder.ts";

const resource = "azurerm_network_security_group.main";
const path = ["properties", "securityRules", 0, "properties"];
const group = (over: string) => `resource "azurerm_network_security_group" "main" {
  name = "nsg"

  dynamic "security_rule" {
    for_each = ${over}
    content {
      name     = security_rule.value
      access   = "Allow"
      priority = 100
    }
  }
}
`;

function written(text: string, change: Change): string {
  const graph = assemble([evaluated({ "main.tf": text })]);
  const result = terraformWriter.write([change], {
    resource: (key) => graph.get(key),
    resources: graph.resources,
    text: (uri) => (uri === `${root}main.tf` ? { uri, text } : undefined),
    list: () => [`${root}main.tf`],
  });
  if ("cannot" in result) return result.cannot;
  return result.edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, edit) => now.slice(0, edit.start) + edit.newText + now.slice(edit.end), text);
}

describe("a fix of what a 'dynamic' block makes", () => {
  const deny: Change = { do: "set", resource, path: [...path, "access"], value: "Deny" };
  const out: Change = { do: "set", resource, path: [...path, "direction"], value: "Outbound" };
  const gone: Change = { do: "remove", resource, path: path.slice(0, 3) };

  test("is written into its content where it makes one block", () => {
    const one = group('["a"]');
    assert.equal(written(one, deny), one.replace('"Allow"', '"Deny"'));
    assert.match(written(one, out), /priority += 100\n +direction += "Outbound"\n/);
    assert.doesNotMatch(written(one, gone), /dynamic/);
  });

  test("is refused where it makes others too", () => {
    for (const change of [deny, out, gone]) {
      assert.match(written(group('["a", "b"]'), change), /makes this and others/);
      assert.match(written(`variable "names" {}\n${group("concat([1], var.names)")}`, change), /makes this and others/);
    }
  });
});

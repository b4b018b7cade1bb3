// Whatever is typed: Terraform's reader never throws, and reading after an edit is reading afresh.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { createReadFile } from "../../src/sources/terraform/syntax/file.ts";
import { evaluated } from "../sources/terraform/folder.ts";
import { grammar } from "../sources/terraform/grammar.ts";

const sample = `variable "names" {
  type    = map(object({ size = optional(number, 1) }))
  default = { a = {}, b = { size = 2 } }
}
locals {
  text = <<-EOT
    one \${var.names["a"].size}
    %{for name, one in var.names~}
    \${name}
    %{endfor~}
  EOT
  all = [for name, one in var.names : upper(name) if one.size > 0]
}
resource "azurerm_virtual_network" "main" {
  for_each = var.names
  name     = "vnet-\${each.key}"
  dynamic "subnet" {
    for_each = local.all
    content {
      name             = subnet.value
      address_prefixes = [cidrsubnet("10.0.0.0/16", 8, subnet.key)]
    }
  }
}
`;

const pieces = fc.constantFrom(
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  '"',
  "${",
  "%{",
  "<<EOT\n",
  "\n",
  "=",
  "for x in y : x",
  "...",
  "?",
  ":",
  ".",
  "*",
  "null",
  "#",
  "resource",
  "\u0000",
  "🌍",
);
const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), pieces), { minLength: 1, maxLength: 6 });

function edited(text: string, changes: readonly (readonly [number, number, string])[]): string {
  return changes.reduce((now, [where, length, piece]) => {
    const at = Math.floor(where * now.length);
    return now.slice(0, at) + piece + now.slice(at + length);
  }, text);
}

describe("Terraform, whatever is typed", () => {
  test("is evaluated without a throw", () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const fragment = evaluated({ "main.tf": edited(sample, changes) });
        assert.ok(Array.isArray(fragment.declarations));
      }),
      { numRuns: 150 },
    );
  });

  test("is read after each edit as it is read afresh", () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const kept = createReadFile(grammar);
        let text = sample;
        kept({ uri: "file:///kept.tf", text });
        for (const change of changes) {
          text = edited(text, [change]);
          assert.deepEqual(kept({ uri: "file:///kept.tf", text }), createReadFile(grammar)({ uri: "file:///kept.tf", text }));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("cut off anywhere keeps every block before the cut", () => {
    const read = createReadFile(grammar);
    const blocks = read({ uri: "file:///whole.tf", text: sample }).blocks;
    fc.assert(
      fc.property(fc.nat(sample.length), (cut) => {
        const left = read({ uri: "file:///cut.tf", text: sample.slice(0, cut) }).blocks.map((block) => block.start);
        for (const block of blocks) if (block.end <= cut) assert.ok(left.includes(block.start));
      }),
      { numRuns: 150 },
    );
  });
});

// Terraform's plain text is read without the grammar: wherever that says something, the grammar says the same.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readTree } from "../../src/sources/terraform/syntax/body.ts";
import { readPieces } from "../../src/sources/terraform/syntax/pieces.ts";
import type { Body } from "../../src/sources/terraform/syntax/tree.ts";
import { grammar } from "../sources/terraform/grammar.ts";

const sample = `# Two of everything.
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }
  }
}
provider "azurerm" {
  features {}
}

variable "prefixes" {
  type        = list(string)
  default     = ["10.0.0.0/24", "10.0.1.0/24",] // more may come
  description = "Two of them: \${var.no}."
}
resource azurerm_virtual_network "main" {
  name          = "vnet-\${var.name}-\${lower(local.short["a"])}"
  address_space = [var.prefixes[0], cidrsubnet("10.1.0.0/16", 8, 1)]
  count         = 1.5
  enabled       = true
  tags = {
    "of"  = null # nobody
    Owner : azurerm_resource_group.main.tags.owner, size = 2
    nested = { deep = [[], {}, "\${local.a}"] }
  }
  subnet {
    name = "a"
    delegation { name = "b" }
  }
}
resource "azurerm_subnet" "joined" {
  count = var.a == null ? 1 : length(local.b) > 2 && !var.c || -1 + 2 * 3 % 4 - 5 - 6 != (var.d / 2) ? 2 : 3
  name  = "$web \${count.index + 1}-10%"
  ids   = [azurerm_subnet.main[*].id[0], (var.one ? "a" : "b"), data.none.config.0.host]
  tags  = { a = var.e >= 1 ? { b = "c" } : {}, d = !local.f }
}
locals {
  sum  = 1 + 2
  text = <<-EOT
    resource "none" "none" {
    }
  EOT
  all  = [for name in var.names : upper(name)]
  one  = var.names[*].id
}
`;

const marks = [
  '"',
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  "\n",
  " ",
  "=",
  ",",
  ".",
  ":",
  "#",
  "//",
  "/*",
  "${",
  "%{",
  "<<A\n",
  "~",
  "1",
  "-",
  "?",
  "*",
];
const words = [
  "for",
  "in",
  "if",
  "null",
  "true",
  "a",
  "b.c",
  "1e3",
  "x ? y : z",
  "&&",
  "==",
  " - 1",
  "!",
  "[*]",
  ".0",
  "(a)",
  "%",
  "é",
  "\\n",
  "$$",
  "...",
  "a = 1\n",
  "b {}\n",
  "\r\n",
  "\t",
];
const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), fc.constantFrom(...marks, ...words));

describe("Terraform in pieces", () => {
  test("is what the grammar makes of the whole", () => {
    const read = readPieces(sample, grammar, undefined);
    assert.deepEqual(plain(read?.body), plain(wholeOf(sample)));
    assert.equal(read?.pieces.size, 1, "only the block with expressions takes the grammar");
  });

  test("is not made of an object without a name", () => {
    assert.equal(readPieces("a = 1\n{}\n", grammar, undefined), undefined);
  });

  test("after any edits is what the grammar makes of the whole, or nothing", () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = edits.reduce((now, [where, length, put]) => {
          const at = Math.floor(where * now.length);
          return now.slice(0, at) + put + now.slice(at + length);
        }, sample);
        const read = readPieces(text, grammar, readPieces(sample, grammar, undefined)?.pieces);
        if (read) assert.deepEqual(plain(read.body), plain(wholeOf(text)));
      }),
      { numRuns: 400 },
    );
  });
});

/** What the grammar reads of a text without an error. */
function wholeOf(text: string): Body | string {
  const tree = grammar.parse(text);
  if (!tree) return "not read";
  const body = tree.rootNode.hasError ? "in error" : readTree(tree, text, 0, { names: grammar.names, problems: [] });
  tree.delete();
  return body;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

// Configuration that is made to hang or to fill the memory: bounded, and told as not known.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isKnown } from "../../../src/sources/terraform/evaluate/values.ts";
import { evaluated } from "./folder.ts";

const chain = (first: string, next: (name: string) => string): string => {
  const lines = Array.from({ length: 60 }, (_, step) => `  a${step + 1} = ${next(`local.a${step}`)}`);
  return `locals {\n  a0 = ${first}\n${lines.join("\n")}\n}\noutput "it" {\n  value = local.a60\n}\n`;
};
const ref = (name: string) => `\${${name}}`;

const cases: readonly (readonly [string, string])[] = [
  ["text that doubles", chain('"0123456789"', (name) => `"${ref(name)}${ref(name)}"`)],
  ["lists that double", chain("[1, 2, 3]", (name) => `concat(${name}, ${name})`)],
  ["objects that hold each other twice", chain("{ x = 1 }", (name) => `{ l = ${name}, r = ${name} }`)],
  ["replacements that grow", chain('"aaaaaaaaaa"', (name) => `replace(${name}, "a", "aaaaaaaaaa")`)],
  [
    "loops in loops",
    `output "it" {\n  value = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : [for d in range(1000) : d]]]]\n}\n`,
  ],
  ["products", 'output "it" {\n  value = setproduct(range(1000), range(1000), range(1000))\n}\n'],
  ["locals that use each other", 'locals {\n  a = local.b\n  b = local.a\n}\noutput "it" {\n  value = local.a\n}\n'],
  ["a pattern that backtracks", `output "it" {\n  value = regex("(a+)+$", "${"a".repeat(40)}b")\n}\n`],
];

describe("configuration without bound", () => {
  for (const [what, text] of cases) {
    test(`of ${what} is not known`, () => {
      const value = evaluated({ "main.tf": text }).outputs.get("it");
      assert.ok(value && !isKnown(value));
    });
  }

  test("of a long chain of locals ends", () => {
    const lines = Array.from({ length: 5000 }, (_, step) => `  a${step + 1} = local.a${step}`);
    const fragment = evaluated({ "main.tf": `locals {\n  a0 = 1\n${lines.join("\n")}\n}\noutput "it" {\n  value = local.a5000\n}\n` });
    assert.ok(fragment.outputs.get("it"));
  });

  test("of types that do not fit is told, not thrown", () => {
    const wrong = ['1 + "x"', "[1].a", "null.x", '{}["x"]', "upper([])", "!5", "cidrsubnet(1, 2, 3)", "local.none", "[for x in 5 : x]"];
    for (const expression of wrong) {
      assert.equal(evaluated({ "main.tf": `output "it" {\n  value = ${expression}\n}\n` }).outputs.get("it")?.kind, "unknown", expression);
    }
  });
});

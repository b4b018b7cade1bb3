// Reading Bicep never throws and never runs away, whatever the text.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Host } from "../../src/model/reader.ts";
import { parse } from "../../src/sources/bicep/parse.ts";
import { bicepReader } from "../../src/sources/bicep/reader.ts";

const uri = "file:///w/main.bicep";

/** A world in which every file is the same text, so that modules call themselves. */
function evaluate(text: string) {
  let depth = 0;
  const host: Host = {
    cloud: "public",
    read: (asked) => ({ uri: asked, text }),
    list: () => "missing",
    module: (call) => {
      if (depth > 20) return { declarations: [], outputs: new Map(), unseen: [], problems: [] };
      depth++;
      const fragment = bicepReader.call(call, host);
      depth--;
      return fragment;
    },
  };
  return bicepReader.evaluate({ uri, parameters: [], prefix: "" }, host);
}

const words = [
  ..."{}[]()@:,.?!=|&<>+-*/'$#~^;\"\\",
  ..."\n\n\n\t ",
  ..."abc019é\u0000",
  "'''",
  "${",
  "param a ",
  "var b = ",
  "resource r 'A.B/c@1' = ",
  "module m './main.bicep' = {\n  name: 'm'\n}\n",
  "output o string = ",
  "for x in ",
  "if (",
  "import * as n from './main.bicep'\n",
  "@description(",
  "=> ",
  "existing ",
  "func f(x int) int => f(x)\n",
];

test("any text is read and evaluated without an exception", () => {
  const property = fc.property(fc.array(fc.constantFrom(...words), { maxLength: 120 }), (parts) => {
    const text = parts.join("");
    const { statements, faults } = parse(text);
    for (const one of [...statements, ...faults]) assert.ok(one.start >= 0 && one.start <= one.end && one.end <= text.length);
    evaluate(text);
  });
  fc.assert(property, { numRuns: 1500, seed: 20261121 });
});

const deep: readonly (readonly [string, string])[] = [
  ["brackets", `var a = ${"[".repeat(20_000)}`],
  ["braces", `var a = ${"{a:".repeat(20_000)}`],
  ["parentheses", `var a = ${"(".repeat(20_000)}1`],
  ["types", `type a = ${"{a: ".repeat(20_000)}string`],
  ["operators", `var a = ${"1 + ".repeat(50_000)}1\noutput o int = a`],
  ["members", `var a = {}${".b".repeat(50_000)}\noutput o int = a`],
  ["conditions", `var a = ${"true ? 1 : ".repeat(20_000)}1\noutput o int = a`],
  ["resources", "resource a 'A.B/c@1' = {\n  name: 'a'\n".repeat(3_000)],
  ["decorators", "@a([\n".repeat(5_000)],
  ["holes", "var a = '${".repeat(5_000)],
  ["signs", "$".repeat(50_000)],
];
for (const [what, text] of deep)
  test(`20,000 nested ${what} are a fault, and what follows is read`, () => {
    const { statements, faults } = parse(`${text}\n\nvar last = 1\n`);
    assert.notEqual(faults.length, 0);
    assert.equal(statements.at(-1)?.kind, "var");
    evaluate(text);
  });

const endless: readonly (readonly [string, string])[] = [
  ["a chain of variables", `${Array.from({ length: 20_000 }, (_, i) => `var v${i} = v${i + 1}\n`).join("")}output o int = v0\n`],
  [
    "variables that double",
    `${Array.from({ length: 60 }, (_, i) => `var v${i} = [v${i + 1}, v${i + 1}]\n`).join("")}var v60 = 'x'\noutput o array = v0\n`,
  ],
  [
    "loops in loops",
    "resource r 'A.B/c@1' = [for i in range(0, 700): {\n  name: 'r'\n  resource s 'd' = [for j in range(0, 700): {\n    name: 's'\n  }]\n}]\n",
  ],
  ["modules that call themselves twice", "module a './main.bicep' = {\n  name: 'a'\n}\nmodule b './main.bicep' = {\n  name: 'b'\n}\n"],
];
for (const [what, text] of endless)
  test(`${what} come to an end`, () => {
    const fragment = evaluate(text);
    assert.ok(fragment.declarations.length <= 50_000);
  });

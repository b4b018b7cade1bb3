import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bicepReader } from "../../../src/sources/bicep/reader.ts";
import { evaluate, said } from "./world.ts";

const main = "param a string\nparam b string = 'default'\nparam c string?\noutput o array = [a, b, c]\n";

function given(files: { readonly [path: string]: string }, ...parameters: readonly string[]): unknown {
  const value = evaluate({ "main.bicep": main, ...files }, parameters).outputs.get("o");
  return value && said(value);
}

describe("parameter files", () => {
  test("of Bicep: variables, expressions and what they extend", () => {
    const files = {
      "base.bicepparam": "using none\nparam a = 'base'\nparam b = 'base'\n",
      "main.bicepparam": `using './main.bicep'\nextends './base.bicepparam'\nvar x = 'own'\nparam a = '\${x}-\${base.b}'\n`,
    };
    assert.deepEqual(given(files, "main.bicepparam"), ["own-base", "base", null]);
  });

  test("of JSON: values, and secrets that are not known", () => {
    const json = '{ "parameters": { "A": { "value": "x" }, "c": { "reference": { "secretName": "s" } } } }';
    assert.deepEqual(given({ "p.json": json }, "p.json"), ["x", "default", "<parameters(c)>"]);
  });

  test("later ones win, and a value is edited where it is written", () => {
    const files = { "1.bicepparam": "using 'main.bicep'\nparam a = 'one'\n", "2.bicepparam": "using 'main.bicep'\nparam a = 'two'\n" };
    assert.deepEqual(given(files, "1.bicepparam", "2.bicepparam"), ["two", "default", null]);
    const list = evaluate({ "main.bicep": main, ...files }, ["2.bicepparam"]).outputs.get("o");
    const first = list?.kind === "list" ? list.items[0] : undefined;
    assert.deepEqual(first?.at, { from: "file", uri: "file:///w/2.bicepparam", start: 29, end: 34 });
  });

  test("one that extends itself ends", () => {
    assert.deepEqual(given({ "p.bicepparam": "using none\nextends 'p.bicepparam'\nparam a = 'x'\n" }, "p.bicepparam"), [
      "x",
      "default",
      null,
    ]);
  });

  test("what the environment gives is a constant", () => {
    const files = { "p.bicepparam": "using none\nparam a = readEnvironmentVariable('A', 'd')\n" };
    assert.deepEqual(given(files, "p.bicepparam"), ["<readEnvironmentVariable('A')>", "default", null]);
  });
});

describe("the outline of a file", () => {
  test("names its modules, its parameters and the template of a parameters file", () => {
    const template = bicepReader.outline({
      uri: "file:///w/x/main.bicep",
      text: "param a string\nmodule m '../y/m.bicep' = {\n  name: 'm'\n}\nmodule r 'br/public:avm/res/a/b:1.0.0' = {\n  name: 'r'\n}\n",
    });
    assert.deepEqual(template, { role: "template", uses: ["file:///w/y/m.bicep"], parameters: ["a"], resources: 0 });
    const parameters = bicepReader.outline({ uri: "file:///w/x/dev.bicepparam", text: "using '../main.bicep'\nparam a = 'x'\n" });
    assert.deepEqual(parameters, { role: "parameters", uses: [], parameters: ["a"], resources: 0, template: "file:///w/main.bicep" });
  });
});

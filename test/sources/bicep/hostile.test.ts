import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate, said } from "./world.ts";

const kinds = (text: string) => [...evaluate(text).outputs].map(([name, value]) => `${name} ${kindOf(value)}`);

function kindOf(value: ReturnType<typeof evaluate>["outputs"] extends ReadonlyMap<string, infer V> ? V : never): string {
  if (value.kind === "unknown") return value.because.kind;
  return value.kind === "list" && value.open ? `open ${value.open.kind}` : value.kind;
}

describe("what no file should be", () => {
  test("a loop over a million items ends with its reason, in a list, a function and a property", () => {
    const found = kinds(`
output loop array = [for i in range(0, 1000000): i]
output mapped array = map(range(0, 1000000), i => [i])
output wide array = [for i in range(0, 100): range(0, 9000)]`);
    for (const one of found) assert.match(one, /limit/);
  });

  test("a string that doubles without end is cut off with its reason", () => {
    const lines = Array.from({ length: 60 }, (_, index) => `var v${index + 1} = '\${v${index}}\${v${index}}'`);
    const fragment = evaluate(["var v0 = 'aaaaaaaa'", ...lines, "output o string = v60"].join("\n"));
    assert.match(JSON.stringify(fragment.outputs.get("o")).slice(0, 100_000), /"kind":"limit"/);
  });

  test("what goes through long lists, texts and comparisons again and again runs out of steps", () => {
    const text = "var s = join(map(range(0, 10000), i => 'abcdefghij'), '')\n";
    for (const work of [
      "sort(range(0, 10000), (a, b) => length(range(0, 10000)) < b)",
      "[for i in range(0, 10000): contains(range(0, 10000), -1)]",
      "filter(range(0, 10000), i => range(0, 10000) == range(0, 10000))",
      "[for i in range(0, 10000): intersection(range(0, 10000), range(5000, 10000))]",
      "[for i in range(0, 10000): length(toUpper(s))]",
      "[for i in range(0, 9000): [for j in range(0, 9000): [for k in range(0, 9000): i]]]",
    ])
      assert.ok(JSON.stringify(evaluate(`${text}output o array = ${work}\n`).outputs.get("o")).includes('"kind":"limit"'), work);
  });

  test("variables in a circle are a problem each, and no value", () => {
    const fragment = evaluate("var a = b\nvar b = c\nvar c = a\noutput o string = a");
    assert.equal(fragment.outputs.get("o")?.kind, "unknown");
    assert.notEqual(fragment.problems.length, 0);
  });

  test("files that import each other in a circle end", () => {
    const fragment = evaluate({
      "main.bicep": "import { b } from 'other.bicep'\n@export()\nvar a = b\noutput o string = a",
      "other.bicep": "import { a } from 'main.bicep'\n@export()\nvar b = a",
    });
    assert.equal(fragment.outputs.get("o")?.kind, "unknown");
  });

  test("values of the wrong type are unknown as errors", () => {
    const found = kinds(`
output index string = 'text'[0]
output member string = [1].name
output call string = substring(1, 'a')
output sum int = 'a' + {}
output loop array = [for i in 5: i]
output argument string = toLower({ a: 1 })`);
    for (const one of found) assert.match(one, /error|open|constant/);
  });

  test("modules in a circle are told, and what stands beside them is read", () => {
    const call = (path: string) => `module m '${path}' = {\n  name: 'm'\n}\n`;
    const fragment = evaluate({
      "main.bicep": `${call("a.bicep")}resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'a'\n}`,
      "a.bicep": call("main.bicep"),
    });
    assert.deepEqual(said(fragment.declarations.find((one) => one.key === "s")?.names[0] ?? assert.fail()), "a");
  });
});

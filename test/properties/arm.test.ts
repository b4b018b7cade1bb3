// Texts by chance: whatever stands in a file, reading it ends, and what is written is read again. fast-check prints the seed of a failure.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { isExpression, parseExpression } from "../../src/sources/arm/expression.ts";
import { parseJson } from "../../src/sources/arm/json.ts";
import { armReader } from "../../src/sources/arm/reader.ts";
import { lines, plain, read, template } from "../sources/arm/read.ts";

const head = '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",';

const names = [
  "concat",
  "if",
  "equals",
  "parameters",
  "variables",
  "resourceId",
  "union",
  "format",
  "split",
  "copyIndex",
  "map",
  "lambda",
  "json",
  "range",
  "reference",
];
const expression: fc.Arbitrary<string> = fc.letrec<{ expr: string }>((tie) => ({
  expr: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(
      "'a'",
      "''",
      "1",
      "-2",
      "true()",
      "null()",
      "createArray(1, 'b')",
      "createObject('a', 1)",
      "resourceGroup().id",
      "parameters('p')",
      "variables('v')",
    ),
    fc.tuple(fc.constantFrom(...names), fc.array(tie("expr"), { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(", ")})`),
    tie("expr").map((inner) => `first(${inner}).x`),
    fc.tuple(tie("expr"), tie("expr")).map(([base, index]) => `createArray(${base})[${index}]`),
  ),
})).expr;

const json = fc.jsonValue({ maxDepth: 4 });

describe("any text", () => {
  test("is read to its end, as template and as parameters", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => head + text),
          json.map((value) => `${head}"resources":[${JSON.stringify(value)}]}`),
        ),
        (text) => {
          const source = { uri: "file:///w/main.json", text };
          armReader.outline(source);
          armReader.problems(source);
          read({ "main.json": text, "p.json": text }, { parameters: ["p.json"] });
        },
      ),
      { numRuns: 400 },
    );
  });

  test("that is JSON is read as JSON", () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const { root, flaws } = parseJson(text);
        assert.deepEqual(flaws, []);
        assert.equal(root?.start, 0);
        assert.equal(root?.end, text.length);
      }),
      { numRuns: 300 },
    );
  });

  test("with a part taken out keeps what stands before it in the list of resources", () => {
    const text = template(
      Array.from({ length: 6 }, (_, index) => ({ type: "A.b/c", name: `n${index}`, apiVersion: "1", properties: { a: [1, { b: "x" }] } })),
    );
    const starts = [...text.matchAll(/^ {4}\}/gm)].map((found) => (found.index ?? 0) + found[0].length);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 60 }), (from, length) => {
        const whole = starts.filter((end) => end <= from).length;
        const cut = text.slice(0, from) + text.slice(from + length);
        if (!/deploymentTemplate\.json/.test(cut) || whole === 0) return;
        const found = lines(read(cut));
        for (let index = 0; index < whole; index++)
          assert.ok(
            found.some((line) => line.includes(`n${index}`)),
            `n${index} is lost`,
          );
      }),
      { numRuns: 400 },
    );
  });
});

describe("any expression", () => {
  test("is parsed within its string and evaluated to a value", () => {
    fc.assert(
      fc.property(expression, (code) => {
        const value = `[${code}]`;
        const expr = parseExpression(value, value, 10);
        assert.notEqual(expr.kind, "broken", code);
        assert.ok(expr.start >= 11 && expr.end <= 10 + value.length - 1);
        plain(
          read(
            template([], { parameters: { p: { type: "string" } }, variables: { v: [1, 2] }, outputs: { it: { type: "string", value } } }),
          ).outputs.get("it") ?? assert.fail(),
        );
      }),
      { numRuns: 400 },
    );
  });

  test("by chance of characters is broken or parsed, with its places in the string", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c'().,[\]\\ 0-9]*$/), (inside) => {
        const value = `[${inside}]`;
        if (!isExpression(value)) return;
        const expr = parseExpression(value, value, 0);
        assert.ok(expr.start >= 0 && expr.start <= expr.end && expr.end <= value.length);
      }),
      { numRuns: 1000 },
    );
  });

  test("gives the same value twice, and the same constant however its functions are cased", () => {
    fc.assert(
      fc.property(expression, (code) => {
        const output = (value: string) =>
          plain(
            read(
              template([], {
                parameters: { p: { type: "string" } },
                variables: { v: [1, 2] },
                outputs: { it: { type: "string", value: `[${value}]` } },
              }),
            ).outputs.get("it") ?? assert.fail(),
          );
        const shouted = code.replace(/'[^']*'|[a-zA-Z]+(?=\()/g, (word) => (word.startsWith("'") ? word : word.toUpperCase()));
        assert.deepEqual(output(code), output(code));
        if (!/\?/.test(JSON.stringify(output(code)))) assert.deepEqual(output(shouted), output(code));
      }),
      { numRuns: 200 },
    );
  });
});

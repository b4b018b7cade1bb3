import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { armReader } from "../../../src/sources/arm/reader.ts";
import { bodyOf, lines, plain, read, template } from "./read.ts";

const source = (text: string, uri = "file:///w/main.json") => ({ uri, text });
const problems = (text: string) => armReader.problems(source(text)).map((problem) => text.slice(problem.start, problem.end));

describe("what no template should be", () => {
  test("JSON with comments, trailing commas and strings over lines is read as Azure reads it", () => {
    const text = `{ // a comment
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "resources": [ { "type": "A.b/c", "name": "x", /* another */ "apiVersion": "1",
        "properties": { "a": "[concat('one',
           'two')]", }, }, ],
    }`;
    assert.deepEqual(problems(text), []);
    assert.deepEqual(bodyOf(read(text), "A.b/c/x"), { properties: { a: "onetwo" } });
  });

  test("broken JSON keeps what parses", () => {
    const whole = template([
      { type: "A.b/c", name: "x", apiVersion: "1", properties: { a: 1 } },
      { type: "A.b/d", name: "y", apiVersion: "1" },
    ]);
    for (const broken of [
      whole.replace('"a": 1', '"a": '),
      whole.replace('"a": 1', '"a": "half'),
      whole.replace('"a": 1', '"a"'),
      whole.slice(0, -4),
    ]) {
      assert.notDeepEqual(problems(broken), [], broken);
      assert.equal(read(broken).declarations.length >= 1, true, broken);
    }
    assert.deepEqual(lines(read(whole.replace('"a": 1', '"a": '))).length, 2);
  });

  test("an expression in error is unknown, and a problem at its own span", () => {
    const text = template([
      {
        type: "A.b/c",
        name: "x",
        apiVersion: "1",
        properties: { a: "[concat('a', ]", b: "[parameters('none')]", c: "[nope(1)]", d: "fine", e: "[no.such(1)]" },
      },
    ]);
    const found = read(text);
    assert.deepEqual(bodyOf(found, "A.b/c/x"), {
      properties: { a: "<? error>", b: "<? error>", c: "<? error>", d: "fine", e: "<? error>" },
    });
    assert.equal(problems(text).length, 1);
    assert.deepEqual(
      found.problems.map((problem) => text.slice(problem.start, problem.end)),
      ["parameters('none')", "nope(1)", "no.such(1)"],
    );
  });

  test("names of prototypes are names like others", () => {
    const text = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "parameters": { "__proto__": { "defaultValue": "p" }, "constructor": { "defaultValue": "c" } },
      "resources": [ { "type": "A.b/c", "name": "x", "apiVersion": "1", "properties": { "__proto__": { "polluted": true }, "a": "[parameters('__proto__')]", "b": "[parameters('constructor')]" } } ] }`;
    const properties = read(text).declarations[0]?.body;
    const inner = properties?.kind === "object" ? properties.props.get("properties")?.value : undefined;
    assert.deepEqual(inner?.kind === "object" && [...inner.props.keys()], ["__proto__", "a", "b"]);
    assert.equal(Reflect.get({}, "polluted"), undefined);
    assert.equal(inner?.kind === "object" && plain(inner.props.get("b")?.value ?? inner), "c");
  });

  test("deep nests of brackets, calls and names neither overflow nor hang", () => {
    const brackets = `{"$schema":"x/deploymentTemplate.json#","resources":${"[".repeat(20_000)}`;
    const calls = template([{ type: "A.b/c", name: "x", apiVersion: "1", kind: `[${"concat(".repeat(5000)}'a'${")".repeat(5000)}]` }]);
    const chain = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`v${index}`, `[variables('v${index + 1}')]`]));
    const names = template([{ type: "A.b/c", name: "x", apiVersion: "1", kind: "[variables('v0')]" }], { variables: chain });
    const deep = Array.from({ length: 150 }).reduce<unknown>((inner) => ({ a: inner }), "[variables('v0')]");
    const both = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `v${index}`,
        Array.from({ length: 150 }).reduce<unknown>((inner) => ({ a: inner }), `[variables('v${index + 1}')]`),
      ]),
    );
    const objects = template([{ type: "A.b/c", name: "x", apiVersion: "1", properties: deep }], { variables: both });
    for (const text of [brackets, calls, names, objects]) {
      read(text);
      armReader.problems(source(text));
    }
    assert.deepEqual(bodyOf(read(names), "A.b/c/x"), { kind: "<? limit>" });
  });

  test("what refers to itself is said to", () => {
    const text = template(
      [
        {
          type: "A.b/c",
          name: "x",
          apiVersion: "1",
          kind: "[variables('a')]",
          location: "[reference('x').location]",
          tags: "[parameters('p')]",
        },
      ],
      {
        variables: { a: "[variables('b')]", b: "[variables('a')]" },
        parameters: { p: { type: "string", defaultValue: "[parameters('p')]" } },
      },
    );
    assert.deepEqual(bodyOf(read(text), "A.b/c/x"), {
      kind: "<? error>",
      location: "→#A.b/c/x.properties.location",
      tags: "<parameters(p)>",
    });
    assert.deepEqual(
      read(text).problems.map(({ message }) => message),
      ["The variable 'a' refers to itself, so it has no value.", "The parameter 'p' refers to itself, so it has no value."],
    );
    const loop = template([
      { type: "Microsoft.Resources/deployments", apiVersion: "1", name: "me", properties: { templateLink: { relativePath: "main.json" } } },
    ]);
    assert.equal(read(loop).unseen[0]?.because.kind, "limit");
  });

  test("more than Azure takes is not followed", () => {
    const many = template(Array.from({ length: 6000 }, () => ({ type: "A.b/c", name: "x", apiVersion: "1" })));
    assert.equal(read(many).declarations.length, 5000);
    assert.equal(read(many).unseen[0]?.because.kind, "limit");
    const huge = `{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",${" ".repeat(16_000_000)}}`;
    assert.deepEqual(armReader.problems(source(huge)).length, 1);
    assert.equal(read(huge).unseen[0]?.because.kind, "unread");
  });

  test("a loop without bound is not followed, whatever it makes", () => {
    const copy = (count: unknown) => ({ name: "x", count });
    const loop = (count: unknown) =>
      template([{ type: "A.b/c", name: "[format('n{0}', copyIndex())]", apiVersion: "1", copy: copy(count) }], {
        variables: { copy: [{ ...copy(count), input: "[copyIndex('x')]" }] },
        outputs: { o: { type: "array", copy: { count, input: "[range(0, 100000)]" } }, v: { type: "array", value: "[variables('x')]" } },
      });
    for (const count of [1e12, "[mul(1000000, 1000000)]", -1, "many", null]) {
      const fragment = read(loop(count));
      assert.ok(fragment.declarations.length <= 1);
      for (const value of fragment.outputs.values())
        assert.ok(value.kind === "unknown" || (value.kind === "list" && (value.open || value.items.length === 0)));
    }
  });

  test("text of any kind is no crash", () => {
    for (const text of [
      "",
      "\u0000\u0001",
      "[",
      "null",
      "\uFEFF{}",
      '{"$schema":"deploymentTemplate.json#","resources":[1,null,{},{"type":5}]}',
      "{".repeat(50),
    ]) {
      assert.doesNotThrow(() => [armReader.outline(source(text)), armReader.problems(source(text)), read(text)]);
    }
  });
});

describe("a JSON file", () => {
  const outline = (text: string, uri: string) => armReader.outline(source(text, uri));

  test("is told by its first bytes", () => {
    assert.equal(outline('{"a":1}', "file:///w/package.json").role, "none");
    const subscription =
      '{"$schema":"https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#","parameters":{"a":{}}}';
    assert.deepEqual(outline(subscription, "file:///w/a.json"), { role: "template", uses: [], parameters: ["a"], resources: 0 });
    assert.deepEqual(outline('{"a":{"value":1},"b":{"reference":{}}}', "file:///w/main.parameters.json"), {
      role: "parameters",
      uses: [],
      parameters: ["a", "b"],
    });
    assert.equal(outline(" ".repeat(5000) + subscription, "file:///w/a.json").role, "none");
    const compiled = subscription.replace('"parameters"', '"metadata":{"_generator":{"name":"bicep"}},"parameters"');
    assert.equal(outline(compiled, "file:///w/a.json").compiled, true);
  });

  test("tells the templates that it links", () => {
    const text = template([
      { type: "Microsoft.Resources/deployments", name: "x", properties: { templateLink: { relativePath: "../shared/net.json" } } },
    ]);
    assert.deepEqual(outline(text, "file:///w/app/main.json").uses, ["file:///w/shared/net.json"]);
  });
});

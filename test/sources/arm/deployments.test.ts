import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bodyOf, lines, plain, read, template } from "./read.ts";

const nested = (name: string, properties: object, more: object = {}) => ({
  type: "Microsoft.Resources/deployments",
  apiVersion: "2022-09-01",
  name,
  properties: { mode: "Incremental", ...properties },
  ...more,
});
const thing = (name: string, properties: object = {}) => ({ type: "A.b/c", apiVersion: "1", name, properties });
const at = "Microsoft.Resources/deployments/";

describe("a deployment within a template", () => {
  test("of outer scope sees the parameters around it, of inner scope its own", () => {
    const parameters = { p: { type: "string", defaultValue: "outer" } };
    const inner = { $schema: "x", parameters: { p: { type: "string" } }, resources: [thing("i", { p: "[parameters('p')]" })] };
    const found = read(
      template(
        [
          nested("one", { template: { resources: [thing("o", { p: "[parameters('p')]" })] } }),
          nested("two", {
            expressionEvaluationOptions: { scope: "Inner" },
            parameters: { P: { value: "[concat(parameters('p'), '!')]" } },
            template: inner,
          }),
        ],
        { parameters },
      ),
    );
    assert.deepEqual(bodyOf(found, `${at}one/A.b/c/o`), { properties: { p: "outer" } });
    assert.deepEqual(bodyOf(found, `${at}two/A.b/c/i`), { properties: { p: "outer!" } });
    assert.equal(found.declarations[0]?.calls.length, 1);
  });

  test("hands its outputs out, by name and by id", () => {
    const inner = { resources: [], outputs: { id: { type: "string", value: "[resourceId('A.b/c', 'x')]" } } };
    const found = read(
      template([
        nested("mod", { expressionEvaluationOptions: { scope: "inner" }, template: inner }),
        thing("user", {
          a: "[reference('mod').outputs.id.value]",
          b: "[reference(resourceId('Microsoft.Resources/deployments', 'mod'), '2022-09-01').outputs.ID.value]",
          c: "[reference('mod').outputs.none.value]",
        }),
      ]),
    );
    assert.deepEqual(bodyOf(found, "A.b/c/user"), { properties: { a: "→A.b/c(x)", b: "→A.b/c(x)", c: "<? error>" } });
  });

  test("passes its condition, its loop and its place on", () => {
    const found = read(
      template(
        [
          nested(
            "mod",
            { template: { resources: [thing("x")] } },
            { condition: "[parameters('on')]", resourceGroup: "other", subscriptionId: "[subscription().subscriptionId]" },
          ),
          nested(
            "[concat('m', copyIndex())]",
            { template: { resources: [thing("[concat('x', copyIndex())]")] } },
            { copy: { name: "loop", count: 2 } },
          ),
        ],
        { parameters: { on: { type: "bool" } } },
      ),
    );
    assert.deepEqual(
      lines(found).map((line) => line.slice(line.indexOf("|") + 2)),
      ["A.b/c | x | if parameters(on)", "A.b/c | x0", "A.b/c | x1"],
    );
    const { home } = found.declarations[0] ?? {};
    assert.deepEqual([home?.subscription, home?.resourceGroup && plain(home.resourceGroup)], [undefined, "other"]);
  });

  test("is read from a linked file: by a relative path, or by an address that ends beside it", () => {
    const child = template([thing("[parameters('n')]")], { parameters: { n: { type: "string" } } });
    const link = (templateLink: object) => nested("mod", { templateLink, parameters: { n: { value: "given" } } });
    const all = (templateLink: object) =>
      read({ "main.json": template([link(templateLink)], { parameters: { base: { type: "string" } } }), "nested/child.json": child });
    for (const templateLink of [
      { relativePath: "nested/child.json" },
      { uri: "[uri(deployment().properties.templateLink.uri, 'nested/child.json')]" },
      { uri: "[concat(parameters('base'), '/nested/child.json', '?sas')]" },
      { uri: "https://raw.example.org/repo/master/nested/child.json" },
    ]) {
      const found = all(templateLink);
      assert.deepEqual(
        found.declarations.map((one) => one.names.map(plain)),
        [["given"]],
        JSON.stringify(templateLink),
      );
      assert.equal(found.declarations[0]?.at.from === "file" && found.declarations[0].at.uri, "file:///w/nested/child.json");
    }
  });

  test("takes its parameters from a linked file, and from expressions", () => {
    const child = template([thing("[parameters('n')]", { m: "[parameters('m')]", d: "[parameters('d')]" })], {
      parameters: { n: { type: "string" }, m: { type: "string" }, d: { type: "string", defaultValue: "default" } },
    });
    const found = read({
      "main.json": template([
        nested("mod", {
          templateLink: { relativePath: "child.json" },
          parametersLink: { uri: "[uri(deployment().properties.templateLink.uri, 'child.parameters.json')]" },
          parameters: { m: "[createObject('value', 'made')]", d: { value: "[null()]" } },
        }),
      ]),
      "child.json": child,
      "child.parameters.json": `{ "n": { "value": "linked" }, "m": { "value": "overridden" } }`,
    });
    assert.deepEqual(
      found.declarations.map((one) => [one.names.map(plain), plain(one.body)]),
      [[["linked"], { properties: { m: "made", d: "default" } }]],
    );
  });

  test("may have its template in a variable, its expressions escaped", () => {
    const inner = {
      resources: [thing("[[parameters('n')]", { a: "[[concat('a', parameters('n'))]", b: "[variables('x')]" })],
      parameters: { n: { type: "string" } },
    };
    const found = read(
      template([nested("mod", { template: "[variables('inner')]", parameters: { n: { value: "given" } } })], {
        variables: { inner, x: "not seen" },
      }),
    );
    assert.deepEqual(
      found.declarations.map((one) => [one.names.map(plain), plain(one.body)]),
      [[["given"], { properties: { a: "agiven", b: "<? error>" } }]],
    );
    assert.deepEqual(found.unseen, []);
  });

  test("that cannot be read is a part that is not seen", () => {
    for (const templateLink of [{ relativePath: "none.json" }, { id: "/subscriptions/x/spec" }, { uri: "[parameters('u')]" }]) {
      const found = read(template([nested("mod", { templateLink })], { parameters: { u: { type: "string" } } }));
      assert.equal(found.unseen.length, 1, JSON.stringify(templateLink));
      assert.deepEqual(found.problems, []);
    }
  });
});

describe("a deployment of a template spec", () => {
  const inner = (open: string) => ({
    parameters: { n: { type: "string" } },
    resources: [thing(`${open}parameters('n')]`), nested("along", { templateLink: { relativePath: "parts/along.json" } })],
  });
  const named = ["resourceId('Microsoft.Resources/templateSpecs/versions', 'spec', '1.0')"];
  const deployed = (id: string) => nested("mod", { templateLink: { id }, parameters: { n: { value: "given" } } });
  const restored = JSON.stringify({
    properties: { mainTemplate: inner("["), linkedTemplates: [{ path: "parts/along.json", template: { resources: [thing("brought")] } }] },
  });

  test("is read where the same template declares it, its expressions escaped", () => {
    const version = {
      type: "Microsoft.Resources/templateSpecs/versions",
      apiVersion: "2022-02-01",
      name: "spec/1.0",
      properties: { mainTemplate: inner("[[") },
    };
    const found = read(template([version, deployed(`[${named}]`)]));
    assert.deepEqual(
      found.declarations.filter((one) => one.type === "A.b/c").map((one) => one.names.map(plain)),
      [["given"]],
    );
  });

  test("is read where another template of the folder declares it by its names, its places in that file", () => {
    const along = { path: "parts/along.json", template: { resources: [thing("brought")] } };
    const properties = { mainTemplate: inner("[["), linkedTemplates: [along] };
    const apiVersion = "2022-02-01";
    const type = "Microsoft.Resources/templateSpecs";
    for (const resources of [
      [{ type: `${type}/versions`, apiVersion, name: "Spec/1.0", properties }],
      [{ type, apiVersion, name: "spec", resources: [{ type: "versions", apiVersion, name: "1.0", properties }] }],
      { it: { type: `${type}/versions`, apiVersion, name: "spec/1.0", properties } },
    ]) {
      const [other, unlike] = [template(resources), template([{ type: `${type}/versions`, apiVersion, name: "spec/2.0", properties }])];
      const found = read({ "a.json": unlike, "main.json": template([deployed(`[${named}]`)]), "specs.json": other });
      assert.deepEqual(
        found.declarations.map((one) => [one.names.map(plain), one.at.from === "file" && one.at.uri]),
        ["given", "brought"].map((name) => [[name], "file:///w/specs.json"]),
      );
      assert.deepEqual([found.unseen, found.problems], [[], []]);
    }
  });

  test("is read from Bicep's cache when its id is known, with the templates that it brings along", () => {
    const cached = { "bicep-cache:///ts/0a/group/spec/1.0/main.json": restored };
    for (const id of [
      "/subscriptions/0A/resourceGroups/Group/providers/Microsoft.Resources/templateSpecs/Spec/versions/1.0",
      "[resourceId('0a', 'group', 'Microsoft.Resources/templateSpecs/versions', 'spec', '1.0')]",
    ]) {
      const found = read({ ...cached, "main.json": template([deployed(id)]) });
      assert.deepEqual(
        found.declarations.map((one) => one.names.map(plain)),
        [["given"], ["brought"]],
        id,
      );
      assert.deepEqual(found.unseen, []);
    }
  });

  test("is a part that is not seen otherwise, and says what to do", () => {
    for (const id of [`[${named}]`, "[parameters('u')]", "/subscriptions/../resourceGroups/g/providers/x"]) {
      const { unseen, problems } = read(template([deployed(id)], { parameters: { u: { type: "string" } } }));
      assert.deepEqual([unseen.length, problems.length], [1, 0], id);
      assert.match(unseen[0]?.because.settle ?? "", /relativePath/);
    }
  });
});

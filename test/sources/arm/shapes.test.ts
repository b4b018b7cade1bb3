import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate } from "../bicep/world.ts";
import { bodyOf, lines, outputs, plain, read, template } from "./read.ts";

const storage = "Microsoft.Storage/storageAccounts";

describe("a template's resources", () => {
  test("stand in a list, with children nested or by names with slashes", () => {
    const found = read(
      template([
        {
          type: "Microsoft.Network/virtualNetworks",
          apiVersion: "2024-05-01",
          name: "vnet",
          resources: [{ type: "subnets", apiVersion: "2024-05-01", name: "a", properties: { addressPrefix: "10.0.0.0/24" } }],
        },
        { type: "Microsoft.Network/virtualNetworks/subnets", apiVersion: "2024-05-01", name: "[concat('vnet', '/', 'b')]" },
      ]),
    );
    assert.deepEqual(lines(found), [
      "Microsoft.Network/virtualNetworks/vnet | Microsoft.Network/virtualNetworks | vnet",
      "Microsoft.Network/virtualNetworks/vnet/subnets/a | Microsoft.Network/virtualNetworks/subnets | vnet/a",
      "Microsoft.Network/virtualNetworks/subnets/[concat('vnet', '/', 'b')] | Microsoft.Network/virtualNetworks/subnets | vnet/b",
    ]);
    assert.deepEqual(bodyOf(found, "Microsoft.Network/virtualNetworks/vnet/subnets/a"), { properties: { addressPrefix: "10.0.0.0/24" } });
  });

  test("have symbolic names and may exist already", () => {
    const found = read(
      template(
        {
          kv: { type: "Microsoft.KeyVault/vaults", apiVersion: "2023-07-01", name: "kv", existing: true, resourceGroup: "other" },
          stg: {
            type: storage,
            apiVersion: "2023-05-01",
            name: "st",
            properties: { vault: "[reference('kv').vaultUri]", own: "[resourceInfo('stg').name]" },
          },
        },
        { languageVersion: "2.0" },
      ),
    );
    assert.deepEqual(lines(found), ["kv | Microsoft.KeyVault/vaults | kv | existing", `stg | ${storage} | st`]);
    assert.deepEqual(bodyOf(found, "stg"), { properties: { vault: "→#kv.properties.vaultUri", own: "st" } });
    assert.deepEqual(
      plain(found.declarations[0]?.home?.resourceGroup ?? { kind: "scalar", value: null, at: { from: "default", of: "" } }),
      "other",
    );
  });

  test("are made by loops, of known and of unknown count", () => {
    const loop = (count: unknown) => ({
      type: storage,
      apiVersion: "2023-05-01",
      name: "[format('st{0}', copyIndex('s', 1))]",
      copy: { name: "s", count },
      kind: "[string(copyIndex())]",
    });
    const known = read(template([loop(2)]));
    assert.deepEqual(
      known.declarations.map((one) => [one.key.slice(-3), one.names.map(plain)[0], plain(one.body)]),
      [
        ["[0]", "st1", { kind: "0" }],
        ["[1]", "st2", { kind: "1" }],
      ],
    );
    const unknown = read(template([loop("[parameters('n')]")], { parameters: { n: { type: "int" } } }));
    assert.equal(unknown.declarations.length, 1);
    assert.equal(unknown.declarations[0]?.repeated?.kind, "parameter");
    assert.deepEqual(lines(read(template([loop(0)]))), []);
    assert.equal(read(template([loop(1e9)])).declarations[0]?.repeated?.kind, "limit");
  });

  test("have properties, variables and outputs made by loops", () => {
    const found = read(
      template(
        [
          {
            type: "A.b/c",
            apiVersion: "1",
            name: "x",
            properties: { copy: [{ name: "rules", count: 2, input: { id: "[copyIndex('rules')]" } }], list: "[variables('names')]" },
          },
        ],
        {
          variables: { copy: [{ name: "names", count: 2, input: "[concat('n', copyIndex('names'))]" }] },
          outputs: { all: { type: "array", copy: { count: 2, input: "[copyIndex()]" } } },
        },
      ),
    );
    assert.deepEqual(bodyOf(found, "A.b/c/x"), { properties: { rules: [{ id: 0 }, { id: 1 }], list: ["n0", "n1"] } });
    assert.deepEqual(
      [...found.outputs].map(([name, value]) => [name, plain(value)]),
      [["all", [0, 1]]],
    );
  });

  test("of a loop as long as a list that is not known are made of its items, as the same loop of Bicep is", () => {
    const names = ["[parameters('l')[copyIndex()].name]", "[concat('x', copyIndex(1))]", "[concat('x', copyIndex())]"];
    const made = template(
      names.map((name) => ({ type: "A.b/c", apiVersion: "1", name, copy: { name: "loop", count: "[length(parameters('l'))]" } })),
      { parameters: { l: { type: "array" } } },
    );
    const bicep = ["item.name", "format('x{0}', index + 1)", "format('x{0}', index)"].map(
      (name, at) => `resource r${at} 'A.b/c@1' = [for (item, index) in l: {\n  name: ${name}\n}]\n`,
    );
    const inBicep = evaluate(`param l array\n${bicep.join("")}`);
    assert.deepEqual(
      read(made).declarations.map((one) => one.names.map(plain)),
      inBicep.declarations.map((one) => one.names.map(plain)),
    );
    assert.equal(new Set(inBicep.declarations.map((one) => JSON.stringify(one.names.map(plain)))).size, 3);
  });

  test("keep their condition as it stands, and are not declared when it is false", () => {
    const one = (name: string, condition: unknown) => ({ type: "A.b/c", apiVersion: "1", name, condition });
    const found = read(
      template(
        [
          one("x", "[and(parameters('on'), not(parameters('off')))]"),
          one("y", "[or(parameters('on'), parameters('off'))]"),
          one("z", "[false()]"),
        ],
        {
          parameters: { on: { type: "bool" }, off: { type: "bool" } },
        },
      ),
    );
    assert.deepEqual(lines(found), [
      "A.b/c/x | A.b/c | x | if parameters(on) & !parameters(off)",
      "A.b/c/y | A.b/c | y | if parameters(on)?(true,parameters(off)?(true,false))",
    ]);
  });

  test("extend others by scope or by a name with 'providers'", () => {
    const found = read(
      template([
        {
          type: "Microsoft.Authorization/roleAssignments",
          apiVersion: "1",
          name: "g",
          scope: "[concat('Microsoft.Storage/storageAccounts/', 'st')]",
        },
        { type: "Microsoft.Storage/storageAccounts/providers/roleAssignments", apiVersion: "1", name: "st/Microsoft.Authorization/h" },
      ]),
    );
    assert.deepEqual(
      found.declarations.map((one) => [one.type, one.names.map(plain), one.scope && plain(one.scope)]),
      [
        ["Microsoft.Authorization/roleAssignments", ["g"], `→${storage}(st)`],
        ["Microsoft.Authorization/roleAssignments", ["h"], `→${storage}(st)`],
      ],
    );
  });

  test("are read without regard to the case of names and functions", () => {
    const text = `{ "$SCHEMA": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "PARAMETERS": { "Name": { "type": "string", "DefaultValue": "x" } },
      "Resources": [ { "TYPE": "A.b/c", "Name": "[PARAMETERS('nAME')]", "ApiVersion": "1", "Properties": { "A": 1 } } ] }`;
    assert.deepEqual(lines(read(text)), ["A.b/c/[PARAMETERS('nAME')] | A.b/c | x"]);
  });
});

describe("a template's own functions", () => {
  test("see their parameters alone", () => {
    const functions = [
      {
        namespace: "own",
        members: {
          name: {
            parameters: [{ name: "base", type: "string" }],
            output: { type: "string", value: "[concat(toLower(parameters('base')), '-x')]" },
          },
        },
      },
    ];
    const parameters = { base: { type: "string", defaultValue: "wrong" } };
    assert.deepEqual(outputs({ a: "[own.NAME('ABC')]" }, { functions, parameters }), { a: "abc-x" });
  });
});

describe("values of a template", () => {
  test("come from parameters files, later ones first, and a key vault's are secret", () => {
    const files = {
      "main.json": template(
        [
          {
            type: "A.b/c",
            apiVersion: "1",
            name: "x",
            properties: { a: "[parameters('a')]", b: "[parameters('b')]", s: "[parameters('s')]" },
          },
        ],
        {
          parameters: { a: { type: "string" }, b: { type: "string", defaultValue: "default" }, s: { type: "securestring" } },
        },
      ),
      "one.json": `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        "parameters": { "A": { "value": "one" }, "b": { "value": "[not an expression]" }, "s": { "reference": { "keyVault": { "id": "v" }, "secretName": "n" } } } }`,
      "two.json": `{ "a": { "value": "two" } }`,
    };
    const found = read(files, { parameters: ["one.json", "two.json"] });
    assert.deepEqual(bodyOf(found, "A.b/c/x"), { properties: { a: "two", b: "[not an expression]", s: "<parameters(s)>" } });
    const body = found.declarations[0]?.body;
    const properties = body?.kind === "object" ? body.props.get("properties")?.value : undefined;
    const a = properties?.kind === "object" ? properties.props.get("a")?.value : undefined;
    assert.deepEqual(a?.at, { from: "file", uri: "file:///w/two.json", start: 18, end: 23 });
    assert.equal(a?.via?.[0]?.from === "file" && a.via[0].uri, "file:///w/main.json");
    const s = properties?.kind === "object" ? properties.props.get("s")?.value : undefined;
    assert.equal(s?.kind === "constant" && s.because.kind, "secret");
  });

  test("stand for themselves with two brackets, and point to the character inside an expression", () => {
    const text = template([{ type: "A.b/c", apiVersion: "1", name: "x", properties: { a: "[[literal]", b: "[if(true(), 'yes', 'no')]" } }]);
    const found = read(text);
    assert.deepEqual(bodyOf(found, "A.b/c/x"), { properties: { a: "[literal]", b: "yes" } });
    const body = found.declarations[0]?.body;
    const properties = body?.kind === "object" ? body.props.get("properties")?.value : undefined;
    const b = properties?.kind === "object" ? properties.props.get("b")?.value.at : undefined;
    assert.equal(b?.from === "file" && text.slice(b.start, b.end), "'yes'");
  });
});

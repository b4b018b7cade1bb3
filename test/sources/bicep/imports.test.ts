import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { declared, evaluate, output, said } from "./world.ts";

const compiled = JSON.stringify({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  languageVersion: "2.0",
  metadata: { "__bicep_exported_variables!": [{ name: "zone" }, { name: "subnets" }, { name: "not-a-name" }] },
  definitions: {
    label: { type: "string", nullable: true, metadata: { "__bicep_export!": true } },
    network: {
      type: "object",
      properties: { dns: { $ref: "#/definitions/label" }, range: { type: "string" } },
      metadata: { "__bicep_export!": true },
    },
    hidden: { type: "string", nullable: true },
  },
  functions: [
    {
      namespace: "__bicep",
      members: {
        called: {
          parameters: [{ name: "stem", type: "string" }],
          output: { type: "string", value: "[format('{0}-{1}', parameters('stem'), ns.short('Training'))]" },
          metadata: { "__bicep_export!": true },
        },
      },
    },
    {
      namespace: "ns",
      members: {
        short: {
          parameters: [{ name: "word", type: "string" }],
          output: { type: "string", value: "[toLower(take(parameters('word'), 5))]" },
          metadata: { "__bicep_export!": true },
        },
      },
    },
  ],
  variables: {
    zone: "[concat(variables('stem'), '.azurecr.io')]",
    stem: "privatelink",
    "not-a-name": 7,
    copy: [{ name: "subnets", count: 3, input: { name: "[concat('snet-', copyIndex('subnets'))]" } }],
  },
  resources: {},
});

describe("imports from a compiled template", () => {
  const files = { "shared.json": compiled };

  test("variables are evaluated as the template has them, loops and other variables included", () => {
    assert.equal(output("import { zone } from 'shared.json'\noutput o string = zone\n", files), "privatelink.azurecr.io");
    assert.equal(output("import * as all from 'shared.json'\noutput o string = all.subnets[2].name\n", files), "snet-2");
    assert.equal(output("import { 'not-a-name' as seven } from 'shared.json'\noutput o int = seven\n", files), 7);
  });

  test("functions of Bicep's namespace go by their name, others by their namespace too", () => {
    assert.equal(output("import { called as f } from 'shared.json'\noutput o string = f('snet')\n", files), "snet-train");
    assert.equal(output("import * as all from 'shared.json'\noutput o string = all.called('snet')\n", files), "snet-train");
    assert.equal(output("import { 'ns.short' as short } from 'shared.json'\noutput o string = short('WORKSPACE')\n", files), "works");
  });

  test("a parameter of an imported type that may be null has no value rather than an unknown one", () => {
    assert.equal(output("import { label } from 'shared.json'\nparam x label\noutput o bool = x == null\n", files), true);
    assert.equal(output("import * as t from 'shared.json'\nparam x t.network.dns\noutput o bool = x == null\n", files), true);
    assert.equal(output("import * as t from 'shared.json'\nparam x t.network.range\noutput o string = x\n", files), "<parameters(x)>");
  });

  test("what the template does not export is an error of the import, and what is not there is a module to be added", () => {
    assert.equal(output("import { stem } from 'shared.json'\noutput o string = stem\n", files), "? error");
    assert.equal(output("import { x } from 'none.json'\noutput o string = x\n", files), "? module");
    const plain = { "plain.json": compiled.replace("__bicep_exported_variables!", "other").replaceAll("__bicep_export!", "other") };
    assert.equal(output("import { zone } from 'plain.json'\noutput o string = zone\n", plain), "? error");
  });

  test("a value keeps its place in the compiled file, seen through the use", () => {
    const fragment = evaluate({
      ...files,
      "main.bicep": "import { zone } from 'shared.json'\nresource z 'Microsoft.Network/privateDnsZones@2020-06-01' = {\n  name: zone\n}\n",
    });
    const [name] = declared(fragment, "z").names;
    assert.equal(name?.at.from === "file" && name.at.uri, "file:///w/shared.json");
    assert.ok(name?.via?.some((use) => use.from === "file" && use.uri === "file:///w/main.bicep"));
  });

  test("a parameters file imports from one too", () => {
    const fragment = evaluate(
      {
        ...files,
        "main.bicep": "param zone string\noutput o string = zone\n",
        "main.bicepparam": "using 'main.bicep'\nimport { zone as it } from 'shared.json'\nparam zone = it\n",
      },
      ["main.bicepparam"],
    );
    const value = fragment.outputs.get("o");
    assert.equal(value && said(value), "privatelink.azurecr.io");
  });

  test("a module of a registry gives its exports from the local cache", () => {
    const cached = { "bicep-cache:///br/mcr.microsoft.com/bicep$avm$utl$types$x/0.5.1$/main.json": compiled };
    assert.equal(
      output("import { zone } from 'br/public:avm/utl/types/x:0.5.1'\noutput o string = zone\n", cached),
      "privatelink.azurecr.io",
    );
  });
});

describe("imports that go round in a circle", () => {
  test("functions, variables and types that two files take from each other are errors, and end", () => {
    const one = "import { f, v, t } from 'two.bicep'\n@export()\nfunc g(x int) int => f(x)\n@export()\nvar w = v\n@export()\ntype u = t\n";
    const files = {
      "one.bicep": one,
      "two.bicep": one.replace("{ f, v, t } from 'two", "{ g as f, w as v, u as t } from 'one").replace("func g", "func h"),
      "three.bicep": "import { f } from 'four.bicep'\n",
      "four.bicep": "import { f } from 'three.bicep'\n",
    };
    assert.equal(output("import { g } from 'one.bicep'\noutput o int = g(1)\n", files), "? error");
    assert.equal(output("import { w } from 'one.bicep'\noutput o int = w\n", files), "? error");
    assert.equal(output("import { f } from 'three.bicep'\noutput o int = f(1)\n", files), "? error");
    assert.equal(output("import { u } from 'one.bicep'\nparam x u\noutput o int = x\n", files), "<parameters(x)>");
  });
});

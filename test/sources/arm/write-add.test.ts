// Where new resources go and how they refer to others, in the shapes that templates have.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Draft, NewResource } from "../../../src/model/repair.ts";
import type { Site } from "../../../src/model/writer.ts";
import { armWriter } from "../../../src/sources/arm/write.ts";
import { graphOf, read, template } from "./read.ts";

const vault = { type: "Microsoft.KeyVault/vaults", apiVersion: "2023-07-01", name: "kv", properties: {} };
const setting = (value: Draft, more: Partial<NewResource> = {}): NewResource => ({
  key: "setting-logs",
  type: "Microsoft.Insights/diagnosticSettings",
  apiVersion: "2021-05-01-preview",
  name: "logs",
  body: { properties: { value } },
  ...more,
});

/** The template's resources after new ones were added beside one; or why they were not. */
function added(text: string, beside: string, ...resources: readonly NewResource[]): unknown {
  const graph = graphOf(text);
  const site: Site = { resource: (key) => graph.get(key), resources: graph.resources, text: (uri) => ({ uri, text }), list: () => [] };
  const written = armWriter.write([{ do: "add", beside, resources }], site);
  if ("cannot" in written) return written.cannot;
  const out = written.edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.newText + whole.slice(edit.end), text);
  assert.deepEqual(read(out).problems, []);
  return JSON.parse(out).resources;
}

function last(resources: unknown): unknown {
  return Array.isArray(resources) ? resources.at(-1) : undefined;
}

describe("a new resource", () => {
  test("gets a symbol of its own among symbolic names", () => {
    const text = template({ kv: vault, settingLogs: { ...vault, name: "other" } }, { languageVersion: "2.0" });
    assert.deepEqual(added(text, "kv", setting("x", { scope: { $ref: "kv" } })), {
      kv: vault,
      settingLogs: { ...vault, name: "other" },
      settingLogs2: {
        type: "Microsoft.Insights/diagnosticSettings",
        apiVersion: "2021-05-01-preview",
        name: "logs",
        scope: "[resourceId('Microsoft.KeyVault/vaults', 'kv')]",
        properties: { value: "x" },
        dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', 'kv')]"],
      },
    });
  });

  test("stands or falls with the condition of what it stands beside", () => {
    const text = template([{ ...vault, condition: "[parameters('on')]" }], { parameters: { on: { type: "bool" } } });
    assert.equal(
      (last(added(text, "Microsoft.KeyVault/vaults/kv", setting("x"))) as { condition: unknown }).condition,
      "[parameters('on')]",
    );
  });

  test("refers to children, to properties and to what exists elsewhere", () => {
    const text = template(
      [
        {
          type: "Microsoft.Network/virtualNetworks",
          apiVersion: "2024-05-01",
          name: "[concat('v', 'net')]",
          resources: [{ type: "subnets", apiVersion: "2024-05-01", name: "s" }],
        },
        { type: "A.b/c/d", apiVersion: "1", name: "[concat(variables('one'), '/', variables('two'))]" },
        { ...vault, copy: { name: "all", count: 2 }, name: "[concat('kv', copyIndex('all', 1))]" },
      ],
      { variables: { one: "1", two: "2" } },
    );
    const net = "Microsoft.Network/virtualNetworks/[concat('v', 'net')]";
    const loop = "Microsoft.KeyVault/vaults/[concat('kv', copyIndex('all', 1))][1]";
    const value = (draft: Draft) => (last(added(text, net, setting(draft))) as { properties: { value: unknown } }).properties.value;
    assert.equal(value({ $ref: `${net}/subnets/s` }), "[resourceId('Microsoft.Network/virtualNetworks/subnets', concat('v', 'net'), 's')]");
    assert.equal(
      value({ $ref: net, child: ["subnets", "it's"] }),
      "[resourceId('Microsoft.Network/virtualNetworks/subnets', concat('v', 'net'), 'it''s')]",
    );
    assert.equal(
      value({ $ref: "A.b/c/d/[concat(variables('one'), '/', variables('two'))]" }),
      "[resourceId('A.b/c/d', variables('one'), variables('two'))]",
    );
    assert.equal(value({ $ref: loop }), "[resourceId('Microsoft.KeyVault/vaults', concat('kv', 2))]");
    assert.equal(
      value({ $ref: net, path: ["properties", "resourceGuid"] }),
      "[reference(resourceId('Microsoft.Network/virtualNetworks', concat('v', 'net')), '2024-05-01').resourceGuid]",
    );
    assert.equal(
      value({ $ref: net, path: ["identity", "principalId"] }),
      "[reference(resourceId('Microsoft.Network/virtualNetworks', concat('v', 'net')), '2024-05-01', 'Full').identity.principalId]",
    );
    assert.equal(value("[not an expression]"), "[[not an expression]");
  });

  test("takes parameters of the template, and adds those that lack with their default", () => {
    const text = template([vault], { parameters: { location: { type: "string" } } });
    const resources = added(
      text,
      "Microsoft.KeyVault/vaults/kv",
      setting([
        { $deployment: "location" },
        { $parameter: "p", description: "d", default: "x", secure: true },
        { $deployment: "tenantId" },
      ]),
    );
    assert.deepEqual((last(resources) as { properties: { value: unknown } }).properties.value, [
      "[parameters('location')]",
      "[parameters('p')]",
      "[subscription().tenantId]",
    ]);
  });

  test("is given the id of what its template cannot name, by the template that can", () => {
    const inner = { $schema: "x", resources: [vault] };
    const outer = { type: "Microsoft.Network/virtualNetworks", apiVersion: "2024-05-01", name: "[parameters('net')]" };
    const deployment = {
      type: "Microsoft.Resources/deployments",
      apiVersion: "1",
      name: "in",
      properties: { expressionEvaluationOptions: { scope: "inner" }, template: inner },
    };
    const text = template([outer, deployment], { parameters: { net: { type: "string" } } });
    const net = "Microsoft.Network/virtualNetworks/[parameters('net')]";
    const resources = added(
      text,
      "Microsoft.Resources/deployments/in/Microsoft.KeyVault/vaults/kv",
      setting([{ $ref: net }, { $ref: net, child: ["subnets", "s"] }]),
    );
    const { properties } = last(resources) as {
      properties: { parameters: unknown; template: { resources: readonly { properties: unknown }[]; parameters: unknown } };
    };
    assert.deepEqual(properties.parameters, {
      virtualNetworkResourceId: { value: "[resourceId('Microsoft.Network/virtualNetworks', parameters('net'))]" },
    });
    assert.deepEqual(Object.keys(properties.template.parameters as object), ["virtualNetworkResourceId"]);
    assert.deepEqual(properties.template.resources[1]?.properties, {
      value: ["[parameters('virtualNetworkResourceId')]", "[concat(parameters('virtualNetworkResourceId'), '/subnets/s')]"],
    });
  });

  test("in a nested template of outer scope takes parameters of the one around it", () => {
    const deployment = {
      type: "Microsoft.Resources/deployments",
      apiVersion: "1",
      name: "in",
      properties: { template: { resources: [vault] } },
    };
    const text = template([deployment], { parameters: {} });
    const beside = "Microsoft.Resources/deployments/in/Microsoft.KeyVault/vaults/kv";
    const resources = added(text, beside, setting({ $parameter: "p", description: "d", default: "x" }));
    const { properties } = last(resources) as { properties: { parameters?: unknown; template: { resources: readonly unknown[] } } };
    assert.equal(properties.parameters, undefined);
    assert.deepEqual((last(properties.template.resources) as { properties: unknown }).properties, { value: "[parameters('p')]" });
  });

  test("leaves to a person what no template of the deployment can name", () => {
    const inner = { $schema: "x", resources: [{ ...vault, name: "[parameters('n')]" }], parameters: { n: { type: "string" } } };
    const properties = {
      expressionEvaluationOptions: { scope: "inner" },
      parameters: { n: { value: "[parameters('n')]" } },
      template: inner,
    };
    const text = template([vault, { type: "Microsoft.Resources/deployments", apiVersion: "1", name: "in", properties }], {
      parameters: { n: { type: "string" } },
    });
    const key = "Microsoft.Resources/deployments/in/Microsoft.KeyVault/vaults/[parameters('n')]";
    const value = (draft: Draft) =>
      (last(added(text, "Microsoft.KeyVault/vaults/kv", setting(draft))) as { properties: { value: unknown } }).properties.value;
    assert.equal(value({ $ref: key }), "[parameters('vaultResourceId')]");
    assert.equal(
      added(text, "Microsoft.KeyVault/vaults/kv", setting({ $ref: key, path: ["properties", "x"] })),
      "The name of 'Microsoft.KeyVault/vaults' is not known in this template.",
    );
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../src/model/repair.ts";
import { armWriter } from "../../../src/sources/arm/write.ts";
import { graphOf, template } from "./read.ts";

const held = { resources: [{ type: "A.b/c", apiVersion: "1", name: "it", location: "[[resourceGroup().location]", properties: { a: 1 } }] };
const ofVariable = template(
  [{ type: "Microsoft.Resources/deployments", apiVersion: "1", name: "d", properties: { template: "[variables('held')]" } }],
  { variables: { held } },
);
const version = {
  type: "Microsoft.Resources/templateSpecs/versions",
  apiVersion: "1",
  name: "s/1",
  properties: { mainTemplate: held },
};
const id = "[resourceId('Microsoft.Resources/templateSpecs/versions', 's', '1')]";
const ofSpec = template([
  version,
  { type: "Microsoft.Resources/deployments", apiVersion: "1", name: "d", properties: { templateLink: { id } } },
]);

function written(text: string, change: (resource: string) => Change) {
  const graph = graphOf({ "main.json": text });
  const resource = graph.ofType("A.b/c")[0] ?? assert.fail();
  const result = armWriter.write([change(resource.key)], {
    resource: (key) => graph.get(key),
    resources: graph.resources,
    text: (uri) => ({ uri, text }),
    list: () => [],
  });
  return "cannot" in result ? result.cannot : result.edits.map((edit) => edit.newText);
}

describe("a fix within a template that is held as text", () => {
  for (const [where, text] of [
    ["a variable", ofVariable],
    ["a template spec", ofSpec],
  ] as const) {
    test(`sets what is known in ${where}`, () => {
      assert.deepEqual(
        written(text, (resource) => ({ do: "set", resource, path: ["properties", "a"], value: 2 })),
        ["2"],
      );
    });

    test(`writes no expression in ${where}, where it would take one bracket more`, () => {
      const link = { type: "A.b/d", key: "new", apiVersion: "1", name: "n", body: {} };
      for (const change of [
        (resource: string): Change => ({ do: "set", resource, path: ["properties", "b"], value: { $deployment: "tenantId" } }),
        (resource: string): Change => ({ do: "add", beside: resource, resources: [link] }),
      ])
        assert.match(`${written(text, change)}`, /one bracket more/);
    });
  }
});

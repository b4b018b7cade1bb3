import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate, said } from "./world.ts";

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const store = JSON.stringify({
  $schema: schema,
  contentVersion: "1.0.0.0",
  parameters: { name: { type: "string" } },
  resources: [{ type: "Microsoft.Storage/storageAccounts", apiVersion: "2023-05-01", name: "[parameters('name')]" }],
  outputs: { id: { type: "string", value: "[resourceId('Microsoft.Storage/storageAccounts', parameters('name'))]" } },
});

const deployment = (template: string) => `
var loaded = loadJsonContent('store.json')
resource deploy 'Microsoft.Resources/deployments@2024-03-01' = {
  name: 'deploy'
  properties: {
    mode: 'Incremental'
    ${template}
    parameters: { name: { value: 'logs' } }
  }
}
output id string = deploy.properties.outputs.id.value`;

describe("a deployment written as a resource", () => {
  for (const template of ["template: loadJsonContent('store.json')", "template: loaded", "templateLink: { relativePath: 'store.json' }"]) {
    test(`deploys what its file declares: ${template}`, () => {
      const fragment = evaluate({ "main.bicep": deployment(template), "store.json": store });
      const found = fragment.declarations.find((one) => one.type === "Microsoft.Storage/storageAccounts");
      assert.deepEqual(
        found?.names.map((name) => said(name)),
        ["logs"],
      );
      assert.equal(found?.calls.length, 1);
      assert.equal(said(fragment.outputs.get("id") ?? assert.fail()), "-> Microsoft.Storage/storageAccounts(logs)");
      assert.equal(fragment.unseen.length, 0);
    });
  }

  test("deploys nothing with an empty template", () => {
    const fragment = evaluate(deployment(`template: { '$schema': '${schema}', contentVersion: '1.0.0.0', resources: [] }`));
    assert.equal(fragment.unseen.length, 0);
  });

  test("is not seen when its file is missing or its template stands in Bicep", () => {
    for (const template of ["template: loadJsonContent('none.json')", "template: { resources: [{ type: 'a' }] }"]) {
      const { unseen } = evaluate(deployment(template));
      assert.deepEqual(
        unseen.map((one) => one.because.kind),
        ["module"],
      );
    }
  });
});

describe("loadDirectoryFileInfo", () => {
  const files = { "data/a.json": "{}", "data/b.txt": "b", "data/deep/c.json": "{}" };

  test("tells the files of a folder by pattern, and that there may be more", () => {
    const main = "var found = loadDirectoryFileInfo('data', '*.JSON')\noutput it array = found";
    const fragment = evaluate({ "main.bicep": main, ...files });
    const value = fragment.outputs.get("it");
    assert.deepEqual(value && said(value), [{ relativePath: "data/a.json", baseName: "a.json", extension: ".json" }]);
    assert.equal(value?.kind === "list" && value.open?.kind, "unread");
  });

  test("is not known where the folder is not there", () => {
    const value = evaluate("output it array = loadDirectoryFileInfo('none')").outputs.get("it");
    assert.equal(value && said(value), "? unread");
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change, NewResource, TextEdit } from "../../../src/model/repair.ts";
import type { Site } from "../../../src/model/writer.ts";
import { armWriter } from "../../../src/sources/arm/write.ts";
import { type Files, graphOf, plain, read } from "./read.ts";

const vault = "Microsoft.KeyVault/vaults/[parameters('name')]";

const main = `{
  // Kept as it is.
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "name": { "type": "string" },
    "access": { "type": "string", "defaultValue": "Enabled" } // the default
  },
  "resources": [
    {
      "type": "Microsoft.KeyVault/vaults",
      "apiVersion": "2023-07-01",
      "name": "[parameters('name')]",
      "location": "[resourceGroup().location]",
      "properties": {
        "publicNetworkAccess": "[parameters('access')]", // who may
        "networkAcls": { "bypass": "None", "ipRules": [ { "value": "10.0.0.1" } ] }
      }
    }
  ]
}
`;

function mend(
  files: Files,
  changes: readonly Change[],
  parameters: readonly string[] = [],
): { readonly files: Files; readonly added: readonly string[] } {
  const graph = graphOf(files, { parameters });
  const site: Site = {
    resource: (key) => graph.get(key),
    resources: graph.resources,
    text: (uri) => ({ uri, text: files[uri.slice("file:///w/".length)] ?? "" }),
    list: () => [],
  };
  const written = armWriter.write(changes, site);
  assert.ok(!("cannot" in written), JSON.stringify(written));
  const out: { [name: string]: string } = { ...files };
  for (const edit of written.edits.toSorted((a, b) => b.start - a.start)) apply(out, edit);
  return { files: out, added: written.added };
}

function apply(files: { [name: string]: string }, edit: TextEdit): void {
  const name = edit.uri.slice("file:///w/".length);
  const text = files[name] ?? "";
  files[name] = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
}

function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from));
  return text.replace(from, to);
}

describe("a repair in ARM JSON", () => {
  test("changes a scalar where it is written, behind a parameter", () => {
    const { files } = mend({ "main.json": main }, [
      { do: "set", resource: vault, path: ["properties", "publicNetworkAccess"], value: "Disabled" },
    ]);
    assert.equal(files["main.json"], changed(main, '"defaultValue": "Enabled"', '"defaultValue": "Disabled"'));
  });

  test("changes a value in the parameters file that gives it", () => {
    const given = `{ "access": { "value": "Enabled" } }`;
    const { files } = mend(
      { "main.json": main, "main.parameters.json": given },
      [{ do: "set", resource: vault, path: ["properties", "publicNetworkAccess"], value: "Disabled" }],
      ["main.parameters.json"],
    );
    assert.equal(files["main.parameters.json"], `{ "access": { "value": "Disabled" } }`);
    assert.equal(files["main.json"], main);
  });

  test("adds a property after the last one and keeps the comment beside it", () => {
    const { files } = mend({ "main.json": main }, [
      { do: "set", resource: vault, path: ["properties", "enablePurgeProtection"], value: true },
    ]);
    assert.equal(
      files["main.json"],
      changed(main, `"10.0.0.1" } ] }\n      }`, `"10.0.0.1" } ] },\n        "enablePurgeProtection": true\n      }`),
    );
  });

  test("writes what lacks on the way into the nearest object", () => {
    const { files } = mend({ "main.json": main }, [{ do: "set", resource: vault, path: ["identity", "type"], value: "SystemAssigned" }]);
    assert.ok(files["main.json"]?.includes(`      },\n      "identity": {\n        "type": "SystemAssigned"\n      }\n    }`));
  });

  test("appends to a list in its line, and takes an item out with its comma", () => {
    const appended = mend({ "main.json": main }, [
      { do: "append", resource: vault, path: ["properties", "networkAcls", "ipRules"], value: { value: "10.0.0.2" } },
    ]);
    const text = appended.files["main.json"] ?? "";
    assert.deepEqual(rules(text), ["10.0.0.1", "10.0.0.2"]);
    const removed = mend({ "main.json": text }, [{ do: "remove", resource: vault, path: ["properties", "networkAcls", "ipRules", 0] }]);
    assert.deepEqual(rules(removed.files["main.json"] ?? ""), ["10.0.0.2"]);
    const gone = mend({ "main.json": main }, [{ do: "remove", resource: vault, path: ["properties", "networkAcls", "bypass"] }]);
    assert.equal(gone.files["main.json"], changed(main, `"bypass": "None", `, ""));
  });

  test("replaces a literal within an expression", () => {
    const text = main.replace("[parameters('access')]", "[if(empty(parameters('name')), 'Enabled', 'Disabled')]");
    const start = text.indexOf("'Enabled'");
    const { files } = mend({ "main.json": text }, [
      { do: "replace", at: { uri: "file:///w/main.json", start, end: start + 9 }, value: "it's" },
    ]);
    assert.equal(files["main.json"], changed(text, "'Enabled'", "'it''s'"));
  });

  test("adds resources to the template, waiting for what they refer to", () => {
    const endpoint: NewResource = {
      key: "pe",
      type: "Microsoft.Network/privateEndpoints",
      apiVersion: "2024-05-01",
      name: { $name: "pe-vault" },
      body: {
        location: { $deployment: "location" },
        properties: { subnet: { id: { $parameter: "subnetId", description: "Id of the subnet." } }, target: { $ref: vault } },
      },
    };
    const group: NewResource = {
      key: "group",
      type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
      apiVersion: "2024-05-01",
      name: "default",
      parent: "pe",
      body: { properties: {} },
    };
    const { files, added } = mend({ "main.json": main }, [{ do: "add", beside: vault, resources: [endpoint, group] }]);
    assert.deepEqual(added, ["subnetId"]);
    const text = files["main.json"] ?? "";
    assert.ok(text.includes("// Kept as it is.") && text.includes("// the default"));
    const made = JSON.parse(text.replace(/^\s*\/\/.*$/gm, "").replace(/ \/\/ .*$/gm, ""));
    assert.deepEqual(made.parameters.subnetId, { type: "string", metadata: { description: "Id of the subnet." } });
    assert.deepEqual(made.resources.slice(1), [
      {
        type: "Microsoft.Network/privateEndpoints",
        apiVersion: "2024-05-01",
        name: "[concat(parameters('name'), '-pe-vault')]",
        location: "[resourceGroup().location]",
        properties: { subnet: { id: "[parameters('subnetId')]" }, target: "[resourceId('Microsoft.KeyVault/vaults', parameters('name'))]" },
        dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', parameters('name'))]"],
      },
      {
        type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        apiVersion: "2024-05-01",
        name: "[format('{0}/{1}', concat(parameters('name'), '-pe-vault'), 'default')]",
        properties: {},
        dependsOn: ["[resourceId('Microsoft.Network/privateEndpoints', concat(parameters('name'), '-pe-vault'))]"],
      },
    ]);
    assert.deepEqual(read(files).problems, []);
  });

  test("hands a new parameter down to a nested template with a scope of its own", () => {
    const inner = {
      $schema: "x",
      contentVersion: "1.0.0.0",
      resources: [{ type: "Microsoft.KeyVault/vaults", apiVersion: "2023-07-01", name: "kv", properties: {} }],
    };
    const text = main.replace(
      `"resources": [`,
      `"resources": [\n    ${JSON.stringify({ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "inner", properties: { mode: "Incremental", expressionEvaluationOptions: { scope: "inner" }, template: inner } })},`,
    );
    const key = "Microsoft.Resources/deployments/inner/Microsoft.KeyVault/vaults/kv";
    const { files, added } = mend({ "main.json": text }, [
      { do: "set", resource: key, path: ["properties", "keyUri"], value: { $parameter: "keyUri", description: "Where the key is." } },
    ]);
    assert.deepEqual(added, ["keyUri"]);
    const found = read(files).declarations.find((one) => one.key === key);
    assert.deepEqual(found && plain(found.body), { properties: { keyUri: "<parameters(keyuri)>" } });
  });

  test("keeps what an expression makes of an object, null too", () => {
    const body = main.slice(main.indexOf('"properties": {'), main.lastIndexOf("    }\n  ]"));
    const made = (expression: string) => changed(main, body, `"properties": "[${expression}]"\n`);
    const sealed: Change = { do: "set", resource: vault, path: ["properties", "networkAcls"], value: { defaultAction: "Deny" } };
    const known = "createObject('publicNetworkAccess', 'Enabled')";
    const added = "createObject('networkAcls', createObject('defaultAction', 'Deny'))";
    assert.equal(mend({ "main.json": made(known) }, [sealed]).files["main.json"], made(`union(${known}, ${added})`));
    const open = `if(true(), ${known}, null())`;
    assert.equal(
      mend({ "main.json": made(open) }, [sealed]).files["main.json"],
      made(`union(coalesce(${open}, createObject()), ${added})`),
    );
  });
});

function rules(text: string): readonly unknown[] {
  const body = read(text).declarations[0]?.body;
  const data = body && plain(body);
  const found = JSON.parse(JSON.stringify(data)).properties.networkAcls.ipRules;
  return found.map((rule: { readonly value: unknown }) => rule.value);
}

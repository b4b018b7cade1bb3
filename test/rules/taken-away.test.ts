// A rule or a route that is a resource of its own is taken away whole, unless something else names it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import { audit } from "../support/audit.ts";

const retired = "'BatchNodeManagement'";
const table = `resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-ml'
  location: 'eastus'
}
`;
const route = `resource batch 'Microsoft.Network/routeTables/routes@2024-05-01' = {
  parent: table
  name: 'batch'
  properties: {
    addressPrefix: 'BatchNodeManagement'
    nextHopType: 'Internet'
  }
}
`;
const kept = `// Answers of batch do not come this way: batch is gone.
resource ml 'Microsoft.Network/routeTables/routes@2024-05-01' = {
  parent: table
  name: 'ml'
  properties: {
    addressPrefix: 'AzureMachineLearning'
    nextHopType: 'Internet'
  }
}
`;

const item = (name: string, prefix: string, more = "") => `    {
      "type": "Microsoft.Network/routeTables/routes",
      "apiVersion": "2024-05-01",
      "name": "rt-ml/${name}",
      "properties": { "addressPrefix": "${prefix}", "nextHopType": "Internet" },
      "dependsOn": ["[resourceId('Microsoft.Network/routeTables', 'rt-ml')]"${more}]
    }`;
const template = (...items: readonly string[]) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "rt-ml", "location": "eastus" },
${items.join(",\n")}
  ]
}
`;
const needs = `, "[resourceId('Microsoft.Network/routeTables/routes', 'rt-ml', 'batch')]"`;

const block = (label: string, prefix: string, more = "") => `
resource "azurerm_route" "${label}" {
  name                = "${label}"
  resource_group_name = "rg"
  route_table_name    = azurerm_route_table.ml.name
  address_prefix      = "${prefix}"
  next_hop_type       = "Internet"
${more}}
`;
const terraform = `resource "azurerm_route_table" "ml" {
  name                = "rt-ml"
  location            = "eastus"
  resource_group_name = "rg"
}
`;

/** The text after the fix for the retired tag, or why there is none. */
async function mended(file: string, text: string): Promise<string> {
  const { findings, deployments, auditor } = await audit({ [file]: text });
  const finding = findings.find(({ rule, message }) => rule === "outdated-requirement" && message.includes(retired));
  assert.ok(finding);
  const fix = fixOf(finding, deployments, auditor);
  return "cannot" in fix ? fix.cannot : applyEdits(text, fix.edits);
}

describe("a retired route that is a resource of its own", () => {
  test("is taken away with its lines, and the rest stays as it is", async () => {
    assert.equal(await mended("main.bicep", `${table}\n${route}\n${kept}`), `${table}\n${kept}`);
    assert.equal(await mended("main.bicep", `${table}\n${kept}\n${route}`), `${table}\n${kept}`);
    const two = [item("batch", "BatchNodeManagement"), item("ml", "AzureMachineLearning")] as const;
    assert.equal(await mended("azuredeploy.json", template(...two)), template(two[1]));
    assert.equal(await mended("azuredeploy.json", template(two[1], two[0])), template(two[1]));
    const [old, other] = [block("batch", "BatchNodeManagement"), block("ml", "AzureMachineLearning")];
    assert.equal(await mended("main.tf", terraform + old + other), terraform + other);
  });

  test("stays where something else names it, and that is said", async () => {
    const bicep = kept.replace("  parent: table\n", "  parent: table\n  dependsOn: [batch]\n");
    assert.match(await mended("main.bicep", `${table}\n${route}\n${bicep}`), /'batch' is referred to elsewhere in this file/);
    const json = template(item("batch", "BatchNodeManagement"), item("ml", "AzureMachineLearning", needs));
    assert.match(await mended("azuredeploy.json", json), /refers to this one\. Take that away first\./);
    const after = block("ml", "AzureMachineLearning", "\n  depends_on = [azurerm_route.batch]\n");
    assert.match(
      await mended("main.tf", terraform + block("batch", "BatchNodeManagement") + after),
      /referred to elsewhere in this module/,
    );
  });

  test("stays where a loop makes it together with others", async () => {
    const looped = route.replace("= {", "= [for turn in range(0, 1): {").replace(/\}\n$/, "}]\n");
    assert.match(await mended("main.bicep", `${table}\n${looped}`), /made by a loop/);
  });
});

// A zone or a subnet under its right name: what spells its id follows, in JSON above all, which has no symbols.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import { audit } from "../support/audit.ts";

async function mended(file: string, text: string, rule: string, words: string): Promise<string> {
  const { findings, deployments, auditor } = await audit({ [file]: text });
  const finding = findings.find((one) => one.rule === rule && one.message.includes(words));
  assert.ok(finding);
  const fix = fixOf(finding, deployments, auditor);
  assert.ok("edits" in fix, "cannot" in fix ? fix.cannot : "");
  return applyEdits(text, fix.edits);
}

const example = (path: string) => readFileSync(new URL(`../../src/rulebook/rules/${path}`, import.meta.url), "utf8");

describe("a resource that gets its right name", () => {
  test("keeps its parents before it, and is named so wherever a template spells its id", async () => {
    const text = example("bastion-subnet/unmet.json");
    const after = await mended("azuredeploy.json", text, "bastion-subnet", "deploys it only into");
    assert.equal(
      after,
      text.replaceAll("'snet-bastion'", "'AzureBastionSubnet'").replace("vnet-ml/snet-bastion", "vnet-ml/AzureBastionSubnet"),
    );
  });

  test("is followed by an id that Bicep puts together", async () => {
    const text = example("bastion-subnet/unmet.bicep").replace("id: bastionSubnet.id", `id: '\${network.id}/subnets/snet-bastion'`);
    const after = await mended("main.bicep", text, "bastion-subnet", "deploys it only into");
    assert.equal(after, text.replaceAll("snet-bastion", "AzureBastionSubnet"));
  });

  test("is followed by the names of its children, by an expression as by a literal", async () => {
    const zones = (name: string, child: string) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    { "type": "Microsoft.Network/privateDnsZones", "apiVersion": "2024-06-01", "name": "${name}", "location": "global" },
    {
      "type": "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
      "apiVersion": "2024-06-01",
      "name": "${child}",
      "location": "global",
      "properties": { "virtualNetwork": { "id": "[resourceId('Microsoft.Network/virtualNetworks', 'v')]" }, "registrationEnabled": false }
    },
    { "type": "Microsoft.MachineLearningServices/workspaces", "apiVersion": "2024-10-01", "name": "mlw", "location": "eastus", "properties": {} }
  ]
}
`;
    const literal = (zone: string) => zones(zone, `${zone}/link`);
    const wrong = "privatelink.notebooks.azureml.net";
    const right = "privatelink.notebooks.azure.net";
    assert.equal(await mended("azuredeploy.json", literal(wrong), "private-dns-zone", wrong), literal(right));
    const code = (end: string) => `format('privatelink.notebooks.{0}', if(equals(environment().name, 'AzureChinaCloud'), 'x', '${end}'))`;
    const spelt = (end: string) => zones(`[${code(end)}]`, `[format('{0}/{1}', ${code(end)}, 'link')]`);
    assert.equal(await mended("azuredeploy.json", spelt("azureml.net"), "private-dns-zone", wrong), spelt("azure.net"));
  });
});

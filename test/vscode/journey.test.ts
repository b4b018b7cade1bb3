// What a person does in VS Code, done by keys in a real one.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const vault = `param location string = resourceGroup().location

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-journey'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
  }
}

resource link 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-vault'
  location: location
  properties: {
    subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'endpoints') }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: [ 'vault' ]
        }
      }
    ]
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw-journey'
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    keyVault: vault.id
    publicNetworkAccess: 'Disabled'
  }
}
`;

describe("in a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    journey = await startJourney({ "main.bicep": vault, "notes.json": '{ "about": "no deployment" }\n' });
    workbench = journey.workbench;
  });

  after(async () => {
    await journey?.end();
  });

  test("other JSON wakes nothing up", async () => {
    await workbench.openFile("notes.json");
    await workbench.page.keyboard.type(" ");
    assert.deepEqual(serversOf(journey.data), []);
  });

  test("a squiggle appears while typing, the quick fix is taken, and the squiggle goes", async () => {
    await workbench.openFile("main.bicep");
    await workbench.page.locator(".statusbar-item", { hasText: "AML" }).first().waitFor();
    assert.equal(serversOf(journey.data).length, 1);
    await workbench.runCommand("Problems: Focus on Problems View");
    await workbench.openFile("main.bicep");
    await workbench.goTo(10, 5);
    await workbench.page.keyboard.press("Control+Shift+K");
    const problem = () => workbench.problem("Key vault 'kv-journey' can be reached from the internet.");
    await workbench.goTo(3, 10);
    await problem().waitFor();
    await workbench.squiggles().first().waitFor();
    await workbench.screenshot("squiggle");
    await workbench.quickFix("Close key vault 'kv-journey' to the internet");
    await problem().waitFor({ state: "detached" });
    await workbench.screenshot("after-quick-fix");
    await workbench.save();
    assert.match(
      readFileSync(join(journey.folder, "main.bicep"), "utf8"),
      /publicNetworkAccess: 'Disabled'[\s\S]*publicNetworkAccess: 'Disabled'/,
    );
  });

  test("the palette command audits the workspace and shows the report", async () => {
    await workbench.runCommand("Audit AML network");
    const report = workbench.webview();
    await report.getByRole("heading", { name: "AML network audit" }).waitFor();
    await report
      .getByRole("link", { name: /main\.bicep/ })
      .first()
      .waitFor();
    await workbench.screenshot("report");
  });
});

/** Command lines of language servers that run from this installation. */
function serversOf(data: string): readonly string[] {
  const { stdout } = spawnSync("ps", ["-eo", "args"], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(data) && line.includes("server.cjs"));
}

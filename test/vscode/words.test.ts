// What a person reads in the editor: hover, completion, lens, the report's links and its accessibility.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const samples = join(import.meta.dirname, "../../samples");

describe("reading in a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    journey = await startJourney(samples);
    workbench = journey.workbench;
  });

  after(async () => {
    await journey?.end();
  });

  for (const [file, path] of [
    ["main.bicep", "bicep/insecure/main.bicep"],
    ["azuredeploy.json", "arm/insecure/azuredeploy.json"],
    ["main.tf", "terraform/insecure/main.tf"],
  ] as const) {
    test(`${file} has squiggles and counts its flows above the workspace`, async () => {
      await workbench.openFile(path);
      await workbench.squiggles().first().waitFor();
      await workbench.page
        .locator(".codelens-decoration", { hasText: /\d+ of \d+ required flows allowed/ })
        .first()
        .waitFor({ state: "attached" });
      await workbench.screenshot(`squiggles-${file}`);
    });
  }

  test("a service tag in JSON has a scope of its own, by the tokenizer that VS Code has", async () => {
    const text = readFileSync(join(journey.folder, "arm/insecure/azuredeploy.json"), "utf8").split("\n");
    const line = text.findIndex((one) => one.includes('"AzureMachineLearning"'));
    await workbench.openFile("arm/insecure/azuredeploy.json");
    await workbench.goTo(line + 1, (text[line]?.indexOf("AzureMachineLearning") ?? 0) + 3);
    await workbench.runCommand("Developer: Inspect Editor Tokens and Scopes");
    await workbench.page.locator(".token-inspect-widget", { hasText: "support.constant.service-tag.azure" }).waitFor();
    await workbench.screenshot("scopes");
    await workbench.page.keyboard.press("Escape");
  });

  test("a tag explains itself under the pointer", async () => {
    const text = readFileSync(join(journey.folder, "bicep/insecure/main.bicep"), "utf8").split("\n");
    const line = text.findIndex((one) => one.includes("'AzureActiveDirectory'"));
    await workbench.openFile("bicep/insecure/main.bicep");
    await workbench.goTo(line + 1, (text[line]?.indexOf("AzureActiveDirectory") ?? 0) + 3);
    await workbench.page.keyboard.press("Control+k");
    await workbench.page.keyboard.press("Control+i");
    await workbench.page.locator(".monaco-hover", { hasText: "service tag" }).first().waitFor();
    await workbench.screenshot("hover");
    await workbench.page.keyboard.press("Escape");
  });

  test("the tags that are required are offered where tags stand", async () => {
    const text = readFileSync(join(journey.folder, "bicep/insecure/main.bicep"), "utf8").split("\n");
    const line = text.findIndex((one) => one.includes("'AzureActiveDirectory'"));
    await workbench.goTo(line + 1, (text[line]?.indexOf("'AzureActiveDirectory'") ?? 0) + 1);
    await workbench.page.keyboard.type("'Batch");
    await workbench.page.keyboard.press("Control+Space");
    await workbench.page.locator(".suggest-widget .monaco-list-row", { hasText: "BatchNodeManagement" }).first().waitFor();
    await workbench.screenshot("completion");
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Control+z");
  });

  test("the report leads to the line, and a screen reader finds its way in it", async () => {
    await workbench.runCommand("Audit AML network");
    const report = workbench.webview();
    await report
      .getByRole("group", { name: /^Network of/ })
      .first()
      .waitFor();
    await workbench.screenshot("report-samples");
    assert.deepEqual(await workbench.axe(), []);
    await report
      .getByRole("link", { name: /firewall-policy\.bicep|main\.tf/ })
      .first()
      .click();
    await workbench.page
      .locator(".tab.active", { hasText: /firewall-policy\.bicep|main\.tf/ })
      .first()
      .waitFor();
  });
});

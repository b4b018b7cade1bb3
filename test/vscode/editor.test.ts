// What a person sees in the editor beside squiggles: the configuration file, lenses, links, hints, hovers, the status bar.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const root = join(import.meta.dirname, "../..");
const sample = readFileSync(join(root, "samples/bicep/insecure/main.bicep"), "utf8");
describe("in the editor of a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    journey = await startJourney({
      "main.bicep": sample,
      "aml-network-audit.json": '{\n  "region": "eastus",\n  \n}\n',
    });
    workbench = journey.workbench;
  });

  after(async () => {
    await journey?.end();
  });

  async function closeAll(): Promise<void> {
    await workbench.runCommand("View: Close All Editors");
    await workbench.page.locator(".editor-group-container .tab").first().waitFor({ state: "detached" });
  }

  /** Puts the cursor into the first place of a text in the sample. */
  async function goToText(text: string, inside = 2): Promise<void> {
    const lines = sample.split("\n");
    const line = lines.findIndex((one) => one.includes(text));
    await workbench.openFile("main.bicep");
    await workbench.goTo(line + 1, (lines[line]?.indexOf(text) ?? 0) + inside);
  }

  async function hover(): Promise<void> {
    await workbench.page.keyboard.press("Control+k");
    await workbench.page.keyboard.press("Control+i");
  }

  test("the configuration file completes its keys and explains them", async () => {
    const { page } = workbench;
    await workbench.openFile("aml-network-audit.json");
    await workbench.goTo(3, 3);
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "profile" }).first().waitFor();
    await workbench.screenshot("configuration-completion");
    await page.keyboard.press("Escape");
    await workbench.goTo(2, 6);
    await hover();
    await page.locator(".monaco-hover", { hasText: "The region of the workspace" }).first().waitFor();
    await workbench.screenshot("configuration-hover");
    await page.keyboard.press("Escape");
  });

  test("the status bar counts, says so to a screen reader, and leads to the report", async () => {
    await workbench.openFile("main.bicep");
    await workbench
      .statusBar()
      .filter({ hasText: /\d+.*\d+/ })
      .waitFor();
    const label = await workbench.statusBar().locator("[aria-label]").first().getAttribute("aria-label");
    assert.match(label ?? "", /AML Network Audit: Errors \d+, warnings \d+, notes \d+, unclear \d+, deployments 1\./);
    await workbench.statusBar().click();
    await workbench.webview().getByRole("heading", { name: "AML network audit" }).waitFor();
    await workbench.screenshot("status-bar");
    await closeAll();
  });

  test("a workspace and a rule explain themselves under the pointer", async () => {
    await goToText("'machine-learning'");
    await hover();
    await workbench.page.locator(".monaco-hover", { hasText: "Lets these required flows through" }).first().waitFor();
    await workbench.screenshot("hover-rule");
    await workbench.page.keyboard.press("Escape");
    const symbol = /resource (\w+) 'Microsoft\.MachineLearningServices\/workspaces@/.exec(sample)?.[1] ?? "";
    await goToText(`resource ${symbol} `, 10);
    await hover();
    await workbench.page.locator(".monaco-hover", { hasText: "required flows allowed" }).first().waitFor();
    await workbench.screenshot("hover-workspace");
    await workbench.page.keyboard.press("Escape");
  });

  test("a tag leads to its requirement with Ctrl and a click", async () => {
    await goToText("'AzureActiveDirectory'");
    await workbench.page
      .locator(".view-line .detected-link", { hasText: "AzureActiveDirectory" })
      .first()
      .click({ modifiers: ["Control"] });
    await workbench.page.locator('.tab.active[data-resource-name="AzureActiveDirectory.md"]').waitFor();
    await workbench.page.locator(".view-line", { hasText: "Azure US Government" }).first().waitFor();
    await workbench.screenshot("document-link");
    await closeAll();
  });

  test("a rule collection counts the flows that it lets through, and a click shows the way of one", async () => {
    await goToText("'services'");
    await workbench.squiggles().first().waitFor();
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: /^lets \d+ of \d+ required flows through/ }).first();
    await lens.waitFor();
    await workbench.screenshot("code-lens");
    await lens.click();
    const walk = workbench.webview().locator("tr details[open]", { hasText: "allowed" });
    await walk.locator("ol > li").first().waitFor();
    assert.equal(await workbench.webview().locator("tr details[open]").count(), 1);
    await workbench.screenshot("code-lens-walk");
    await closeAll();
  });

  test("hints stand beside tags when they are asked for", async () => {
    journey.configure({ "amlNetworkAudit.inlayHints": true });
    await goToText("'AzureActiveDirectory'");
    await workbench.page
      .locator(".view-line", { hasText: /AzureActiveDirectory.*TCP\s80,\s443/ })
      .first()
      .waitFor();
    await workbench.screenshot("inlay-hints");
    journey.configure({});
    await workbench.page
      .locator(".view-line", { hasText: /AzureActiveDirectory.*TCP\s80,\s443/ })
      .first()
      .waitFor({ state: "detached" });
  });
});

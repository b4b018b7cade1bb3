// How a person begins: the walkthrough with its pictures, the sample workspace, the configuration file, the welcome of the view.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const root = join(import.meta.dirname, "../..");
const sample = readFileSync(join(root, "samples/bicep/insecure/main.bicep"), "utf8");
const words: Record<string, string> = JSON.parse(readFileSync(join(root, "package.nls.json"), "utf8"));
const said = (key: string) => words[key.replaceAll("%", "")] ?? key;
const [walkthrough] = manifest.contributes.walkthroughs;

describe("beginning in a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    journey = await startJourney({ "main.bicep": sample });
    workbench = journey.workbench;
  });

  after(async () => {
    await journey?.end();
  });

  test("the walkthrough shows each step with its picture, and its buttons do what they say", async () => {
    const { page } = workbench;
    await workbench.runCommand("Welcome: Open Walkthrough...");
    const choice = page.locator(".quick-input-widget .monaco-list-row", { hasText: said(walkthrough?.title ?? "") }).first();
    await choice.waitFor();
    await choice.click();
    const shown = page.locator(".gettingStartedSlideDetails");
    for (const step of walkthrough?.steps ?? []) {
      await shown.locator(".step-title", { hasText: said(step.title) }).click();
      await shown.locator(".getting-started-step.expanded", { hasText: said(step.title) }).waitFor();
      const picture = shown.locator(`img[alt="${said(step.media.altText ?? "")}"]`);
      await picture.waitFor();
      await picture.evaluate("(image) => image.decode()");
      const width = await picture.evaluate((image) => Reflect.get(image, "naturalWidth"));
      assert.ok(Number(width) > 600, `the picture of '${step.id}' is ${width} wide`);
      await workbench.screenshot(`walkthrough-${step.id}`);
    }
    await shown.locator(".step-title", { hasText: said("%walkthrough.audit.title%") }).click();
    await shown.getByRole("button", { name: "Audit AML network" }).click();
    await workbench.webview().getByRole("heading", { name: "AML network audit" }).waitFor();
    await workbench.runCommand("View: Close All Editors");
  });

  test("the configuration file begins with what the files say, and completes what one types into it", async () => {
    const { page } = workbench;
    await workbench.runCommand("AML Network Audit: Create a configuration file");
    await page.locator('.tab.active[data-resource-name="aml-network-audit.json"]').waitFor();
    await page.locator(".view-line", { hasText: "eastus" }).first().waitFor();
    await workbench.goTo(1, 2);
    await page.keyboard.type('\n"');
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "severities" }).first().waitFor();
    await workbench.screenshot("configuration-scaffold");
    await page.keyboard.press("Escape");
    await workbench.runCommand("File: Revert File");
  });

  test("the view of Azure welcomes with what can be done there", async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-item [aria-label^="AML Network"]').first().click();
    const welcome = page.locator(".welcome-view-content");
    for (const name of ["Sign in to Azure", "Explore the sample estate", "Open a snapshot"])
      await welcome.getByText(name).first().waitFor();
    await workbench.screenshot("welcome-view");
  });

  test("the sample workspace opens in a window of its own and is audited there", async () => {
    const { page } = workbench;
    const opened = page.context().waitForEvent("page");
    await workbench.runCommand("AML Network Audit: Open a sample workspace");
    await page.locator(".quick-input-widget .monaco-list-row", { hasText: "Terraform" }).first().click();
    const other = await opened;
    await other.locator(".explorer-folders-view .monaco-list-row", { hasText: "insecure" }).first().waitFor({ timeout: 60_000 });
    await other.keyboard.press("F1");
    await other.locator(".quick-input-widget input.input").fill("insecure/main.tf");
    await other.locator(".quick-input-widget .monaco-list-row", { hasText: "main.tf" }).first().waitFor();
    await other.keyboard.press("Enter");
    await other.locator(".squiggly-error, .squiggly-warning").first().waitFor();
    await other.locator('.statusbar-item[id*="amlNetworkAudit.state"]', { hasText: /\d/ }).waitFor();
    await other.screenshot({ path: join(import.meta.dirname, "screenshots/sample-workspace.png") });
    await other.close();
  });
});

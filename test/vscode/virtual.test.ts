// A workspace that is on no disk, in a VS Code with Node: files are where another extension has them.
import assert from "node:assert/strict";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const samples = join(import.meta.dirname, "../../samples");

describe("in a virtual workspace", () => {
  const extension = mkdtempSync(join(tmpdir(), "memory-files-"));
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    cpSync(join(import.meta.dirname, "memory-files"), extension, { recursive: true });
    const files = [...globSync("bicep/**/*.bicep", { cwd: samples }), "terraform/insecure/main.tf"];
    const texts = Object.fromEntries(files.map((file) => [file, readFileSync(join(samples, file), "utf8")]));
    writeFileSync(join(extension, "files.json"), JSON.stringify(texts));
    const workspace = JSON.stringify({ folders: [{ uri: "memfs:/network", name: "network" }] });
    journey = await startJourney({ "memory.code-workspace": workspace }, { workspaceFile: "memory.code-workspace", beside: [extension] });
    workbench = journey.workbench;
  });

  after(async () => {
    await journey?.end();
    rmSync(extension, { recursive: true, force: true });
  });

  test("files are audited as they are edited, across modules, and a fix is taken", async () => {
    const { page } = workbench;
    await workbench.openPath(["network", "bicep", "insecure", "main.bicep"]);
    await workbench.squiggles().first().waitFor();
    const text = readFileSync(join(samples, "bicep/insecure/main.bicep"), "utf8").split("\n");
    await workbench.goTo(text.findIndex((one) => one.startsWith("resource vault ")) + 1, 12);
    await workbench.quickFix("Close key vault 'tryoutml-kv' to the internet");
    await page.locator(".view-line", { hasText: "publicNetworkAccess: 'Disabled'" }).first().waitFor();
    await workbench.screenshot("virtual-fixed");
  });

  test("the whole workspace is audited, modules and all, and the report leads to a file of it", async () => {
    const { page } = workbench;
    await workbench.runCommand("Audit AML network");
    const report = workbench.webview();
    const title = await report.locator("h3", { hasText: "bicep/secure/main.bicep" }).first().textContent();
    assert.match(title ?? "", /(\d+) of \1 required flows allowed/);
    await report
      .getByRole("link", { name: /main\.tf/ })
      .first()
      .click();
    await page.locator('.tab.active[data-resource-name="main.tf"]').waitFor();
    await workbench.screenshot("virtual-report");
  });

  test("what runs in Azure is shown beside it", async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-item [aria-label^="AML Network"]').first().click();
    await page.locator(".welcome-view-content").getByText("Explore the sample estate").first().click();
    await page.locator(".monaco-list-row", { hasText: "mlw-training" }).first().click();
    await page.locator(".monaco-list-row", { hasText: "Firewall and egress" }).first().waitFor();
    await workbench.screenshot("virtual-view");
  });
});

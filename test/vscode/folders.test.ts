// Several folders, folders that nobody trusts, and folders with nothing to audit.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { startJourney } from "./journey.ts";

const samples = join(import.meta.dirname, "../../samples");
const insecure = readFileSync(join(samples, "bicep/insecure/main.bicep"), "utf8");
const terraform = readFileSync(join(samples, "terraform/insecure/main.tf"), "utf8");

describe("a workspace of a real VS Code", () => {
  test("of several folders has a report for each, with settings of its own", async () => {
    const journey = await startJourney(
      {
        "hub/main.bicep": insecure,
        "spoke/main.tf": terraform,
        "spoke/.vscode/settings.json": JSON.stringify({ "amlNetworkAudit.profile": "il5" }),
        "all.code-workspace": JSON.stringify({ folders: [{ path: "hub" }, { path: "spoke" }] }),
      },
      { workspaceFile: "all.code-workspace" },
    );
    try {
      const { workbench } = journey;
      await workbench.openFile("main.tf");
      await workbench.squiggles().first().waitFor();
      await workbench.runCommand("Audit AML network");
      for (const name of ["hub", "spoke"]) await workbench.page.locator(".tab", { hasText: `AML network audit: ${name}` }).waitFor();
      await workbench.webview().getByRole("heading", { name: "Impact Level 5" }).first().waitFor({ state: "attached" });
      await workbench.screenshot("multi-root");
      const label = await workbench.statusBar().locator("[aria-label]").first().getAttribute("aria-label");
      assert.match(label ?? "", /deployments 2\./);
    } finally {
      await journey.end();
    }
  });

  test("that nobody trusts is audited and mended, and Azure is not read from it", async () => {
    const journey = await startJourney({ "main.bicep": insecure }, { trusted: false });
    try {
      const { workbench } = journey;
      await workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).first().waitFor();
      await workbench.openFile("main.bicep");
      await workbench.squiggles().first().waitFor();
      await workbench.runCommand("Audit AML network");
      await workbench.webview().getByRole("heading", { name: "AML network audit" }).waitFor();
      await workbench.page.locator('.activitybar .action-item [aria-label^="AML Network"]').first().click();
      await workbench.page.getByText("Azure is not read from a workspace that is not trusted.").waitFor();
      await workbench.screenshot("untrusted");
    } finally {
      await journey.end();
    }
  });

  test("without anything to audit says so, and gets a configuration to begin with", async () => {
    const journey = await startJourney({ "notes.md": "Nothing to audit.\n" });
    try {
      const { workbench } = journey;
      await workbench.openFile("notes.md");
      await workbench.runCommand("Audit AML network");
      await workbench.webview().getByText("No Bicep, ARM or Terraform file was found.").waitFor();
      assert.equal(await workbench.statusBar().count(), 0);
      await workbench.screenshot("report-nothing");
      await workbench.runCommand("AML Network Audit: Create a configuration file");
      await workbench.page.locator(".tab.active", { hasText: "aml-network-audit.json" }).waitFor();
      await workbench.page.locator(".view-line", { hasText: "{" }).first().waitFor();
      await workbench.screenshot("configuration-created");
    } finally {
      await journey.end();
    }
  });

  test("of one broken file names it on the report, and speaks the editor's language", async () => {
    const broken = "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: \n";
    const journey = await startJourney({ "main.bicep": broken }, { language: "de" });
    try {
      const { workbench } = journey;
      await workbench.openFile("main.bicep");
      await workbench.runCommand("Audit AML network");
      const report = workbench.webview();
      await report.getByRole("heading", { name: "AML-Netzwerkprüfung" }).waitFor();
      await report
        .getByRole("link", { name: /main\.bicep:\d+:\d+/ })
        .first()
        .waitFor();
      await report.getByText("was nicht gelesen wurde, ist nicht beurteilt").waitFor();
      await report.getByText("Es wurde nichts geprüft").waitFor();
      // A shield without counts: nothing is found.
      assert.equal((await workbench.statusBar().textContent())?.trim(), "AML");
      await workbench.screenshot("report-broken");
    } finally {
      await journey.end();
    }
  });
});

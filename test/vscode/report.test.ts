// The report in a real VS Code: as files, in every theme, without anything from outside, and what it says when it is cancelled or out of date.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const sample = join(import.meta.dirname, "../../samples/bicep/insecure");

describe("the report in a real VS Code", () => {
  const folder = mkdtempSync(join(tmpdir(), "aml-report-"));
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    // So many that an audit lasts long enough to be cancelled by hand.
    for (let stack = 0; stack < 800; stack += 1) cpSync(sample, join(folder, `team${stack % 20}`, `stack${stack}`), { recursive: true });
    journey = await startJourney(folder);
    workbench = journey.workbench;
  });

  after(async () => {
    await journey?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test("tells what it does, and of a cancelled audit that there is nothing to show", async () => {
    await workbench.runCommand("Audit AML network");
    const progress = workbench.notification("Audit AML network").first();
    await progress.waitFor();
    await workbench.statusBar().locator('[aria-label="AML Network Audit: The audit is running."]').waitFor();
    await workbench.screenshot("audit-progress");
    await progress.hover();
    await progress.getByText("Cancel").click();
    await workbench.webview().getByText("The audit was cancelled before it was done").waitFor();
    await workbench.screenshot("report-cancelled");
  });
});

describe("the report of the samples in a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;
  const elsewhere: string[] = [];

  before(async () => {
    journey = await startJourney(sample);
    workbench = journey.workbench;
    workbench.page.on("request", (request) => {
      if (request.frame().url().includes("webview") && !/^(data|blob|https?:\/\/127\.0\.0\.1)/.test(request.url()))
        elsewhere.push(request.url());
    });
    await workbench.openFile("main.bicep");
    await workbench.squiggles().first().waitFor();
    await workbench.runCommand("Audit AML network");
    await workbench.webview().locator("#findings").waitFor();
  });

  after(async () => {
    await journey?.end();
  });

  test("runs no script but its own, and takes nothing from anywhere", async () => {
    const frame = await workbench.reportFrame();
    const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    assert.match(
      policy ?? "",
      /^default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'nonce-[\w-]+'; script-src 'nonce-[\w-]+'$/,
    );
    const refused = await frame.evaluate(`new Promise((done) => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => done(effectiveDirective), { once: true });
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken over'";
      document.body.append(script);
    })`);
    assert.match(String(refused), /^script-src/);
    assert.notEqual(await frame.evaluate("document.title"), "taken over");
    assert.deepEqual(elsewhere, []);
  });

  for (const [name, theme] of [
    ["light", "Default Light Modern"],
    ["dark", "Default Dark Modern"],
    ["high-contrast", "Default High Contrast"],
    ["high-contrast-light", "Default High Contrast Light"],
  ] as const) {
    test(`can be read in ${name}`, async () => {
      journey.configure({ "workbench.colorTheme": theme });
      const frame = await workbench.reportFrame();
      await frame.locator(`body[data-vscode-theme-kind="vscode-${name}"]`).waitFor();
      assert.deepEqual(await workbench.axe(), []);
      await workbench.screenshot(`report-${name}`);
    });
  }

  test("says that it is out of date when a file changes, and audits again from there", async () => {
    const report = workbench.webview();
    await workbench.runCommand("Audit AML network");
    await report.locator("#findings").waitFor();
    await workbench.openFile("main.bicep");
    await workbench.squiggles().first().waitFor();
    assert.equal(await report.locator("#changed").isVisible(), false);
    await workbench.goTo(1, 1);
    await workbench.page.keyboard.type("// looked at\n");
    await report.locator("#changed").waitFor();
    await workbench.screenshot("report-out-of-date");
    await report.getByRole("button", { name: "Audit again" }).click();
    await report.locator("#changed").waitFor({ state: "hidden" });
    await workbench.runCommand("File: Save All Files");
    await workbench.page.locator(".tab.dirty").waitFor({ state: "detached" });
  });

  for (const [label, file, looks] of [
    ["HTML", "aml-network-audit.html", /^<!DOCTYPE html>/],
    ["Markdown", "aml-network-audit.md", /^# AML network audit/],
    ["SARIF", "aml-network-audit.sarif", /"version": ?"2\.1\.0"/],
    ["JSON", "aml-network-audit.report.json", /"schema": ?1/],
  ] as const) {
    test(`is saved as ${label} from its title bar`, async () => {
      const { page } = workbench;
      await page.locator(".tab", { hasText: "AML network audit" }).click();
      await page.getByRole("button", { name: /^Export report/ }).click();
      const kind = page.locator(".quick-input-widget .monaco-list-row", { hasText: label }).first();
      await kind.waitFor();
      if (label === "HTML") await workbench.screenshot("export");
      await kind.click();
      const name = page.locator(".quick-input-widget input.input");
      for (const deadline = Date.now() + 20_000; !(await name.inputValue()).endsWith(file); )
        assert.ok(Date.now() < deadline, "a name is proposed");
      await name.press("Enter");
      await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
      await page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).waitFor();
      assert.match(readFileSync(join(journey.folder, file), "utf8"), looks);
    });
  }
});

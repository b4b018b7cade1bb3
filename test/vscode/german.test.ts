// Everything that is not said by a rule or a requirement, in the language of the editor.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const sample = readFileSync(join(import.meta.dirname, "../../samples/bicep/insecure/main.bicep"), "utf8").split("\n");

describe("in a VS Code that speaks German", () => {
  let journey: Journey;
  let workbench: Workbench;

  before(async () => {
    journey = await startJourney({ "main.bicep": sample.join("\n") }, { language: "de" });
    workbench = journey.workbench;
    await workbench.openFile("main.bicep");
    await workbench.squiggles().first().waitFor();
  });

  after(async () => {
    await journey?.end();
  });

  async function goToText(text: string): Promise<void> {
    const line = sample.findIndex((one) => one.includes(text));
    await workbench.goTo(line + 1, (sample[line]?.indexOf(text) ?? 0) + 3);
  }

  test("counts, hovers and the titles of fixes are German", async () => {
    const { page } = workbench;
    const lens = (text: RegExp) => page.locator(".codelens-decoration a", { hasText: text }).first();
    await goToText("'services'");
    await lens(/^lässt \d+ von \d+ nötigen Verbindungen durch$/).waitFor();
    await goToText("'AzureActiveDirectory'");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
    const hover = page.locator(".monaco-hover", { hasText: "Diensttag" }).first();
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? "", /nötig seit \d{4}-\d\d-\d\d: .+Hier (nicht )?erfüllt\..+Microsofts Worte:/s);
    await workbench.screenshot("german-hover");
    await page.keyboard.press("Escape");
    await goToText("resource vault ");
    await page.keyboard.press("Control+.");
    const titles = page.locator(".action-widget .monaco-list-row");
    await titles.filter({ hasText: "Gegen das Internet schließen: Schlüsseltresor 'tryoutml-kv'" }).first().waitFor();
    await titles.filter({ hasText: "'public-network-access' erklären" }).first().waitFor();
    await workbench.screenshot("german-fixes");
    await page.keyboard.press("Escape");
  });

  test("the status bar, the report and the tree are German", async () => {
    const { page } = workbench;
    const label = await workbench.statusBar().locator("[aria-label]").first().getAttribute("aria-label");
    assert.match(label ?? "", /Fehler \d+, Warnungen \d+, Hinweise \d+, unklar \d+, Bereitstellungen 1\./);
    await workbench.runCommand("Audit AML network");
    const report = workbench.webview();
    await report.getByRole("heading", { name: "Nötige Verbindungen" }).waitFor();
    await report.getByText("Gegen das Internet schließen").first().waitFor({ state: "attached" });
    await workbench.screenshot("german-report");
    await page.locator('.activitybar .action-item [aria-label^="AML Network"]').first().click();
    await page
      .locator(".welcome-view-content")
      .getByText(/Beispielumgebung erkunden|Explore the sample estate/)
      .first()
      .click();
    await page.locator(".monaco-list-row", { hasText: "mlw-training" }).first().click();
    await page.locator(".monaco-list-row", { hasText: "Firewall und Ausgang" }).first().waitFor();
    await workbench.screenshot("german-tree");
  });
});

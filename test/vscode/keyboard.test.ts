// The main journey with nothing but keys: find the problem, mend it, audit, and go from the report to the line.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";

const sample = join(import.meta.dirname, "../../samples/bicep/insecure");

describe("with the keyboard alone", () => {
  let journey: Journey;

  before(async () => {
    journey = await startJourney(sample);
  });

  after(async () => {
    await journey?.end();
  });

  test("a person finds a problem, mends it, audits, and follows a link of the report to its line", async () => {
    const { workbench, folder } = journey;
    const { page } = workbench;
    const { keyboard } = page;
    const active = (name: string) => page.locator(`.tab.active[data-resource-name="${name}"]`);
    const palette = async (text: string, row: string | RegExp) => {
      await keyboard.press("F1");
      await page.locator(".quick-input-widget input.input").fill(text);
      await page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: row }).waitFor();
      await keyboard.press("Enter");
    };
    await palette("main.bicep", "main.bicep");
    await active("main.bicep").waitFor();
    await workbench.squiggles().first().waitFor();
    await keyboard.press("F8");
    await page.locator(".marker-widget").first().waitFor();
    await workbench.screenshot("keyboard-problem");
    await keyboard.press("Escape");
    const before = await workbench.squiggles().count();
    await keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row.focused").waitFor();
    await workbench.screenshot("keyboard-fix");
    await keyboard.press("Enter");
    await page.locator(".tab.active.dirty").waitFor();
    await keyboard.press("Control+s");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    assert.notEqual(readFileSync(join(folder, "main.bicep"), "utf8"), readFileSync(join(sample, "main.bicep"), "utf8"));
    assert.ok(before > 0);
    await palette(">Audit AML network", "Audit AML network");
    const frame = await workbench.reportFrame();
    await keyboard.press("Control+2");
    const onLink = "document.activeElement?.matches('td a[data-uri], li a[data-uri]') ?? false";
    for (let presses = 0; presses < 80 && !(await frame.evaluate(onLink)); presses += 1) {
      await keyboard.press("Tab");
      // A folded way opens by its key.
      if (await frame.evaluate("document.activeElement?.matches('td.answer summary') ?? false")) await keyboard.press("Space");
    }
    assert.equal(await frame.evaluate(onLink), true, "a link of the report has the focus");
    await workbench.screenshot("keyboard-report");
    const line = Number(await frame.evaluate("document.activeElement.dataset.line"));
    await keyboard.press("Enter");
    await active("main.bicep").waitFor();
    await page.locator(".statusbar-item", { hasText: `Ln ${line + 1},` }).waitFor();
    await workbench.screenshot("keyboard-line");
  });
});

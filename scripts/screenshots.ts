// `npm run screenshots`: the pictures of the walkthrough and the README, taken in the real VS Code.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { installCodeServer } from "../test/vscode/code-server.ts";
import { startJourney } from "../test/vscode/journey.ts";
import { pack } from "./package.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "media", "walkthrough");
const size = { width: 1240, height: 780 };

mkdirSync(target, { recursive: true });
installCodeServer(console.log);
await pack();
const journey = await startJourney(join(root, "samples", "bicep", "insecure"), {
  settings: { "workbench.layoutControl.enabled": false, "editor.stickyScroll.enabled": false, "editor.occurrencesHighlight": "off" },
});
const { workbench } = journey;
const { page } = workbench;
const shot = (name: string) => page.screenshot({ path: join(target, `${name}.png`) });
try {
  await page.setViewportSize(size);
  await workbench.openFile("main.bicep");
  await workbench.squiggles().first().waitFor();
  await page.keyboard.press("Control+b");
  await workbench.runCommand("Problems: Focus on Problems View");
  await workbench.problem("is not allowed by firewall policy").first().waitFor();
  await workbench.openFile("main.bicep");
  await page.locator(".codelens-decoration").first().waitFor({ state: "attached" });
  await workbench.goTo(125, 12);
  await page.locator(".codelens-decoration", { hasText: "lets" }).first().waitFor({ state: "attached" });
  await shot("squiggle");
  await page.keyboard.press("Control+j");
  await workbench.goTo(125, 12);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: /llow/ }).first().waitFor();
  await shot("fix");
  await page.keyboard.press("Escape");
  await workbench.goTo(125, 1);
  await workbench.runCommand("Audit AML network");
  const report = workbench.webview();
  await report
    .getByRole("group", { name: /^Network of/ })
    .first()
    .waitFor();
  await report.locator("#required-flows").evaluate((heading) => heading.scrollIntoView());
  await report.locator("td.answer summary").nth(1).click();
  await page.mouse.move(0, 0);
  await shot("report");
  await workbench.runCommand("View: Close All Editors");
  await page.getByRole("tab", { name: "AML Network", exact: true }).click();
  await page.locator(".welcome-view-content").getByText("Explore the sample estate").first().click();
  await page.locator(".monaco-list-row", { hasText: "mlw-training" }).first().click();
  await page.locator(".monaco-list-row", { hasText: "Firewall and egress" }).first().waitFor();
  await page.locator(".monaco-list-row", { hasText: "AzureMonitor" }).first().click();
  await workbench.webview().getByRole("heading", { name: "AzureMonitor" }).waitFor();
  await page.mouse.move(0, 0);
  await shot("live");
  await workbench.runCommand("View: Close All Editors");
  await page.keyboard.press("Control+b");
  await workbench.runCommand("AML Network Audit: Create a configuration file");
  await page.locator(".view-line", { hasText: "eastus" }).first().waitFor();
  await workbench.goTo(2, 21);
  await page.keyboard.type(',\n"pro');
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget .monaco-list-row.focused", { hasText: "profile" }).waitFor();
  const details = page.locator(".suggest-details").first();
  if (!(await details.isVisible())) await page.keyboard.press("Control+Space");
  await details.waitFor();
  await shot("configure");
} finally {
  await journey.end();
}
console.log(`The pictures are in ${target}.`);

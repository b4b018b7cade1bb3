// `npm run screenshots`: the pictures of the walkthrough and the README, taken in the real VS Code.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { installCodeServer } from "../test/vscode/code-server.ts";
import { startJourney } from "../test/vscode/journey.ts";
import { pack } from "./package.ts";

const root = join(import.meta.dirname, "..");
const target = join(root, "media", "walkthrough");

mkdirSync(target, { recursive: true });
installCodeServer(console.log);
await pack();
const journey = await startJourney(join(root, "samples", "bicep"));
const { workbench } = journey;
const { page } = workbench;
const shot = (name: string) => page.screenshot({ path: join(target, `${name}.png`), clip: { x: 0, y: 28, width: 1180, height: 720 } });
try {
  await page.setViewportSize({ width: 1180, height: 760 });
  await workbench.openFile("insecure/main.bicep");
  await workbench.squiggles().first().waitFor();
  await workbench.runCommand("Problems: Focus on Problems View");
  await workbench.problem("has no private endpoint").first().waitFor();
  await workbench.openFile("insecure/main.bicep");
  await workbench.goTo(5, 12);
  await shot("squiggle");
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row").first().waitFor();
  await shot("fix");
  await page.keyboard.press("Escape");
  await workbench.runCommand("View: Close Panel").catch(() => page.keyboard.press("Control+j"));
  await workbench.runCommand("View: Toggle Primary Side Bar Visibility").catch(() => page.keyboard.press("Control+b"));
  await workbench.runCommand("Audit AML network");
  const picture = workbench
    .webview()
    .getByRole("group", { name: /^Network of/ })
    .first();
  await picture.waitFor();
  await workbench
    .webview()
    .locator("#required-flows")
    .evaluate((heading) => heading.scrollIntoView());
  await shot("report");
} finally {
  await journey.end();
}
console.log(`The pictures are in ${target}.`);

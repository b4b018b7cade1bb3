// The extension in VS Code for the Web: no Node, no disk, no server; files are where the editor has them.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { bundleForWeb } from "../../scripts/build.ts";
import { findBrowser } from "./code-server.ts";
import { serveWeb, type WebHost } from "./web-host.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const samples = join(import.meta.dirname, "../../samples");

describe("in VS Code for the Web", () => {
  let host: WebHost;
  let workbench: Workbench;

  before(async () => {
    await bundleForWeb();
    const closed = globSync("**/*.bicep", { cwd: join(samples, "bicep/secure") });
    const files = [
      ["open.bicep", "bicep/insecure/main.bicep"],
      ["terraform/main.tf", "terraform/insecure/main.tf"],
      ...closed.map((file) => [`closed/${file}`, `bicep/secure/${file}`]),
    ];
    host = await serveWeb(Object.fromEntries(files.map(([name = "", file = ""]) => [name, readFileSync(join(samples, file), "utf8")])));
    const browser = findBrowser(console.error);
    if ("missing" in browser) throw new Error(browser.missing);
    workbench = await openWorkbench(browser.path, host.url);
  });

  after(async () => {
    await workbench?.close();
    await host?.stop();
  });

  for (const path of ["terraform/main.tf", "open.bicep"]) {
    test(`${path} has squiggles and counts its flows`, async () => {
      await workbench.openPath(path.split("/"));
      await workbench.squiggles().first().waitFor();
      await workbench.page
        .locator(".codelens-decoration", { hasText: /\d+ of \d+ required flows allowed/ })
        .first()
        .waitFor({ state: "attached" });
      await workbench.screenshot(`web-${path.split("/").at(-1)}`);
    });
  }

  test("a quick fix mends the file", async () => {
    const text = readFileSync(join(samples, "bicep/insecure/main.bicep"), "utf8").split("\n");
    const line = text.findIndex((one) => one.startsWith("resource vault "));
    await workbench.goTo(line + 1, 12);
    await workbench.quickFix("Close key vault 'tryoutml-kv' to the internet");
    await workbench.page.locator(".view-line", { hasText: "publicNetworkAccess: 'Disabled'" }).first().waitFor();
    await workbench.screenshot("web-quick-fix");
  });

  test("the command audits the whole workspace, modules and all, and shows the report", async () => {
    await workbench.runCommand("Audit AML network");
    const report = workbench.webview();
    await report
      .getByRole("group", { name: /^Network of/ })
      .first()
      .waitFor();
    const title = await report.locator("h3", { hasText: "closed/main.bicep" }).first().textContent();
    assert.match(title ?? "", /(\d+) of \1 required flows allowed/);
    await workbench.screenshot("web-report");
  });
});

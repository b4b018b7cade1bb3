// The report as a file in a browser: at every width, light and dark.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { writeHtml } from "../../src/report/html.ts";
import { rules } from "../../src/rulebook/index.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";
import { findBrowser } from "./code-server.ts";
import { axeRun, axeSource, launch, screenshots } from "./workbench.ts";

const sample = readFileSync(join(import.meta.dirname, "../../samples/bicep/insecure/main.bicep"), "utf8");

describe("the report in a browser", () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    const found = findBrowser(console.error);
    if ("missing" in found) throw new Error(found.missing);
    browser = await launch(found.path);
    page = await browser.newPage();
    const files = { "test/main.bicep": sample, "production/main.bicep": sample.replace("'AzureActiveDirectory'", "'Storage'") };
    const result = await audit(files, { profile: "il5" });
    const text = (uri: string) => new Map(Object.entries(files)).get(uri.slice(root.length));
    await page.setContent(writeHtml({ result, root, rules, version: "0.0.0", text }));
  });

  after(async () => {
    await browser?.close();
  });

  test("is never wider than the screen, and its counts stand in even rows", async () => {
    for (const width of [320, 400, 700, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true, `at ${width}`);
      const tiles = (await page.evaluate(
        "[...document.querySelectorAll('.tiles li')].map((one) => { const { top, right } = one.getBoundingClientRect(); return { top, right, over: one.scrollWidth > one.clientWidth }; })",
      )) as { top: number; right: number; over: boolean }[];
      const rows = [...Map.groupBy(tiles, ({ top }) => top).values()];
      assert.ok(rows.length <= 2, `${rows.length} rows at ${width}`);
      assert.equal(new Set(rows.map((row) => Math.round(row.at(-1)?.right ?? 0))).size, 1, `rows end together at ${width}`);
      assert.ok(
        tiles.every(({ over }) => !over),
        `at ${width} a word is cut off`,
      );
      if (width === 400) await page.screenshot({ path: join(screenshots, "page-400.png") });
    }
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`can be read ${colorScheme}`, async () => {
      await page.setViewportSize({ width: 1200, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axeSource);
      assert.deepEqual(await page.evaluate(axeRun), []);
      await page.screenshot({ path: join(screenshots, `page-${colorScheme}.png`), fullPage: true });
    });
  }
});

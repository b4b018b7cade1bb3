// Drives VS Code's workbench in a browser as a person does: by keys and by what is on the screen.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Frame, type FrameLocator, type Locator, type Page } from "playwright-core";

/** Where pictures of journeys go, for a look. */
export const screenshots = join(import.meta.dirname, "screenshots");

/** Put into a page, it makes `axe` there. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe objects to in the page that it is run in, a sentence for each. */
export const axeRun =
  "axe.run(document, { rules: { 'page-has-heading-one': { enabled: true } } }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target + ' ' + n.failureSummary).join(' | ')))";

export interface Workbench {
  readonly page: Page;
  /** Opens a file of the workspace by its path or part of it, and waits until its editor has the focus. */
  openFile(path: string): Promise<void>;
  /** The same by the explorer, folder by folder: where nobody can search for files. */
  openPath(path: readonly string[]): Promise<void>;
  /** Runs a command by its title from the palette. */
  runCommand(title: string): Promise<void>;
  /** Puts the cursor on a line and column, counted from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Underlines in the editor that has the focus. */
  squiggles(kind?: "error" | "warning" | "info"): Locator;
  /** Takes the quick fix with this in its title at the cursor, by keys alone. */
  quickFix(title: string | RegExp): Promise<void>;
  /** A row of the Problems view, which is opened when it is not. */
  problem(text: string): Locator;
  /** Saves the editor that has the focus and waits until it is on disk. */
  save(): Promise<void>;
  webview(): FrameLocator;
  /** The frame of the report, when it is open, to run something in. */
  reportFrame(): Promise<Frame>;
  /** Runs axe in the report; gives what it objects to. */
  axe(): Promise<readonly string[]>;
  /** The one item of ours in the status bar. */
  statusBar(): Locator;
  notification(text: string | RegExp): Locator;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** `language`: what the editor speaks, as far as its extensions are concerned; its own texts stay English. */
export async function openWorkbench(browserPath: string, url: string, language?: string): Promise<Workbench> {
  const browser = await launch(browserPath);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  if (language) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
  return workbench(browser, page);
}

export async function launch(executablePath: string, headless = true): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync"],
    ],
  });
}

function appears(row: Locator): Promise<boolean> {
  return row.waitFor({ timeout: 6_000 }).then(
    () => true,
    () => false,
  );
}

async function isFocused(row: Locator): Promise<boolean> {
  return row.evaluate((element) => element.classList.contains("focused"));
}

function workbench(browser: Browser, page: Page): Workbench {
  const input = page.locator(".quick-input-widget:not([style*='display: none']) input.input");
  const rows = page.locator(".quick-input-widget .monaco-list-row");
  const pick = async (prefix: string, text: string): Promise<void> => {
    await page.keyboard.press("F1");
    await input.waitFor();
    await input.fill(prefix + text);
  };
  return {
    page,
    async openFile(path) {
      await pick("", path);
      await rows
        .filter({ hasText: path.split("/").at(-1) ?? path })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
      await page.locator(`.tab.active[data-resource-name="${path.split("/").at(-1)}"]`).waitFor();
      await page.locator(".editor-group-container.active .monaco-editor .view-line").first().waitFor();
      await page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
    },
    async openPath(path) {
      const row = (depth: number, name: string) =>
        page
          .locator(`.explorer-folders-view .monaco-list-row[aria-level="${depth}"]`)
          .filter({ has: page.getByText(name, { exact: true }) })
          .last();
      for (const [depth, name] of path.entries()) {
        await row(depth + 1, name).waitFor();
        if ((await row(depth + 1, name).getAttribute("aria-expanded")) !== "true") await row(depth + 1, name).click();
      }
      await page.locator(`.tab.active[data-resource-name="${path.at(-1)}"]`).waitFor();
      await page.locator(".editor-group-container.active .monaco-editor .view-line").first().click();
    },
    async runCommand(title) {
      const option = page.locator(".quick-input-widget").getByRole("option", { name: new RegExp(`^${title}(,|$)`) });
      // A palette that was opened before the extensions were found does not learn of their commands.
      for (let tries = 0; tries < 5; tries += 1) {
        await pick(">", title);
        const found = await option
          .first()
          .waitFor({ timeout: 8_000 })
          .then(
            () => true,
            () => false,
          );
        if (found) break;
        await page.keyboard.press("Escape");
      }
      await option.first().click();
    },
    async goTo(line, column) {
      await pick(":", `${line}:${column}`);
      await page.keyboard.press("Enter");
      await input.waitFor({ state: "hidden" });
    },
    squiggles(kind) {
      const at = page.locator(".editor-group-container.active .monaco-editor");
      return kind ? at.locator(`.squiggly-${kind}`) : at.locator(".squiggly-error, .squiggly-warning, .squiggly-info");
    },
    async quickFix(title) {
      const menu = page.locator(".action-widget:not(.action-list-submenu-panel)");
      const item = menu.locator(".monaco-list-row").filter({ hasText: title }).first();
      await page.keyboard.press("Control+.");
      // Asked before the server has seen the file, the menu says that there is nothing, and stays that way.
      for (let tries = 0; tries < 4 && !(await appears(item)); tries += 1) {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Control+.");
      }
      for (let steps = 0; steps < 60 && !(await isFocused(item)); steps += 1) {
        await page.keyboard.press("ArrowDown");
        await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
      }
      if (!(await isFocused(item))) throw new Error(`The keys do not lead to '${title}'.`);
      await page.keyboard.press("Enter");
      await menu.waitFor({ state: "hidden" });
    },
    problem(text) {
      return page.locator(".markers-panel .monaco-list-row").filter({ hasText: text });
    },
    async save() {
      await page.keyboard.press("Control+s");
      await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    },
    webview() {
      return page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    },
    async reportFrame() {
      await page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("main > h1").waitFor();
      for (const frame of page.frames())
        if (
          await frame
            .locator("main > h1")
            .count()
            .catch(() => 0)
        )
          return frame;
      throw new Error("The report has no frame.");
    },
    async axe() {
      const frame = await this.reportFrame();
      await frame.evaluate(axeSource);
      return frame.evaluate(axeRun);
    },
    statusBar() {
      return page.locator('.statusbar-item[id*="amlNetworkAudit.state"]');
    },
    notification(text) {
      return page.locator(".notification-list-item").filter({ hasText: text });
    },
    async screenshot(name) {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    async close() {
      await browser.close();
    },
  };
}

// Drives VS Code's workbench in a browser as a person does: by keys and by what is on the screen.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from "playwright-core";

const screenshots = join(import.meta.dirname, "screenshots");

export interface Workbench {
  readonly page: Page;
  /** Opens a file of the workspace by its path or part of it, and waits until its editor has the focus. */
  openFile(path: string): Promise<void>;
  /** Runs a command by its title from the palette. */
  runCommand(title: string): Promise<void>;
  /** Puts the cursor on a line and column, counted from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Underlines in the editor that has the focus. */
  squiggles(kind?: "error" | "warning" | "info"): Locator;
  /** Takes the quick fix with this in its title at the cursor. */
  quickFix(title: string | RegExp): Promise<void>;
  /** A row of the Problems view, which is opened when it is not. */
  problem(text: string): Locator;
  /** Saves the editor that has the focus and waits until it is on disk. */
  save(): Promise<void>;
  webview(): FrameLocator;
  notification(text: string | RegExp): Locator;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openWorkbench(browserPath: string, url: string): Promise<Workbench> {
  const browser = await launch(browserPath);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
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
      await page
        .locator(".editor-group-container.active .monaco-editor")
        .first()
        .locator(".view-lines")
        .click({ position: { x: 300, y: 5 } });
    },
    async runCommand(title) {
      await pick(">", title);
      await page
        .locator(".quick-input-widget")
        .getByRole("option", { name: new RegExp(`^${title}(,|$)`) })
        .first()
        .click();
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
      await item.waitFor();
      await item.click();
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

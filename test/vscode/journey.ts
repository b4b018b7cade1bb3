// One journey: a folder with files, the packed extension, a fresh VS Code on it, and a person's hands.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Editor, findBrowser, installExtension, startEditor } from "./code-server.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

export interface Journey {
  readonly workbench: Workbench;
  readonly editor: Editor;
  /** The folder that is open. */
  readonly folder: string;
  /** Where this VS Code keeps its own files. */
  readonly data: string;
  end(): Promise<void>;
}

/** `files` is a folder to copy, or texts by path. */
export async function startJourney(
  files: string | Readonly<Record<string, string>>,
  settings: Record<string, unknown> = {},
): Promise<Journey> {
  const data = mkdtempSync(join(tmpdir(), "aml-vscode-"));
  const folder = join(data, "network");
  mkdirSync(folder);
  if (typeof files === "string") cpSync(files, folder, { recursive: true });
  else {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  }
  installExtension(data);
  const browser = findBrowser(console.error);
  if ("missing" in browser) throw new Error(browser.missing);
  const editor = await startEditor(data, folder, settings);
  const workbench = await openWorkbench(browser.path, editor.url).catch(async (error) => {
    await editor.stop();
    throw error;
  });
  return {
    workbench,
    editor,
    folder,
    data,
    async end() {
      await workbench.close();
      await editor.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

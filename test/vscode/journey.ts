// One journey: a folder with files, the packed extension, a fresh VS Code on it, and a person's hands.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Editor, findBrowser, installExtension, installFolder, startEditor } from "./code-server.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

export interface Journey {
  readonly workbench: Workbench;
  readonly editor: Editor;
  /** The folder that is open. */
  readonly folder: string;
  /** Where this VS Code keeps its own files. */
  readonly data: string;
  /** Changes the settings of the folder while the editor runs. */
  configure(settings: Readonly<Record<string, unknown>>): void;
  end(): Promise<void>;
}

interface Given {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean;
  /** A `.code-workspace` file among the files, when it is opened instead of the folder. */
  readonly workspaceFile?: string;
  /** The language of the editor; English unless said otherwise. */
  readonly language?: string;
  /** Folders of other extensions that are installed too. */
  readonly beside?: readonly string[];
}

/** `files` is a folder to copy, or texts by path. */
export async function startJourney(files: string | Readonly<Record<string, string>>, given: Given = {}): Promise<Journey> {
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
  for (const extension of given.beside ?? []) await installFolder(extension, data);
  const browser = findBrowser(console.error);
  if ("missing" in browser) throw new Error(browser.missing);
  const { settings = {}, trusted = true, workspaceFile, language } = given;
  const editor = await startEditor(data, workspaceFile ? join(folder, workspaceFile) : folder, { settings, trusted });
  const workbench = await openWorkbench(browser.path, editor.url, language).catch(async (error) => {
    await editor.stop();
    throw error;
  });
  return {
    workbench,
    editor,
    folder,
    data,
    configure(next) {
      mkdirSync(join(folder, ".vscode"), { recursive: true });
      writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(next));
    },
    async end() {
      await workbench.close();
      await editor.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

// A real VS Code in a browser: the workbench and extension host that the npm package code-server carries, and Debian's Chromium.
// It lives in test/vscode/host, which git ignores, and is installed at its first use.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, delimiter, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createVSIX } from "@vscode/vsce";

const version = "4.139.1"; // VS Code 1.139.1
const here = import.meta.dirname;
const root = dirname(dirname(here));
const home = join(here, "host");
const packageFolder = join(home, "node_modules", "code-server");
const vscodeFolder = join(packageFolder, "lib", "vscode");

export interface Editor {
  readonly url: string;
  /** What the editor's server printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Installs code-server when it is not there. Throws with npm's words when that fails. */
export function installCodeServer(say: (line: string) => void): void {
  const done = join(home, `installed-${version}`);
  if (existsSync(done)) return;
  say("Installing a real VS Code for the tests into test/vscode/host (about 600 MB, done once).");
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true }));
  // Nothing that the tests use needs the native modules, and compiling them needs Node's headers and libkrb5.
  npm(["install", `code-server@${version}`, "--ignore-scripts", "--no-audit", "--no-fund"], home);
  npm(["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], vscodeFolder);
  writeFileSync(done, "");
}

/** The path of a Chromium, or a sentence that names what is missing and how to get it. */
export function findBrowser(say: (line: string) => void): { readonly path: string } | { readonly missing: string } {
  const there = browserOnPath();
  if (there) return { path: there };
  const canInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (canInstall) {
    say("Installing Chromium with apt-get for the tests in VS Code (done once).");
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const now = browserOnPath();
  if (now) return { path: now };
  return {
    missing:
      "No Chromium was found. Install it with 'sudo apt-get install chromium' (on Ubuntu 'sudo snap install chromium'), " +
      "or set CHROMIUM to the path of a Chromium or Chrome, and run the command again.",
  };
}

/** Packs the extension and puts it into a fresh extensions folder, as a user's install does. */
export function installExtension(data: string): void {
  const extensions = join(data, "extensions");
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  const vsix = readdirSync(join(root, "dist")).find((name) => name.endsWith(".vsix"));
  if (!vsix) throw new Error("There is no packed extension in 'dist'; run 'npm run package' first.");
  install(join(root, "dist", vsix), data);
}

/** Packs an extension of the tests' own and installs it beside. */
export async function installFolder(cwd: string, data: string): Promise<void> {
  const packagePath = join(data, `${basename(cwd)}.vsix`);
  await createVSIX({ cwd, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  install(packagePath, data);
}

function install(vsix: string, data: string): void {
  const args = ["--install-extension", vsix, "--extensions-dir", join(data, "extensions"), "--user-data-dir", join(data, "user")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { env: environment(data), encoding: "utf8" });
  if (status !== 0) throw new Error(`'${vsix}' could not be installed: ${stdout}${stderr}`);
}

export interface Start {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly port?: number;
  /** Whether the workspace is trusted, as it is unless said otherwise. */
  readonly trusted?: boolean;
}

/** Starts VS Code on a folder or a `.code-workspace` file, with everything that talks or distracts switched off. */
export async function startEditor(data: string, folder: string, { settings = {}, port, trusted = true }: Start = {}): Promise<Editor> {
  mkdirSync(join(data, "user", "User"), { recursive: true });
  mkdirSync(join(data, "extensions"), { recursive: true });
  writeFileSync(join(data, "user", "User", "settings.json"), settingsText(settings));
  const at = port ?? (await freePort());
  const child = spawn(
    process.execPath,
    [
      entry,
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${at}`],
      ...["--user-data-dir", join(data, "user"), "--extensions-dir", join(data, "extensions")],
      ...["--disable-telemetry", "--disable-update-check", ...(trusted ? ["--disable-workspace-trust"] : []), folder],
    ],
    { env: environment(data), stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32" },
  );
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  child.stderr.on("data", (chunk) => (printed += chunk));
  const url = `http://127.0.0.1:${at}/?${folder.endsWith(".code-workspace") ? "workspace" : "folder"}=${encodeURIComponent(folder)}`;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    if (child.exitCode === null && child.pid !== undefined) {
      // The editor's own children (extension host, language server) are in its process group.
      if (process.platform === "win32") child.kill();
      else process.kill(-child.pid, "SIGTERM");
    }
    await ended;
  };
  for (const deadline = Date.now() + 60_000; ; await pause(100)) {
    const answered = await fetch(`http://127.0.0.1:${at}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return { url, output: () => printed, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`VS Code did not start:\n${printed}`);
    }
  }
}

/** VS Code's own server, without code-server's front. */
export const serverMain = join(vscodeFolder, "out", "server-main.js");

const entry = join(packageFolder, "out", "node", "entry.js");

/** What stands in the user's settings file beside what a test asks for. */
function settingsText(settings: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...quiet, ...settings }, undefined, 2);
}

const quiet = {
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "always",
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "window.commandCenter": false,
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
  "update.showReleaseNotes": false,
  "git.enabled": false,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
};

function environment(data: string): NodeJS.ProcessEnv {
  const own = { ...process.env, PATH: dirname(process.execPath) + delimiter + process.env.PATH, XDG_CONFIG_HOME: join(data, "config") };
  // Set when this runs inside a terminal of VS Code; it would make the program talk to that editor.
  return Object.fromEntries(Object.entries(own).filter(([name]) => !name.startsWith("VSCODE_") && name !== "NODE_TEST_CONTEXT"));
}

function npm(args: readonly string[], cwd: string): void {
  const result = spawnSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (result.status !== 0) throw new Error(`'npm ${args.join(" ")}' failed in '${cwd}'.`);
}

function browserOnPath(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named && existsSync(named)) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("No port is free."))));
    });
  });
}

// `npm run vscode`: a real VS Code in a browser on loopback, with the extension and a copy of the samples (or the folder given).
import { spawn } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { installCodeServer, installExtension, startEditor } from "../test/vscode/code-server.ts";
import { pack } from "./package.ts";

const root = join(import.meta.dirname, "..");
const data = join(root, "test", "vscode", "host", "data");

installCodeServer(console.log);
console.log("Packing the extension.");
await pack();
installExtension(data);
const editor = await startEditor(data, folder(), process.env.PORT ? { port: Number(process.env.PORT) } : {});
console.log(
  `\nVS Code is at ${editor.url}\nOpen a file with a squiggle, take a quick fix, or run 'Audit AML network' from the palette (F1). Ctrl+C ends it.`,
);
openInBrowser(editor.url);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void editor.stop().then(() => process.exit(0)));

/** The folder named on the command line, or a fresh copy of the samples, so that trying things changes no file of the repository. */
function folder(): string {
  const named = process.argv[2];
  if (named) return resolve(process.env.INIT_CWD ?? process.cwd(), named);
  const copy = join(data, "samples");
  rmSync(copy, { recursive: true, force: true });
  if (existsSync(join(root, "samples"))) cpSync(join(root, "samples"), copy, { recursive: true });
  return copy;
}

function openInBrowser(url: string): void {
  const [program, ...args] =
    process.platform === "darwin" ? ["open", url] : process.platform === "win32" ? ["cmd", "/c", "start", "", url] : ["xdg-open", url];
  if (!program || (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)) return;
  spawn(program, args, { stdio: "ignore", detached: true })
    .on("error", () => console.log("No browser could be opened; open the address above yourself."))
    .unref();
}

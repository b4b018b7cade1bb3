// `npm run try-extension [-- VERSION...]`: packs the extension, installs the `.vsix` into a VS Code that knows nothing of it, as users do,
// and makes a person's journey there: findings while typing, a quick fix, the palette's command and its report. On each Node that VS Code
// has been built with since the version that the extension asks for.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installCodeServer } from "../test/vscode/code-server.ts";
import { installNode, promised } from "./install-node.ts";
import { pack } from "./package.ts";

const root = join(import.meta.dirname, "..");
const versions = process.argv.length > 2 ? process.argv.slice(2) : promised;

installCodeServer(console.log);
await pack();
const place = mkdtempSync(join(tmpdir(), "try-extension-"));
let failed = 0;
try {
  for (const version of versions) failed += tryOn(version) ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

function tryOn(version: string): boolean {
  const bin = installNode(version, place);
  if (bin === undefined) return said(version, "this Node could not be installed", false);
  const node = join(bin, "node");
  const told = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
  // What starts the editor here starts it, and its extension host, on the same Node.
  const { status, stdout } = spawnSync(node, ["--test", "--test-reporter=spec", "test/vscode/journey.test.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  return said(told, status === 0 ? "installed from the '.vsix' alone, it finds, mends and reports" : stdout, status === 0);
}

function said(node: string, words: string, good: boolean): boolean {
  console.log(`${good ? "✔" : "✖"} Node ${node}: ${words}`);
  return good;
}

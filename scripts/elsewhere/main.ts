// npm run elsewhere -- DIR... [--verbose]: hides every module and every resource of real deployments, one at a time, and counts the findings that
// only come up because something is declared elsewhere. There must be none.
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../../src/audit.ts";
import { findFiles } from "../../src/disk/find.ts";
import { auditWithDisk } from "../../src/disk/give.ts";
import { loadFile } from "../../src/disk/load.ts";
import { folderUriOf, uriOf } from "../../src/disk/uri.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import type { Deployment } from "../../src/model/finding.ts";
import type { Reader } from "../../src/model/reader.ts";
import { type Tried, tryDeployment } from "./accuse.ts";

const args = process.argv.slice(2);
const verbose = args.includes("--verbose");
const folders = args.filter((arg) => !arg.startsWith("--"));
if (folders.length === 0) {
  console.error("Name the folders to read: npm run elsewhere -- DIR...");
  process.exit(2);
}
const readers = await loadReaders(await loadWasm());
let failed = 0;
for (const folder of folders) failed += report(basename(resolve(folder)), await tryFolder(readers, resolve(folder)));
process.exit(failed > 0 ? 1 : 0);

async function tryFolder(readers: readonly Reader[], folder: string): Promise<readonly Tried[]> {
  const root = folderUriOf(folder);
  const auditor = createAuditor(readers, root, "2026-11-21");
  for (const path of (await findFiles(folder)).paths) {
    const loaded = await loadFile(path);
    if (loaded !== "missing" && "text" in loaded) auditor.put(uriOf(path), loaded.text);
  }
  const { deployments } = await auditWithDisk(auditor, defaultSettings);
  return deployments.filter(concerned).map((one) => tryDeployment(readers, textsOf(one), one.id, root));
}

/** Deployments of machine learning, and hubs. */
function concerned({ graph }: Deployment): boolean {
  return ["Microsoft.MachineLearningServices/workspaces", "Microsoft.Network/firewallPolicies", "Microsoft.Network/privateEndpoints"].some(
    (type) => graph.ofType(type).length > 0,
  );
}

function textsOf({ files }: Deployment): ReadonlyMap<string, string> {
  return new Map(
    files.filter((uri) => uri.startsWith("file:") && !uri.endsWith("/")).map((uri) => [uri, readFileSync(fileURLToPath(uri), "utf8")]),
  );
}

function report(name: string, tried: readonly Tried[]): number {
  const sum = (of: (one: Tried) => number) => tried.reduce((total, one) => total + of(one), 0);
  const accusations = sum((one) => one.accusations.length);
  console.log(
    `${name}: ${tried.length} deployments, ${sum(({ unmet }) => unmet)} findings, ${sum(({ hidden }) => hidden)} things hidden, ${accusations} accusations`,
  );
  for (const { deployment, accusations: some } of tried) {
    for (const { hidden, rule, message } of verbose ? some : some.slice(0, 1))
      console.log(`  ${deployment}, hidden ${hidden}: ${rule}: ${message}`);
  }
  return accusations;
}

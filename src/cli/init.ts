// `aml-network-audit init`.
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { relativeTo } from "../analysis/auditor.ts";
import { propose } from "../analysis/configuration/propose.ts";
import { createAuditor, loadReaders } from "../audit.ts";
import { auditWithDisk } from "../disk/give.ts";
import { configurationName } from "../disk/names.ts";
import { folderUriOf } from "../disk/uri.ts";
import { loadWasm } from "../disk/wasm.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { readInputs } from "./inputs.ts";
import { readSettings } from "./settings.ts";

const options = { "dry-run": { type: "boolean", default: false } } as const;

/** Proposes a configuration for a folder and writes it there, never over one that is there. */
export async function initCommand(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length > 1) throw new Refusal("'init' takes one folder.");
  const nothing = { config: undefined, cloud: undefined, region: undefined, profile: undefined, asOf: undefined };
  const { settings, excluded } = await readSettings(positionals[0] ?? ".", nothing, host);
  const { root, asked, files } = await readInputs(positionals, undefined, excluded, host);
  const auditor = createAuditor(await loadReaders(await loadWasm()), folderUriOf(root), host.today);
  for (const { uri, text } of files) auditor.put(uri, text);
  const result = await auditWithDisk(auditor, settings, undefined, asked);
  const proposal = propose(result.deployments, (uri) => relativeTo(folderUriOf(root), uri));
  const text = `${JSON.stringify(proposal, undefined, 2)}\n`;
  host.write(text);
  if (!values["dry-run"]) await writeNew(join(resolve(host.cwd, root), configurationName), text, host);
  return exit.fine;
}

async function writeNew(path: string, text: string, host: Host): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
    host.say(`Written to '${path}'.\n`);
  } catch (error) {
    const there = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new Refusal(there ? `'${path}' is there already and was left as it is.` : `'${path}' could not be written: ${String(error)}`);
  }
}

// `audit --fix`: every fix without a caution, applied round by round until nothing more can be mended.
import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import type { Auditor } from "../analysis/auditor.ts";
import type { Settings } from "../analysis/configuration/settings.ts";
import { fixOf } from "../audit.ts";
import { decode, encode } from "../disk/decode.ts";
import { auditWithDisk } from "../disk/give.ts";
import { pathOf } from "../disk/uri.ts";
import type { Fix, TextEdit } from "../model/repair.ts";
import { standing } from "../report/report.ts";
import { unifiedDiff } from "./diff.ts";
import { exit, type Host } from "./host.ts";

const rounds = 200;

/** Each fix is made from the text that the one before left, so that none is made from a text that is no more. */
export async function applyFixes(auditor: Auditor, settings: Settings, dryRun: boolean, host: Host): Promise<number> {
  const before = new Map<string, string>();
  const taken: string[] = [];
  const tried = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const fix = await nextFix(auditor, settings, tried);
    if (!fix) break;
    taken.push(fix.title);
    for (const [uri, edits] of Map.groupBy(fix.edits, (edit) => edit.uri)) {
      const text = auditor.text(uri)?.text ?? "";
      if (!before.has(uri)) before.set(uri, text);
      auditor.put(uri, applyEdits(text, edits), "asked");
    }
  }
  for (const [uri, old] of before) {
    const now = auditor.text(uri)?.text ?? "";
    const path = pathOf(uri);
    if (path === undefined || now === old) continue;
    if (dryRun) host.write(unifiedDiff(relative(host.cwd, path), old, now));
    else await rewrite(path, now);
  }
  host.say(`${dryRun ? "Would apply" : "Applied"} ${taken.length} ${taken.length === 1 ? "fix" : "fixes"}.\n`);
  for (const title of taken) host.say(`  ${title}\n`);
  return exit.fine;
}

async function nextFix(auditor: Auditor, settings: Settings, tried: Set<string>): Promise<Fix | undefined> {
  const result = await auditWithDisk(auditor, settings);
  for (const finding of standing(result)) {
    if (!finding.repair || finding.repair.caution || finding.verdict !== "unmet" || tried.has(finding.fingerprint)) continue;
    // Tried once only: a fix that does not make its finding go away must not be applied again and again.
    tried.add(finding.fingerprint);
    const mended = fixOf(finding, result.deployments, auditor);
    if (!("cannot" in mended) && !mended.caution && mended.edits.length) return mended;
  }
  return undefined;
}

/** Edits of one file that do not overlap, put into its text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((done, edit) => done.slice(0, edit.start) + edit.newText + done.slice(edit.end), text);
}

/** In the encoding that the file has. */
async function rewrite(path: string, text: string): Promise<void> {
  const decoded = decode(await readFile(path).catch(() => new Uint8Array()));
  await writeFile(path, encode(text, "encoding" in decoded ? decoded.encoding : "utf-8"));
}

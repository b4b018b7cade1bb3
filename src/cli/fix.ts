// `audit --fix`: every fix without a caution, applied round by round until nothing more can be mended.
import { relative } from "node:path";
import type { Auditor } from "../analysis/auditor.ts";
import type { Settings } from "../analysis/configuration/settings.ts";
import { fixOf } from "../audit.ts";
import { auditWithDisk } from "../disk/give.ts";
import { type Replacement, replaceFiles } from "../disk/replace.ts";
import { pathOf } from "../disk/uri.ts";
import type { AuditResult } from "../model/finding.ts";
import type { Fix, TextEdit } from "../model/repair.ts";
import { legible } from "../report/legible.ts";
import { standing } from "../report/report.ts";
import { painted, unifiedDiff } from "./diff.ts";
import { exit, type Host } from "./host.ts";
import { wantsColour } from "./print.ts";

const rounds = 200;

interface Taken {
  readonly title: string;
  readonly uris: readonly string[];
}

/** What a person named: a folder, a URI, and of everything that is found there what is to be mended. */
interface Asked {
  readonly folder: string;
  narrow(result: AuditResult): AuditResult;
}

/** Each fix is made from the text that the one before left, so that none is made from a text that is no more. */
export async function applyFixes(auditor: Auditor, settings: Settings, asked: Asked, dryRun: boolean, host: Host): Promise<number> {
  const before = new Map<string, string>();
  const taken: Taken[] = [];
  const tried = new Set<string>();
  const refused: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fix = await nextFix(auditor, settings, asked, tried, refused);
    if (!fix) break;
    const byFile = Map.groupBy(fix.edits, (edit) => edit.uri);
    taken.push({ title: fix.title, uris: [...byFile.keys()] });
    for (const [uri, edits] of byFile) {
      const text = auditor.text(uri)?.text ?? "";
      if (!before.has(uri)) before.set(uri, text);
      auditor.put(uri, applyEdits(text, edits), "asked");
    }
  }
  const done = dryRun ? taken : [];
  if (dryRun) show(before, auditor, host);
  else {
    for (const group of together(taken)) {
      const problem = await replaceFiles(replacements(group, before, auditor), pathOf(asked.folder) ?? host.cwd);
      if (problem === undefined) done.push(...group);
      else refused.push(...group.map(({ title }) => `${title}: ${problem}`));
    }
  }
  host.say(`${dryRun ? "Would apply" : "Applied"} ${done.length} ${done.length === 1 ? "fix" : "fixes"}.\n`);
  for (const { title } of done) host.say(`  ${legible(title)}\n`);
  if (taken.length === rounds) host.say(`One run applies ${rounds} fixes at the most. Run it again for what is left.\n`);
  if (refused.length > 0) host.say(`Not applied: ${refused.length}.\n${refused.map((line) => `  ${legible(line)}\n`).join("")}`);
  return done.length < taken.length ? exit.refused : exit.fine;
}

function show(before: ReadonlyMap<string, string>, auditor: Auditor, host: Host): void {
  for (const [uri, old] of before) {
    const [path, now] = [pathOf(uri), auditor.text(uri)?.text ?? ""];
    const diff = path === undefined || now === old ? "" : unifiedDiff(legible(relative(host.cwd, path)), old, now);
    const isTerminal = host.columns !== undefined || wantsColour(host);
    host.write(isTerminal ? painted(diff, wantsColour(host)) : diff);
  }
}

/** Fixes that share a file, directly or by others: they are written together or not at all. */
function together(taken: readonly Taken[]): readonly (readonly Taken[])[] {
  let groups: readonly (readonly Taken[])[] = [];
  for (const one of taken) {
    const touches = (group: readonly Taken[]) => group.some(({ uris }) => uris.some((uri) => one.uris.includes(uri)));
    groups = [...groups.filter((group) => !touches(group)), [...groups.filter(touches).flat(), one]];
  }
  return groups;
}

function replacements(group: readonly Taken[], before: ReadonlyMap<string, string>, auditor: Auditor): readonly Replacement[] {
  return [...new Set(group.flatMap(({ uris }) => uris))].flatMap((uri) => {
    const [path, old, now] = [pathOf(uri), before.get(uri) ?? "", auditor.text(uri)?.text ?? ""];
    return path === undefined || now === old ? [] : [{ path, before: old, after: now }];
  });
}

async function nextFix(
  auditor: Auditor,
  settings: Settings,
  asked: Asked,
  tried: Set<string>,
  refused: string[],
): Promise<Fix | undefined> {
  const result = asked.narrow(await auditWithDisk(auditor, settings, undefined, asked.folder));
  for (const finding of standing(result)) {
    if (!finding.repair || finding.repair.caution || finding.verdict !== "unmet" || tried.has(finding.fingerprint)) continue;
    // Tried once only: a fix that does not make its finding go away must not be applied again and again.
    tried.add(finding.fingerprint);
    const mended = fixOf(finding, result.deployments, auditor);
    if ("cannot" in mended) refused.push(`${finding.repair.title}: ${mended.cannot}`);
    else if (!mended.caution && mended.edits.length) return mended;
  }
  return undefined;
}

/** Edits of one file that do not overlap, put into its text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((done, edit) => done.slice(0, edit.start) + edit.newText + done.slice(edit.end), text);
}

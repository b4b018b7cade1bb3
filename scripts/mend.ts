// `node scripts/mend.ts FOLDER [EXTENSION]` takes every fix of every finding of a folder, those with a caution too, one after the other as
// a patient person would, and says what is left. The files are changed: give it a copy. Fails when something that has a fix is left.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defaultSettings } from "../src/analysis/configuration/settings.ts";
import { createAuditor, fixOf, loadReaders } from "../src/audit.ts";
import { applyEdits } from "../src/cli/fix.ts";
import { findFiles } from "../src/disk/find.ts";
import { auditWithDisk } from "../src/disk/give.ts";
import { loadFile } from "../src/disk/load.ts";
import { folderUriOf, pathOf, uriOf } from "../src/disk/uri.ts";
import { loadWasm } from "../src/disk/wasm.ts";
import type { Finding } from "../src/model/finding.ts";

const [folder, extension = ""] = process.argv.slice(2);
if (!folder) throw new Error("Name the folder to mend.");
const root = resolve(folder);
const auditor = createAuditor(await loadReaders(await loadWasm()), folderUriOf(root), new Date().toISOString().slice(0, 10));
for (const path of (await findFiles(root, { excluded: () => false })).paths) {
  const loaded = await loadFile(path);
  if (loaded !== "missing" && "text" in loaded) auditor.put(uriOf(path), loaded.text, path.endsWith(extension) ? "entry" : "asked");
}

/** What tells a finding from the same in another folder. */
const place = ({ fingerprint, message, at }: Finding) => `${at.from === "file" ? at.uri : ""} ${fingerprint} ${message}`;
const named = ({ rule, severity, message }: Finding) => `${severity} ${rule}: ${message}`;
const before = new Map([...auditor.files.keys()].map((uri) => [uri, auditor.text(uri)?.text]));
const refused = new Map<string, string>();
const tried = new Set<string>();
let taken = 0;
for (;;) {
  const { findings, deployments } = await auditWithDisk(auditor, defaultSettings);
  const finding = findings.find((one) => one.verdict === "unmet" && one.repair && !tried.has(place(one)));
  if (!finding) break;
  tried.add(place(finding));
  const fix = fixOf(finding, deployments, auditor);
  if ("cannot" in fix) refused.set(named(finding), fix.cannot);
  else {
    taken += 1;
    console.log(`${fix.title}.${fix.caution ? ` ${fix.caution}` : ""}`);
    for (const [uri, edits] of Map.groupBy(fix.edits, (edit) => edit.uri))
      auditor.put(uri, applyEdits(auditor.text(uri)?.text ?? "", edits), "asked");
  }
}
const { findings, problems } = await auditWithDisk(auditor, defaultSettings);
const mendable = (finding: Finding) => finding.repair !== undefined && !refused.has(named(finding));
const left = findings.filter(({ verdict }) => verdict === "unmet");
for (const finding of left)
  console.log(`Left: ${named(finding)} ${refused.get(named(finding)) ?? (finding.repair ? "Its fix did not help." : "It has no fix.")}`);
console.log(
  `Took ${taken} fixes; ${left.length} findings are left, ${left.filter(mendable).length} of them with a fix; ${problems.length} problems.`,
);
for (const [uri, text] of before) {
  const [path, now] = [pathOf(uri), auditor.text(uri)?.text];
  if (path !== undefined && now !== undefined && now !== text) writeFileSync(path, now);
}
process.exitCode = left.some(mendable) ? 1 : 0;

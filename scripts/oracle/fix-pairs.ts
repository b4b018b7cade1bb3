// Applies the fix of one finding to a Bicep file and to what it was compiled to, and holds the two results against each other.
import { pathToFileURL } from "node:url";
import type { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings, type Settings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor, fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import { auditWithDisk } from "../../src/disk/give.ts";
import { loadFile } from "../../src/disk/load.ts";
import { folderUriOf } from "../../src/disk/uri.ts";
import type { Fragment } from "../../src/model/declaration.ts";
import type { AuditResult, Finding } from "../../src/model/finding.ts";
import type { Reader } from "../../src/model/reader.ts";
import type { Fix } from "../../src/model/repair.ts";
import { type Comparison, compare } from "./compare.ts";
import { fragmentOf } from "./disk.ts";

/**
 * What became of the fixes of one finding that both sides have. `asks`: one side asks by parameters for what the other declares, because
 * its templates cannot hand it on. `refused`: at least one side says why it cannot be written.
 */
export interface FixedAlike {
  readonly rule: string;
  readonly title: string;
  readonly outcome: "equal" | "different" | "asks" | "refused";
  /** How the two differ, or why one was refused. */
  readonly why: readonly string[];
}

export interface FixPair {
  readonly fixes: readonly FixedAlike[];
  /** Fixable findings that one side alone has. */
  readonly apart: readonly string[];
}

/** The fixes of every finding of a pair, each taken alone. `root`: the folder below which both lie. */
export async function comparedFixes(
  paths: { readonly bicep: string; readonly arm: string },
  root: string,
  readers: readonly Reader[],
  settings: Settings = defaultSettings,
): Promise<FixPair> {
  const [bicep, arm] = [await judged(paths.bicep, root, readers, settings), await judged(paths.arm, root, readers, settings)];
  const before = differences(compare(fragmentOf(paths.bicep), fragmentOf(paths.arm)));
  const theirs = new Map(marked(arm.result).map((one) => [one.mark, one.finding]));
  const fixes: FixedAlike[] = [];
  const apart: string[] = [];
  for (const { mark, finding } of marked(bicep.result)) {
    const other = theirs.get(mark);
    theirs.delete(mark);
    if (!other) {
      apart.push(`Bicep alone: ${finding.rule}: ${finding.message}`);
      continue;
    }
    const made = [fixOf(finding, bicep.result.deployments, bicep.auditor), fixOf(other, arm.result.deployments, arm.auditor)] as const;
    const [mine, yours] = made;
    const about = { rule: finding.rule, title: finding.repair?.title ?? "" };
    if ("cannot" in mine || "cannot" in yours) {
      fixes.push({ ...about, outcome: "refused", why: made.map((one) => ("cannot" in one ? one.cannot : "written")) });
      continue;
    }
    const after = differences(compare(fixed(paths.bicep, mine, bicep.auditor), fixed(paths.arm, yours, arm.auditor)));
    const why = [...after].filter((one) => !before.has(one));
    const asks =
      /become parameters|becomes a parameter/.test(mine.caution ?? "") !==
      /become parameters|becomes a parameter/.test(yours.caution ?? "");
    fixes.push({ ...about, outcome: why.length === 0 ? "equal" : asks ? "asks" : "different", why });
  }
  return { fixes, apart: [...apart, ...[...theirs.values()].map(({ rule, message }) => `ARM alone: ${rule}: ${message}`)] };
}

interface Judged {
  readonly auditor: Auditor;
  readonly result: AuditResult;
}

async function judged(path: string, root: string, readers: readonly Reader[], settings: Settings): Promise<Judged> {
  const auditor = createAuditor(readers, folderUriOf(root), "2026-03-19");
  const loaded = await loadFile(path);
  if (loaded !== "missing" && "text" in loaded) auditor.put(pathToFileURL(path).href, loaded.text, "entry");
  return { auditor, result: await auditWithDisk(auditor, settings) };
}

/** Findings with a fix, by what they say without the names, which symbols stand for on one side; the same words once more count as the next. */
function marked({ findings }: AuditResult): readonly { readonly mark: string; readonly finding: Finding }[] {
  const seen = new Map<string, number>();
  return findings.flatMap((finding) => {
    if (finding.verdict !== "unmet" || !finding.repair) return [];
    const said = finding.message
      .toLowerCase()
      .replace(/\b(?:an?|the) |'[^']*'/g, "")
      .replace(/\s+/g, " ");
    const words = `${finding.rule} ${finding.subject.type} ${finding.value ?? ""} ${said}`.toLowerCase();
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return [{ mark: `${words} ${count}`, finding }];
  });
}

function fixed(path: string, { edits }: Fix, auditor: Auditor): Fragment {
  const texts = [...Map.groupBy(edits, ({ uri }) => uri)].map(
    ([uri, some]) => [uri, applyEdits(auditor.text(uri)?.text ?? "", some)] as const,
  );
  return fragmentOf(path, new Map(texts));
}

/** What is surely different, in words. */
function differences({ onlyBicep, onlyArm, differences: all }: Comparison): ReadonlySet<string> {
  const types = [...onlyBicep.map((type) => `only Bicep has ${type}`), ...onlyArm.map((type) => `only ARM has ${type}`)];
  const values = all.filter(({ outcome }) => outcome === "wrong").map(({ what, bicep, arm }) => `${what}: Bicep ${bicep}; ARM ${arm}`);
  return new Set([...types, ...values]);
}

// Several findings mended by one edit.
import { rightElsewhere } from "../analysis/mend.ts";
import { fixTogether } from "../audit.ts";
import type { Finding } from "../model/finding.ts";
import type { Fix, Repair, TextEdit } from "../model/repair.ts";
import type { Say } from "../report/say.ts";
import type { Audited, Workspace } from "./workspace.ts";

/**
 * One fix for all of these that have one, deployment by deployment. What two deployments would change in the same place is left to the
 * first; taking the fix again mends the rest. `title` is in the reader's language, and says how many are left. Undefined when nothing can be written.
 */
export function fixEvery(
  findings: readonly Finding[],
  title: string,
  workspace: Workspace,
  { result }: Audited,
  say: Say,
): Fix | undefined {
  const edits: TextEdit[] = [];
  const cautions = new Set<string>();
  const wanted = findings.filter((finding) => !rightElsewhere(finding, result.deployments));
  let left = findings.length - wanted.length;
  for (const deployment of result.deployments) {
    const own = wanted.filter(({ deployments }) => deployments[0] === deployment.id);
    const repairs = own.flatMap(({ repair, verdict }): readonly Repair[] => (repair && verdict === "unmet" ? [repair] : []));
    if (repairs.length === 0) continue;
    const fix = fixTogether(repairs, deployment, workspace.auditor, title);
    if ("cannot" in fix || fix.edits.some((edit) => edits.some((taken) => conflicts(edit, taken)))) {
      left += repairs.length;
      continue;
    }
    edits.push(...fix.edits);
    left += fix.left ?? 0;
    if (fix.caution) cautions.add(fix.caution);
  }
  if (edits.length === 0) return undefined;
  return {
    title: left > 0 ? say("{0}, but for {1}", title, left) : title,
    edits,
    ...(cautions.size > 0 && { caution: say([...cautions].join(" ")) }),
  };
}

function conflicts(a: TextEdit, b: TextEdit): boolean {
  return a.uri === b.uri && a.start <= b.end && b.start <= a.end;
}

/** Wider fixes than that of one finding: its rule in the file and everywhere, and every missing flow of its firewall. */
export function widerFixes(finding: Finding, workspace: Workspace, audited: Audited, say: Say): readonly Fix[] {
  const open = audited.result.findings.filter(({ repair, suppressed, verdict }) => repair && !suppressed && verdict === "unmet");
  const same = open.filter(({ rule }) => rule === finding.rule);
  const here = same.filter(({ at }) => at.from === "file" && finding.at.from === "file" && at.uri === finding.at.uri);
  const flows = isFlow(finding) ? open.filter((one) => isFlow(one) && one.subject.key === finding.subject.key) : [];
  const wishes: readonly (readonly [readonly Finding[], string])[] = [
    [flows, say("Allow every missing flow in '{0}'", finding.subject.name)],
    [here, say("Fix every '{0}' in this file", finding.rule)],
    [same.length > here.length ? same : [], say("Fix every '{0}' in the workspace", finding.rule)],
  ];
  return wishes.flatMap(([some, title]) => (some.length > 1 ? (fixEvery(some, title, workspace, audited, say) ?? []) : []));
}

function isFlow({ rule }: Finding): boolean {
  return rule === "outbound-service-tag" || rule === "outbound-fqdn";
}

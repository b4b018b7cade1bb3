// The checklist of the report under the IL5 profile: policy by policy, with the evidence.
import type { AuditResult, Check, Finding } from "../model/finding.ts";
import type { Policy } from "../rulebook/profiles/il5.ts";
import { initiative, policies } from "../rulebook/profiles/il5.ts";
import { code, prose } from "./markdown-text.ts";
import type { Places } from "./places.ts";
import type { Report } from "./report.ts";

type Standing = "met" | "unmet" | "unclear" | "not judged";

export interface Item {
  readonly policy: Policy;
  readonly is: Standing;
  /** One sentence or place each, worst first; names in single quotes, places in backquotes. */
  readonly evidence: readonly string[];
}

/** Empty when no deployment was judged under the profile. */
export function il5Checklist(report: Report, places: Places): string {
  if (!judgedUnderIl5(report.result)) return "";
  const items = checklist(report.result, places);
  const rows = items.map(({ policy, is, evidence }) => {
    const shown = evidence.slice(0, 5).map(cell).join("<br>") + (evidence.length > 5 ? `<br>and ${evidence.length - 5} more` : "");
    return `| ${words[is]} | ${policy.title} \`${policy.id}\` | ${policy.controls.join(", ")} | ${shown} |`;
  });
  return [
    "## Impact Level 5",
    `Initiative *${initiative.title}* ${initiative.version}: ${counted(items)}`,
    ["| | Policy | NIST SP 800-53 | Evidence |", "| --- | --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}

export function judgedUnderIl5({ deployments }: AuditResult): boolean {
  return deployments.some(({ scenario }) => scenario.profile === "il5");
}

/** How many policies stand how, in words. */
function counted(items: readonly Item[]): string {
  const count = (is: Standing) => items.filter((item) => item.is === is).length;
  return `${count("met")} policies met, ${count("unmet")} unmet, ${count("unclear")} unclear, ${count("not judged")} without a resource to judge.`;
}

/** The initiative's policies with what the audit found about each. Suppressed findings stay unmet: a suppression is no compliance. */
export function checklist(result: AuditResult, places: Places): readonly Item[] {
  return policies.map((policy) => {
    const checks = result.checks.filter((check) => answers(policy, check.rule, check.subject.type));
    const findings = result.findings.filter((finding) => answers(policy, finding.rule, finding.subject.type));
    const unmet = findings.filter(({ verdict }) => verdict === "unmet").map((finding) => told(finding, places));
    const unclear = findings.filter(({ verdict }) => verdict === "unclear").map((finding) => told(finding, places));
    const met = [...new Set(checks.filter(({ verdict }) => verdict === "met").map((check) => witness(check, places)))];
    const is = unmet.length > 0 ? "unmet" : unclear.length > 0 ? "unclear" : met.length > 0 ? "met" : "not judged";
    return { policy, is, evidence: [...unmet, ...unclear, ...met] };
  });
}

const words: Readonly<Record<Standing, string>> = { met: "met", unmet: "**unmet**", unclear: "unclear", "not judged": "not judged" };

function answers(policy: Policy, rule: string, type: string): boolean {
  return policy.rules.includes(rule) && policy.type.toLowerCase() === type.toLowerCase();
}

function told(finding: Finding, places: Places): string {
  const firstSentence = /^.*?\.(?= |$)/s.exec(finding.message)?.[0] ?? finding.message;
  return `${firstSentence} ${where(finding.at, places)}`.trim();
}

function witness({ subject, witness: seen }: Check, places: Places): string {
  const name = `'${subject.name}'`;
  if (!seen) return name;
  return `${seen.name.includes(name) ? "" : `${name}: `}${seen.name} ${where(seen.at, places)}`.trim();
}

function where(at: Finding["at"], places: Places): string {
  if (at.from === "azure") return `\`${at.id}\``;
  const place = places.of(at);
  return place ? `\`${place.file}:${place.range.start.line + 1}\`` : "";
}

/** Evidence ends in its place, in backquotes. */
function cell(text: string): string {
  const [, said = text, place] = /^(.*?)(?: ?`([^`]*)`)?$/s.exec(text) ?? [];
  return [said && prose(said), place && code(place)].filter((part) => part).join(" ");
}

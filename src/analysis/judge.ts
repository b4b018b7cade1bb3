// One graph before the rulebook: every rule's verdicts as findings and checks.
import type { Problem } from "../model/declaration.ts";
import type { Check, Finding, Subject } from "../model/finding.ts";
import type { Resource } from "../model/graph.ts";
import type { Value } from "../model/value.ts";
import type { Context, Rule, Severity, Verdict } from "../model/verdict.ts";
import { fingerprint } from "./fingerprint.ts";
import { inWordsOf } from "./words.ts";

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
}

/** Total: a rule that fails on a graph is a problem, and the others are still asked. Ends behind as many checks as `most`. */
export function judge(
  context: Context,
  rules: readonly Rule[],
  severityOf: (rule: Rule) => Severity | "off",
  deployment: string,
  most = Number.POSITIVE_INFINITY,
): Judgement {
  const findings: Finding[] = [];
  const checks: Check[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    const severity = severityOf(rule);
    if (severity === "off") continue;
    try {
      for (const verdict of rule.check(context)) {
        checks.push(checkOf(rule, verdict, deployment));
        if (verdict.is !== "met") findings.push(findingOf(rule, verdict, severity, deployment));
        if (checks.length > most) return { findings, checks, problems };
      }
    } catch (error) {
      problems.push({
        uri: "",
        start: 0,
        end: 0,
        message: `The rule '${rule.id}' failed on '${deployment}' and was passed over: ${String(error)}`,
      });
    }
  }
  return { findings, checks, problems };
}

function judged(rule: Rule, verdict: Verdict, deployment: string) {
  return {
    rule: rule.id,
    subject: subjectOf(verdict.subject),
    ...(verdict.requirement ? { requirement: verdict.requirement } : {}),
    ...(verdict.value === undefined ? {} : { value: verdict.value }),
    ...(verdict.ports ? { ports: verdict.ports } : {}),
    deployments: [deployment],
  };
}

function checkOf(rule: Rule, verdict: Verdict, deployment: string): Check {
  const base = { ...judged(rule, verdict, deployment), verdict: verdict.is };
  return verdict.is === "met" && verdict.witness ? { ...base, witness: verdict.witness } : base;
}

function findingOf(rule: Rule, verdict: Exclude<Verdict, { is: "met" }>, severity: Severity, deployment: string): Finding {
  const base = {
    ...judged(rule, verdict, deployment),
    at: verdict.at,
    message: inWordsOf(verdict.subject, verdict.message),
    related: [...(verdict.related ?? []), ...callsTo(verdict.subject)],
    fingerprint: fingerprint(rule.id, verdict),
  };
  if (verdict.is === "unclear") return { ...base, verdict: "unclear", severity: "note", because: verdict.because, tags: [] };
  const repair = verdict.repair ? { repair: verdict.repair } : {};
  return { ...base, verdict: "unmet", severity: lower(severity, rule.severity, verdict.severity), tags: verdict.tags ?? [], ...repair };
}

/** What a verdict says of itself holds unless the rule's severity was changed by settings. */
function lower(chosen: Severity, own: Severity, said: Severity | undefined): Severity {
  return said !== undefined && chosen === own ? said : chosen;
}

function callsTo(resource: Resource): Finding["related"] {
  return resource.calls.map((at) => ({ at, message: "The module is used here." }));
}

function subjectOf(resource: Resource): Subject {
  return { type: resource.type, name: nameOf(resource), key: resource.key, at: resource.at };
}

/** The resource's own name as far as it is known; its symbol when nothing of it is. */
export function nameOf(resource: Resource): string {
  const name = resource.names.at(-1);
  const shown = name ? show(name).replace(/…+/g, "…") : "…";
  return shown === "…" ? (resource.symbol ?? "…") : shown;
}

function show(value: Value): string {
  if (value.kind === "scalar") return String(value.value ?? "");
  if (value.kind === "text") return value.parts.map(show).join("");
  return "…";
}

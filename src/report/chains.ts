// The private chain of each resource: from its part to the endpoint, and from the endpoint to a zone that resolves it.
import type { AuditResult, Check, Subject } from "../model/finding.ts";

export interface Chain {
  readonly subject: Subject;
  /** The sub-resource: `blob`, `vault`, `amlworkspace`. */
  readonly part: string;
  readonly endpoint: Check | undefined;
  readonly zone: Check | undefined;
}

/** One row for each resource and part that a private endpoint or its zone was judged for. */
export function chains(result: AuditResult): readonly Chain[] {
  const rows = new Map<string, Chain>();
  for (const check of result.checks) {
    if (check.rule !== "private-endpoint" && check.rule !== "private-dns-zone") continue;
    const part = check.requirement?.link?.group ?? check.value ?? check.requirement?.value ?? "";
    const key = `${check.subject.key} ${part} ${check.deployments[0]}`;
    const row = rows.get(key) ?? { subject: check.subject, part, endpoint: undefined, zone: undefined };
    rows.set(key, check.rule === "private-endpoint" ? { ...row, endpoint: check } : { ...row, zone: check });
  }
  return [...rows.values()];
}

// What could not be decided, by the reason, so that the smallest input that settles most of it comes first.
import type { AuditResult, Finding } from "../model/finding.ts";
import type { Reason } from "../model/value.ts";
import { standing } from "./report.ts";

export interface Open {
  readonly because: Reason;
  readonly findings: readonly Finding[];
}

/** The reason that stands behind most findings first. */
export function openQuestions(result: AuditResult): readonly Open[] {
  const unclear = standing(result).filter((finding) => finding.verdict === "unclear" && finding.because);
  const groups = Map.groupBy(unclear, ({ because }) => because?.settle ?? because?.text ?? "");
  return [...groups.values()]
    .flatMap((findings) => (findings[0]?.because ? [{ because: findings[0].because, findings }] : []))
    .sort((a, b) => b.findings.length - a.findings.length);
}

// What the status bar and the command count.
import type { AuditResult } from "../model/finding.ts";
import { standing } from "../report/report.ts";
import type { AuditAnswer } from "./protocol.ts";
import type { Workspace } from "./workspace.ts";

/** What the last answers of these folders count together. */
export function totals(workspaces: readonly Workspace[]): AuditAnswer {
  return workspaces.flatMap(({ last }) => (last ? [{ ...count(last.result), revision: last.version }] : [])).reduce(sum, nothing);
}

function count(result: AuditResult): Omit<AuditAnswer, "revision"> {
  const unmet = standing(result).filter(({ verdict }) => verdict === "unmet");
  const of = (severity: string) => unmet.filter((finding) => finding.severity === severity).length;
  return {
    findings: unmet.length,
    errors: of("error"),
    warnings: of("warning"),
    notes: of("note"),
    unclear: result.summary.unclear,
    files: result.summary.files,
    deployments: result.deployments.length,
    problems: result.problems.length,
  };
}

const nothing: AuditAnswer = {
  findings: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  unclear: 0,
  files: 0,
  deployments: 0,
  problems: 0,
  revision: 0,
};

function sum(a: AuditAnswer, b: AuditAnswer): AuditAnswer {
  return {
    findings: a.findings + b.findings,
    errors: a.errors + b.errors,
    warnings: a.warnings + b.warnings,
    notes: a.notes + b.notes,
    unclear: a.unclear + b.unclear,
    files: a.files + b.files,
    deployments: a.deployments + b.deployments,
    problems: a.problems + b.problems,
    revision: a.revision + b.revision,
  };
}

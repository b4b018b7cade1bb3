// The whole audit on demand: counts for the command, reports for the webview and for export.
import type { AuditResult } from "../model/finding.ts";
import { writeHtml } from "../report/html.ts";
import { writeJson } from "../report/json.ts";
import { writeMarkdown } from "../report/markdown.ts";
import { type Report, standing } from "../report/report.ts";
import { rulePage } from "../report/rule-page.ts";
import { writeSarif } from "../report/sarif.ts";
import { version } from "../report/version.ts";
import { rules } from "../rulebook/index.ts";
import { abortable } from "./abortable.ts";
import {
  type AuditAnswer,
  type AuditParams,
  auditMethod,
  type FolderReport,
  type PhaseParams,
  phaseMethod,
  type ReportParams,
  type RulePageParams,
  reportMethod,
  rulePageMethod,
} from "./protocol.ts";
import type { Server } from "./serve.ts";
import type { Audited, Workspace } from "./workspace.ts";

export function serveAudit({ connection, workspaces }: Server): void {
  connection.onRequest(auditMethod, async ({ progress }: AuditParams, token) => {
    for (const workspace of workspaces.all()) {
      const phase = (text: string) => {
        if (progress !== undefined)
          connection.sendNotification(phaseMethod, { progress, text } satisfies PhaseParams).catch(() => undefined);
      };
      await abortable(token, (signal) => workspace.audit({ signal, phase }));
    }
    return totals(workspaces.all());
  });
  connection.onRequest(reportMethod, async (params: ReportParams, token) => {
    const reports: FolderReport[] = [];
    for (const workspace of workspaces.all()) {
      const report = reportOf(workspace, await abortable(token, (signal) => workspace.audit({ signal })));
      reports.push({ root: workspace.root, text: write(report, params) });
    }
    return reports;
  });
  connection.onRequest(rulePageMethod, ({ rule: id }: RulePageParams) => {
    const rule = rules.find((one) => one.id === id);
    return rule ? rulePage(rule) : null;
  });
}

function count(result: AuditResult): AuditAnswer {
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

const nothing: AuditAnswer = { findings: 0, errors: 0, warnings: 0, notes: 0, unclear: 0, files: 0, deployments: 0, problems: 0 };

/** What the last answers of these folders count together. */
export function totals(workspaces: readonly Workspace[]): AuditAnswer {
  return workspaces.flatMap(({ last }) => (last ? [count(last.result)] : [])).reduce(sum, nothing);
}

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
  };
}

function reportOf(workspace: Workspace, { result }: Audited): Report {
  return { result, root: workspace.root, rules, version, text: (uri) => workspace.text(uri) };
}

function write(report: Report, { format, nonce, remark }: ReportParams): string {
  switch (format) {
    case "html":
      return writeHtml(report, { ...(nonce !== undefined && { nonce }), ...(remark !== undefined && { remark }) });
    case "json":
      return writeJson(report);
    case "sarif":
      return writeSarif(report);
    case "markdown":
      return writeMarkdown(report);
  }
}

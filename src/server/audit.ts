// The whole audit on demand: counts for the command, reports for the webview and for export.
import { relativeTo } from "../analysis/auditor.ts";
import { propose } from "../analysis/configuration/propose.ts";
import { writeHtml } from "../report/html.ts";
import { writeJson } from "../report/json.ts";
import { writeMarkdown } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { rulePage } from "../report/rule-page.ts";
import { writeSarif } from "../report/sarif.ts";
import { version } from "../report/version.ts";
import { wordPage } from "../report/word-page.ts";
import { rules } from "../rulebook/index.ts";
import { abortable } from "./abortable.ts";
import {
  type AuditParams,
  auditMethod,
  type FolderReport,
  type PhaseParams,
  phaseMethod,
  proposalMethod,
  type ReportParams,
  type RulePageParams,
  reportMethod,
  rulePageMethod,
  type WordPageParams,
  wordPageMethod,
} from "./protocol.ts";
import type { Server } from "./server.ts";
import { totals } from "./totals.ts";
import type { Audited, Workspace } from "./workspace.ts";

export function serveAudit({ connection, workspaces, settled }: Server): void {
  connection.onRequest(auditMethod, async ({ progress }: AuditParams, token) => {
    await settled();
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
    await settled();
    const reports: FolderReport[] = [];
    for (const workspace of workspaces.all()) {
      const report = reportOf(workspace, await abortable(token, (signal) => workspace.audit({ signal })));
      reports.push({ root: workspace.root, text: write(report, params) });
    }
    return reports;
  });
  connection.onRequest(proposalMethod, async (token) => {
    const proposals: FolderReport[] = [];
    await settled();
    for (const workspace of workspaces.all()) {
      const { result } = await abortable(token, (signal) => workspace.audit({ signal }));
      const proposal = propose(result.deployments, (uri) => relativeTo(workspace.root, uri));
      proposals.push({ root: workspace.root, text: `${JSON.stringify(proposal, undefined, 2)}\n` });
    }
    return proposals;
  });
  connection.onRequest(rulePageMethod, ({ rule: id }: RulePageParams) => {
    const rule = rules.find((one) => one.id === id);
    return rule ? rulePage(rule) : null;
  });
  connection.onRequest(wordPageMethod, ({ word }: WordPageParams) => wordPage(word) ?? null);
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

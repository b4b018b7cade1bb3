// The whole audit on demand: counts for the command, reports for the webview and for export.
import { relativeTo } from "../analysis/auditor.ts";
import { propose } from "../analysis/configuration/propose.ts";
import type { AuditResult } from "../model/finding.ts";
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

export function serveAudit(server: Server): void {
  const { connection, workspaces, settled } = server;
  connection.onRequest(auditMethod, async ({ progress }: AuditParams, token) => {
    await settled();
    for (const workspace of workspaces.folders()) {
      const phase = (text: string) => {
        if (progress !== undefined)
          connection.sendNotification(phaseMethod, { progress, text } satisfies PhaseParams).catch(() => undefined);
      };
      await abortable(token, (signal) => workspace.audit({ signal, phase }));
    }
    return totals(workspaces.folders());
  });
  connection.onRequest(reportMethod, async (params: ReportParams, token) => {
    await settled();
    const texts: FolderReport[] = [];
    for (const workspace of workspaces.folders()) {
      const audited = params.cancelled ? workspace.last : await abortable(token, (signal) => workspace.audit({ signal }));
      const remark = remarkOf(server, workspace, audited, params);
      texts.push({ root: workspace.root, text: write(server, reportOf(workspace, audited), params, remark) });
    }
    const { revision } = totals(workspaces.folders());
    return texts.map((report) => ({ ...report, revision }));
  });
  connection.onRequest(proposalMethod, async (token) => {
    const proposals: FolderReport[] = [];
    await settled();
    for (const workspace of workspaces.folders()) {
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

/** What the page says about the audit itself; undefined for one that went through while nothing changed. */
function remarkOf({ say }: Server, workspace: Workspace, audited: Audited | undefined, { cancelled }: ReportParams): string | undefined {
  if (cancelled && !audited)
    return say("The audit was cancelled before it was done, so there is nothing to show. Audit again to see the report.");
  if (cancelled) return say("The audit was cancelled. What stands here is from the audit before it. Audit again to bring it up to date.");
  if (audited && workspace.isCurrent(audited)) return undefined;
  return say("Files changed while they were audited, and what changed last is not in this report. Audit again to bring it up to date.");
}

function reportOf(workspace: Workspace, audited: Audited | undefined): Report {
  return { result: audited?.result ?? nothing, root: workspace.root, rules, version, text: (uri) => workspace.text(uri) };
}

/** Of an audit that never came to its end. */
const nothing: AuditResult = {
  findings: [],
  checks: [],
  problems: [],
  deployments: [],
  summary: { files: 0, resources: 0, met: 0, unmet: 0, unclear: 0, suppressed: 0 },
  wanted: [],
};

function write({ say, language }: Server, report: Report, { format, nonce }: ReportParams, remark: string | undefined): string {
  switch (format) {
    case "html":
      return writeHtml(report, { say, language, ...(nonce !== undefined && { nonce }), ...(remark !== undefined && { remark }) });
    case "json":
      return writeJson(report);
    case "sarif":
      return writeSarif(report);
    case "markdown":
      return writeMarkdown(report);
  }
}

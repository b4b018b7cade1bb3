// Reports for the webview and for export. What is long of a webview's page is held back until the page asks for it.
import type { AuditResult } from "../model/finding.ts";
import { writeHtml } from "../report/html.ts";
import { type Held, holdBack } from "../report/html-pages.ts";
import { writeJson } from "../report/json.ts";
import { writeMarkdown } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { writeSarif } from "../report/sarif.ts";
import { version } from "../report/version.ts";
import { rules } from "../rulebook/index.ts";
import { abortable } from "./abortable.ts";
import { type FolderReport, type PiecesParams, piecesMethod, type ReportParams, reportMethod } from "./protocol.ts";
import type { Server } from "./server.ts";
import { totals } from "./totals.ts";
import type { Audited, Workspace } from "./workspace.ts";

/** Pieces of a webview's page that are there from the start. */
const atOnce = 6;

export function serveReports(server: Server): void {
  const { connection, workspaces, settled } = server;
  const newest = new Map<string, Held>();
  connection.onRequest(reportMethod, async (params: ReportParams, token) => {
    await settled();
    const reports: FolderReport[] = [];
    for (const workspace of workspaces.folders()) {
      const audited = params.cancelled ? workspace.last : await abortable(token, (signal) => workspace.audit({ signal }));
      const held = params.nonce === undefined ? undefined : holdBack(atOnce);
      const text = write(server, workspace, audited, params, held);
      reports.push({ root: workspace.root, text });
      if (held) newest.set(workspace.root, held);
    }
    const { revision } = totals(workspaces.folders());
    return reports.map((report) => ({ ...report, revision }));
  });
  connection.onRequest(piecesMethod, ({ root, pieces }: PiecesParams) => pieces.map((piece) => newest.get(root)?.write(piece) ?? ""));
}

function write(server: Server, workspace: Workspace, audited: Audited | undefined, params: ReportParams, held: Held | undefined): string {
  const { say, language } = server;
  const report = reportOf(workspace, audited);
  const { format, nonce } = params;
  switch (format) {
    case "html": {
      const remark = remarkOf(server, workspace, audited, params);
      const page = { say, language, ...(nonce !== undefined && { nonce }), ...(remark !== undefined && { remark }) };
      return writeHtml(report, held ? { ...page, place: held.place } : page);
    }
    case "json":
      return writeJson(report);
    case "sarif":
      return writeSarif(report);
    case "markdown":
      return writeMarkdown(report);
  }
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

// The whole audit on demand: counts for the command, a configuration to begin with, pages of rules and words.
import { relativeTo } from "../analysis/auditor.ts";
import { propose } from "../analysis/configuration/propose.ts";
import { rulePage } from "../report/rule-page.ts";
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
  type RulePageParams,
  rulePageMethod,
  type WordPageParams,
  wordPageMethod,
} from "./protocol.ts";
import type { Server } from "./server.ts";
import { totals } from "./totals.ts";
import type { Progress } from "./workspace.ts";

export function serveAudit({ connection, workspaces, settled, say }: Server): void {
  connection.onRequest(auditMethod, async ({ progress }: AuditParams, token) => {
    await settled();
    for (const workspace of workspaces.folders()) {
      const phase: Progress["phase"] = (...text) => {
        if (progress === undefined) return;
        connection.sendNotification(phaseMethod, { progress, text: say(...text) } satisfies PhaseParams).catch(() => undefined);
      };
      await abortable(token, (signal) => workspace.audit({ signal, phase }));
    }
    return totals(workspaces.folders());
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
  connection.onRequest(wordPageMethod, ({ word }: WordPageParams) => wordPage(word, say) ?? null);
}

// State and counts in the status bar.
import { type Disposable, l10n, StatusBarAlignment, ThemeColor, window } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { AuditAnswer } from "../server/protocol.ts";

export interface StatusBar extends Disposable {
  /** Takes the newest answer. */
  tell(newest: AuditAnswer): void;
  /** Shows that an audit runs until the work is done. */
  during<Answer>(work: Thenable<Answer>): Promise<Answer>;
}

export function createStatusBar(client: BaseLanguageClient): StatusBar {
  const item = window.createStatusBarItem("amlNetworkAudit.state", StatusBarAlignment.Left, 0);
  item.name = "AML Network Audit";
  let newest: AuditAnswer | undefined;
  let audits = 0;
  const draw = () => {
    const stopped = client.state === State.Stopped || client.state === State.StartFailed;
    const tooltip = stopped ? stoppedText() : audits ? l10n.t("The audit is running.") : newest ? countsText(newest) : "";
    item.text = stopped ? "$(debug-disconnect) AML" : audits ? "$(sync~spin) AML" : newest ? textOf(newest) : "";
    item.command = stopped ? "amlNetworkAudit.restart" : "amlNetworkAudit.audit";
    item.backgroundColor = stopped ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `AML Network Audit: ${tooltip}` };
    if (stopped || audits || newest?.deployments) item.show();
    else item.hide();
  };
  const listening = [client.onDidChangeState(draw)];
  return {
    tell(answer) {
      newest = answer;
      draw();
    },
    async during(work) {
      audits += 1;
      draw();
      try {
        return await work;
      } finally {
        audits -= 1;
        draw();
      }
    },
    dispose() {
      for (const one of [item, ...listening]) one.dispose();
    },
  };
}

function textOf({ errors, warnings, findings }: AuditAnswer): string {
  if (!findings) return "$(shield) AML";
  return `$(shield) AML $(error) ${errors} $(warning) ${warnings}`;
}

function stoppedText(): string {
  return l10n.t("The audit has stopped. Select to start it again.");
}

function countsText({ errors, warnings, notes, unclear, deployments }: AuditAnswer): string {
  return l10n.t(
    "Errors {0}, warnings {1}, notes {2}, unclear {3}, deployments {4}. Select to see the report.",
    errors,
    warnings,
    notes,
    unclear,
    deployments,
  );
}

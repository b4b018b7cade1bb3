// The newest answer in the status bar.
import { Disposable, l10n, StatusBarAlignment, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type AuditAnswer, stateMethod } from "../server/protocol.ts";

export function createStatusBar(client: LanguageClient): Disposable {
  const item = window.createStatusBarItem("amlNetworkAudit.state", StatusBarAlignment.Left, 0);
  item.name = "AML Network Audit";
  item.command = "amlNetworkAudit.audit";
  const listening = client.onNotification(stateMethod, (answer: AuditAnswer) => {
    item.text = textOf(answer);
    item.tooltip = tooltipOf(answer);
    item.accessibilityInformation = { label: `AML Network Audit: ${tooltipOf(answer)}` };
    if (answer.deployments) item.show();
    else item.hide();
  });
  return Disposable.from(item, listening);
}

function textOf({ errors, warnings, findings }: AuditAnswer): string {
  if (!findings) return "$(shield) AML";
  return `$(shield) AML $(error) ${errors} $(warning) ${warnings}`;
}

function tooltipOf({ errors, warnings, notes, unclear, deployments }: AuditAnswer): string {
  return l10n.t(
    "{0} errors, {1} warnings, {2} notes, {3} unclear in {4} deployments. Select to see the report.",
    errors,
    warnings,
    notes,
    unclear,
    deployments,
  );
}

// The command 'Audit AML network'.
import { CancellationError, commands, type LogOutputChannel, l10n, ProgressLocation, window, workspace } from "vscode";
import { type BaseLanguageClient, LSPErrorCodes, ResponseError } from "vscode-languageclient";
import { type AuditAnswer, type AuditParams, auditMethod, type PhaseParams, phaseMethod } from "../server/protocol.ts";
import type { Reports } from "./report-panel.ts";
import type { StatusBar } from "./status-bar.ts";

let audits = 0;

interface Shown {
  readonly reports: Reports;
  readonly statusBar: StatusBar;
  readonly output: LogOutputChannel;
}

export async function auditWorkspace(client: BaseLanguageClient, { reports, statusBar, output }: Shown): Promise<void> {
  if (!workspace.workspaceFolders?.length) {
    const open = l10n.t("Open folder…");
    const chosen = await window.showInformationMessage(
      l10n.t("Open the folder that holds your Bicep, ARM or Terraform files, and audit again."),
      open,
    );
    if (chosen === open) await commands.executeCommand("workbench.action.files.openFolder");
    return;
  }
  try {
    const answer = await statusBar.during(withProgress(client));
    output.info(
      `Audited ${answer.files} files in ${answer.deployments} deployments: ${answer.errors} errors, ${answer.warnings} warnings, ${answer.notes} notes, ${answer.unclear} unclear.`,
    );
    await reports.show();
  } catch (error) {
    if (isCancellation(error)) {
      output.info("The audit was cancelled.");
      await reports.showCancelled();
      return;
    }
    output.error(error instanceof Error ? error : String(error));
    const show = l10n.t("Show output");
    const chosen = await window.showErrorMessage(l10n.t("The audit failed. What happened is in the output of AML Network Audit."), show);
    if (chosen === show) output.show();
  }
}

function withProgress(client: BaseLanguageClient): Thenable<AuditAnswer> {
  const options = { location: ProgressLocation.Notification, title: l10n.t("Audit AML network"), cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    audits += 1;
    const params: AuditParams = { progress: String(audits) };
    const phases = client.onNotification(phaseMethod, (phase: PhaseParams) => {
      if (phase.progress === params.progress) progress.report({ message: phase.text });
    });
    try {
      return await client.sendRequest<AuditAnswer>(auditMethod, params, token);
    } finally {
      phases.dispose();
    }
  });
}

function isCancellation(error: unknown): boolean {
  return error instanceof CancellationError || (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled);
}

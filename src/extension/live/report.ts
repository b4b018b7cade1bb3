// The report of what was read of Azure, in a page beside the tree: the same that `audit --live --format html` writes.
import { l10n, ViewColumn, window } from "vscode";
import { wholeSnapshot } from "./state.ts";
import type { Tree } from "./tree.ts";

export async function openReport({ state, client }: Tree): Promise<void> {
  const snapshot = wholeSnapshot(state);
  if (!snapshot) {
    await window.showInformationMessage(l10n.t("Read a workspace first: expand it in the tree."));
    return;
  }
  const text = await window.withProgress({ location: { viewId: "amlNetworkAudit.live" } }, async () =>
    (await client()).reportAzure({ snapshot }),
  );
  const options = { enableFindWidget: true, localResourceRoots: [] };
  const panel = window.createWebviewPanel("amlNetworkAudit.liveReport", l10n.t("AML network in Azure"), ViewColumn.Active, options);
  panel.webview.html = text;
}

// The report as a file.
import { l10n, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FolderReport, type ReportParams, reportMethod } from "../server/protocol.ts";

const kinds = [
  { label: "HTML", format: "html", extension: "html" },
  { label: "Markdown", format: "markdown", extension: "md" },
  { label: "SARIF", format: "sarif", extension: "sarif" },
  { label: "JSON", format: "json", extension: "json" },
] as const;

export async function exportReport(client: BaseLanguageClient): Promise<void> {
  const kind = await window.showQuickPick(kinds, { placeHolder: l10n.t("Format of the report") });
  if (!kind) return;
  const reports = await client.sendRequest<FolderReport[]>(reportMethod, { format: kind.format } satisfies ReportParams);
  for (const { root, text } of reports) {
    const name = `aml-network-audit.${kind.format === "json" ? "report." : ""}${kind.extension}`;
    const target = await window.showSaveDialog({
      defaultUri: Uri.joinPath(Uri.parse(root), name),
      filters: { [kind.label]: [kind.extension] },
    });
    if (target) await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  }
}

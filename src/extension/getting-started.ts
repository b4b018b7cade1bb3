// A folder to try things in, and a configuration file to begin with.
import { commands, type ExtensionContext, l10n, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FolderReport, proposalMethod } from "../server/protocol.ts";

const languages = [
  { label: "Bicep", folder: "bicep" },
  { label: "Terraform", folder: "terraform" },
  { label: "ARM JSON", folder: "arm" },
] as const;

/** Copies the samples of a language to a place of our own and opens it: whatever is tried there changes nothing of yours. */
export async function openSample(context: ExtensionContext): Promise<void> {
  const chosen = await window.showQuickPick(languages, { placeHolder: l10n.t("Language of the sample") });
  if (!chosen) return;
  const target = Uri.joinPath(context.globalStorageUri, "samples", chosen.folder);
  await workspace.fs.copy(Uri.joinPath(context.extensionUri, "samples", chosen.folder), target, { overwrite: true });
  await commands.executeCommand("vscode.openFolder", target, { forceNewWindow: (workspace.workspaceFolders?.length ?? 0) > 0 });
}

/** Proposes a configuration for each folder that has none, opened for a look before it is saved. */
export async function createConfiguration(client: BaseLanguageClient): Promise<void> {
  const proposals = await client.sendRequest<FolderReport[]>(proposalMethod);
  for (const { root, text } of proposals) {
    const file = Uri.joinPath(Uri.parse(root), "aml-network-audit.json");
    const there = await workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    const document = await workspace.openTextDocument(there ? file : file.with({ scheme: "untitled" }));
    const editor = await window.showTextDocument(document);
    if (!there && document.getText() === "") await editor.edit((edit) => edit.insert(document.positionAt(0), text));
  }
}

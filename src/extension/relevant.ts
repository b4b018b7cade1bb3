// Whether a document is worth waking up for.
import { Range, type TextDocument, type Uri, workspace } from "vscode";
import { headLength, kindOf, sniff } from "../disk/sniff.ts";

/** JSON is ours only when it names the schema of a deployment near its beginning. */
export function isRelevant(document: TextDocument): boolean {
  if (!isHere(document.uri)) return false;
  const kind = kindOf(document.uri.path);
  if (kind !== "perhaps") return kind === "ours";
  const end = document.positionAt(headLength);
  return sniff(document.getText(new Range(document.positionAt(0), end)));
}

/** Whether an address is of a file that may be audited: on this machine's disk, or in a folder of the workspace wherever that is. */
export function isHere(uri: Uri): boolean {
  return uri.scheme === "file" || workspace.getWorkspaceFolder(uri) !== undefined;
}

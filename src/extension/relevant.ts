// Whether a document is worth waking up for.
import { Range, type TextDocument } from "vscode";
import { headLength, kindOf, sniff } from "../disk/sniff.ts";

/** JSON is ours only when it names the schema of a deployment near its beginning. */
export function isRelevant(document: TextDocument): boolean {
  if (document.uri.scheme !== "file") return false;
  const kind = kindOf(document.uri.path);
  if (kind !== "perhaps") return kind === "ours";
  const end = document.positionAt(headLength);
  return sniff(document.getText(new Range(document.positionAt(0), end)));
}

// Scaffolds as completions where a template lists its resources; JSON files of other kinds have none.
import { createScanner, getLocation } from "jsonc-parser";
import { type CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode, type TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { headLength, sniff } from "../disk/sniff.ts";
import type { Cloud } from "../model/declaration.ts";
import type { Reader } from "../model/reader.ts";
import type { Say } from "../report/say.ts";
import { snippets } from "../scaffold/snippets.ts";

/** The word that is being typed as an item of a list of resources, if the offset is there; by the text alone. */
export function resourceWanted(text: string, offset: number): { readonly start: number; readonly end: number } | undefined {
  if (!sniff(text.slice(0, headLength))) return undefined;
  const { path, isAtPropertyKey } = getLocation(text, offset);
  if (isAtPropertyKey || path.at(-2) !== "resources" || typeof path.at(-1) !== "number") return undefined;
  const start = offset - (/(?<![\w-])[\w-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0].length ?? 0);
  const end = offset + (/^[\w-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  // A list opens or goes on before it: after an item there is a comma first.
  return ["[", ","].includes(lastSign(text, start)) ? { start, end } : undefined;
}

/** One for each scaffold of the cloud. */
export function scaffoldItems(
  document: TextDocument,
  range: TextEdit["range"],
  cloud: Cloud,
  readers: readonly Reader[],
  say: Say,
): CompletionItem[] {
  const follows = firstSign(document.getText().slice(document.offsetAt(range.end))) === "{";
  return snippets("arm", readers, [cloud]).map(({ prefix, description, body }, index) => ({
    label: prefix,
    kind: CompletionItemKind.Snippet,
    detail: say(description),
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    sortText: String(index),
    filterText: prefix,
    textEdit: { range, newText: follows ? body.replace(/\$0$/, ",$0") : body },
  }));
}

/** The first of a text that is neither blank nor comment. */
function firstSign(text: string): string {
  const scanner = createScanner(text, true);
  scanner.scan();
  return text.charAt(scanner.getTokenOffset());
}

/** The last of the text before an offset that is neither blank nor comment. */
function lastSign(text: string, before: number): string {
  const scanner = createScanner(text.slice(0, before), true);
  let last = "";
  while (scanner.scan() !== endOfFile) last = text.charAt(scanner.getTokenOffset());
  return last;
}

const endOfFile = 17;

// Completion inside the strings that take tags, hosts, zones and sub-resources: those that the requirements name. Scaffolds in templates.
import { type CompletionItem, CompletionItemKind, CompletionItemTag, MarkupKind, type Range } from "vscode-languageserver";
import type { Reader } from "../model/reader.ts";
import { portsOf } from "../report/coverage.ts";
import type { Say } from "../report/say.ts";
import { explainWord, type Word } from "../report/words.ts";
import { inForceOn } from "../rulebook/requirements/select.ts";
import { abortable } from "./abortable.ts";
import { quotedAt, wordsWanted } from "./cursor.ts";
import { resourceWanted, scaffoldItems } from "./scaffold-items.ts";
import { type Scenery, sceneryOf } from "./scenery.ts";
import type { Server } from "./server.ts";

export function serveCompletion(server: Server, readers: Promise<readonly Reader[]>): void {
  const takesSnippets = server.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  server.connection.onCompletion(async ({ textDocument, position }, token) => {
    const document = server.documents.get(textDocument.uri);
    if (!document) return [];
    const text = document.getText();
    const quoted = quotedAt(text, document.offsetAt(position));
    const wanted = quoted ? wordsWanted(text, quoted.start) : [];
    const added = quoted || !takesSnippets ? undefined : resourceWanted(text, document.offsetAt(position));
    if (!wanted.length && !added) return [];
    await server.settled();
    const uri = server.uri(textDocument.uri);
    const workspace = await server.workspaces.of(uri);
    const scenery = sceneryOf(await abortable(token, (signal) => workspace.glance(server.patience, signal)), uri, workspace);
    if (added || !quoted) {
      const { start, end } = added ?? { start: 0, end: 0 };
      const replaced = { start: document.positionAt(start), end: document.positionAt(end) };
      return scaffoldItems(document, replaced, scenery.cloud, await readers, server.say);
    }
    const range = { start: document.positionAt(quoted.start), end: document.positionAt(quoted.end) };
    return scenery.words
      .filter(({ kind, text: word }) => wanted.includes(kind) && !word.includes("<"))
      .map((word, index) => item(word, index, scenery, range, server.say));
  });
}

function item(word: Word, index: number, scenery: Scenery, range: Range, say: Say): CompletionItem {
  const current = word.rows.filter((row) => inForceOn(row, scenery.asOf));
  const required = current.some(({ level }) => level === "required");
  const detail = [...new Set(current.map((row) => `${portsOf(row)} ${say(row.level)}`.trim()))].join(", ");
  return {
    label: word.text,
    kind: CompletionItemKind.Value,
    detail: detail || say("no longer asked for"),
    documentation: { kind: MarkupKind.Markdown, value: explainWord(word, scenery, scenery.checks, say) },
    ...(!current.length && { tags: [CompletionItemTag.Deprecated] }),
    filterText: word.text,
    sortText: `${current.length ? (required ? 0 : 1) : 2}${String(index).padStart(4, "0")}`,
    textEdit: { range, newText: word.text },
  };
}

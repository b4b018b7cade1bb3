// Hover: what a tag, host, zone or sub-resource is for, and whether it is enough here.
import { MarkupKind } from "vscode-languageserver";
import { explainWord, findWord } from "../report/words.ts";
import { abortable } from "./abortable.ts";
import { quotedAt, wordsWanted } from "./cursor.ts";
import { sceneryOf } from "./scenery.ts";
import type { Server } from "./server.ts";

export function serveHover(server: Server): void {
  server.connection.onHover(async ({ textDocument, position }, token) => {
    const document = server.documents.get(textDocument.uri);
    if (!document) return null;
    const text = document.getText();
    const quoted = quotedAt(text, document.offsetAt(position));
    if (!quoted?.text) return null;
    await server.settled();
    const uri = server.uri(textDocument.uri);
    const workspace = await server.workspaces.of(uri);
    const scenery = sceneryOf(await abortable(token, (signal) => workspace.audit({ signal })), uri);
    // Tags, hosts and zones speak for themselves; 'blob' is a sub-resource only where one is asked for.
    const word = findWord(scenery.words, quoted.text, [...new Set([...wordsWanted(text, quoted.start), "tag", "host", "zone"] as const)]);
    if (!word) return null;
    const range = { start: document.positionAt(quoted.start), end: document.positionAt(quoted.end) };
    return { range, contents: { kind: MarkupKind.Markdown, value: explainWord(word, scenery, scenery.checks) } };
  });
}

// The server in another language: every text that an editor shows of it is in the catalogue, which marks here whatever goes through it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { CodeLens, CompletionItem, DocumentLink, Hover, InlayHint, MarkupContent } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { documents } from "../../src/rulebook/documents.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { type Session, session } from "./session.ts";

const root = join(import.meta.dirname, "../..");
const keys = Object.keys(JSON.parse(readFileSync(join(root, "l10n/bundle.l10n.de.json"), "utf8")));
const marked = { language: "xx", texts: Object.fromEntries(keys.map((key) => [key, `«${key}»`])) };
const files = ["bicep/insecure/main.bicep", "terraform/insecure/main.tf", "arm/insecure/azuredeploy.json"] as const;
const textOf = (file: string) => readFileSync(join(root, "samples", file), "utf8");

async function opened(file: string): Promise<Session> {
  const server = await session({ [file]: textOf(file) }, marked);
  await server.open(file, textOf(file));
  return server;
}

/** What is left of a text without what is marked. */
function unmarked(text: string): string {
  const inner = text.replace(/«[^«»]*»/g, "");
  return inner === text ? text : unmarked(inner);
}

/** The same without names, ports, and what rules and requirements say. */
function ours(markdown: string): string {
  const theirs = [...requirements.map(({ why }) => why), ...documents.map(({ title }) => title), "TCP", "UDP"];
  const without = theirs.reduce((text, words) => text.replaceAll(words, ""), unmarked(markdown));
  return without
    .replace(/\*\*.*?\*\*|`.*?`|\[.*?\]\(.*?\)/g, "")
    .replace(/, with(out)? .*$/gm, "")
    .replace(/^- [A-Z].*$/gm, "");
}

describe("in another language", () => {
  for (const file of files) {
    test(`every title of a fix and every count above ${file} is in the catalogue`, async () => {
      await using server = await opened(file);
      const diagnostics = await server.diagnostics(file);
      assert.ok(diagnostics.length > 10);
      const titles = new Set<string>();
      for (const diagnostic of diagnostics) for (const { title } of await server.actions(file, [diagnostic])) titles.add(title);
      for (const { title } of await server.actions(file, [], ["source.fixAll"])) titles.add(title);
      assert.ok(titles.size > 15);
      assert.deepEqual(
        [...titles].filter((title) => unmarked(title) !== ""),
        [],
      );
      const lenses: CodeLens[] = await server.client.sendRequest("textDocument/codeLens", { textDocument: { uri: server.uri(file) } });
      assert.ok(lenses.length > 2);
      assert.deepEqual(
        lenses.map(({ command }) => unmarked(command?.title ?? "")).filter((rest) => rest !== "" && rest !== ", "),
        [],
      );
    });

    test(`what stands under the pointer in ${file} has no fixed word that is not`, async () => {
      await using server = await opened(file);
      const text = textOf(file);
      const document = TextDocument.create(file, "", 0, text);
      const places = [...text.matchAll(/(?<=['"])[\w*.-]{3,}(?=['"])|resource/g)].map(({ index }) => document.positionAt(index + 1));
      const said = new Set<string>();
      for (const position of places) {
        const found: Hover | null = await server.client.sendRequest("textDocument/hover", {
          textDocument: { uri: server.uri(file) },
          position,
        });
        if (found) said.add((found.contents as MarkupContent).value);
      }
      assert.ok(said.size > 2);
      assert.deepEqual(
        [...said].map(ours).filter((rest) => /[a-z]{2}/i.test(rest)),
        [],
      );
    });
  }

  test("links, hints, completions and the phases of an audit are in it", async () => {
    const [file] = files;
    await using server = await opened(file);
    await server.configure({ inlayHints: true });
    const textDocument = { uri: server.uri(file) };
    const links: DocumentLink[] = await server.client.sendRequest("textDocument/documentLink", { textDocument });
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter(({ tooltip }) => unmarked(tooltip ?? "") !== ""),
      [],
    );
    const range = { start: { line: 0, character: 0 }, end: { line: 900, character: 0 } };
    const hints: InlayHint[] = await server.client.sendRequest("textDocument/inlayHint", { textDocument, range });
    assert.deepEqual(
      hints.map(({ label }) => unmarked(String(label)).replace(/TCP|UDP|Any/g, "")).filter((rest) => /[a-z]/i.test(rest)),
      [],
    );
    const text = textOf(file);
    const position = TextDocument.create(file, "", 0, text).positionAt(text.indexOf("'AzureActiveDirectory'") + 1);
    const items: CompletionItem[] = await server.client.sendRequest("textDocument/completion", { textDocument, position });
    assert.ok(items.length > 10);
    assert.deepEqual(
      items.map(({ detail }) => unmarked(detail ?? "").replace(/TCP|UDP|Any/g, "")).filter((rest) => /[a-z]/i.test(rest)),
      [],
    );
    const phases: string[] = [];
    server.client.onNotification("amlNetworkAudit/phase", ({ text: phase }: { text: string }) => {
      phases.push(phase);
    });
    await server.change(file, 2, `${text}\n`);
    await server.client.sendRequest("amlNetworkAudit/audit", { progress: "1" });
    assert.deepEqual(phases, ["«Judging deployments»"]);
  });
});

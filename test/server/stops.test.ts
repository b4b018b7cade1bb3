import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CodeAction, SnippetTextEdit, TextDocumentEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { openVault } from "../cli/command.ts";
import { completed, proposals } from "../support/tab-stops.ts";
import { session } from "./session.ts";

const id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet";

function snippetsOf(action: CodeAction | undefined): readonly SnippetTextEdit[] {
  const edits = (action?.edit?.documentChanges ?? []).filter(TextDocumentEdit.is).flatMap(({ edits: some }) => some);
  return edits.filter((edit): edit is SnippetTextEdit => SnippetTextEdit.is(edit));
}

/** The file after the fix is taken and each stop is typed over. */
function typed(action: CodeAction | undefined, text: string, answer: (proposed: string) => string): string {
  const edits = snippetsOf(action).map(({ range, snippet }) => ({ range, newText: completed(snippet.value, answer) }));
  return TextDocument.applyEdits(TextDocument.create("", "", 0, text), edits);
}

describe("a fix that asks for what nobody knows", () => {
  for (const [file, text] of [
    ["main.bicep", openVault],
    ["main.bicep", openVault.replaceAll("\n", "\r\n")],
  ] as const) {
    test(`has a tab stop for it where the editor takes them${text.includes("\r") ? ", with Windows line ends" : ""}`, async () => {
      await using server = await session({ [file]: text }, {}, true);
      await server.open(file, text);
      const found = (await server.diagnostics(file)).filter(({ code }) => code === "private-endpoint");
      const [fix] = await server.actions(file, found.slice(0, 1));
      assert.equal(fix?.edit?.changeAnnotations, undefined);
      const [edit] = snippetsOf(fix);
      assert.deepEqual(
        [...new Set(proposals(edit?.snippet.value ?? ""))],
        ["Id of the subnet for private endpoints", "Id of the virtual network that resolves private names"],
      );
      const after = typed(fix, text, (proposed) => (proposed.includes("subnet") ? `${id}/subnets/endpoints` : id));
      assert.match(after, /'\$\{workspace\.name\}-pe-amlworkspace'/);
      assert.ok(!after.includes("param privateEndpointSubnetId"));
      await server.change(file, 2, after);
      const left = await server.diagnostics(file);
      assert.equal(left.filter(({ code }) => code === "private-endpoint").length, found.length - 1);
    });
  }

  test("has a parameter and is shown before, where the editor takes none", async () => {
    await using server = await session({ "main.bicep": openVault });
    const found = (await server.diagnostics("main.bicep")).filter(({ code }) => code === "private-endpoint");
    const [fix] = await server.actions("main.bicep", found.slice(0, 1));
    assert.deepEqual(snippetsOf(fix), []);
    assert.match(JSON.stringify(fix?.edit), /param privateEndpointSubnetId string/);
    assert.match(JSON.stringify(fix?.edit?.changeAnnotations), /"needsConfirmation":true/);
  });

  test("has a parameter where a module's file and its call would both have to be typed in", async () => {
    const part = openVault.replace("'kv-open'", "name").replace("resource vault", "param name string\n\nresource vault");
    const main = "module part 'part.bicep' = {\n  name: 'part'\n  params: { name: 'kv-open' }\n}\n";
    await using server = await session({ "main.bicep": main, "part.bicep": part }, {}, true);
    const found = (await server.diagnostics("part.bicep")).filter(({ code }) => code === "public-network-access");
    const [fix] = await server.actions("part.bicep", found.slice(0, 1));
    assert.deepEqual(snippetsOf(fix), []);
  });
});

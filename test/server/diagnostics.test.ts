import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CancellationTokenSource, LSPErrorCodes, type ResponseError } from "vscode-languageserver/node";
import { openVault } from "../cli/command.ts";
import { session } from "./session.ts";

const closedVault = openVault.replace("enablePurgeProtection: true", "enablePurgeProtection: true\n    publicNetworkAccess: 'Disabled'");
const isOpen = ({ code }: { code?: unknown }) => code === "public-network-access";

describe("the server", () => {
  test("says what it can do", async () => {
    await using server = await session({});
    const { diagnosticProvider, codeActionProvider } = server.answer.capabilities;
    assert.deepEqual(diagnosticProvider, { identifier: "aml-network-audit", interFileDependencies: true, workspaceDiagnostics: true });
    assert.ok(codeActionProvider);
  });

  test("gives diagnostics with code, page, place and what finds them again", async () => {
    await using server = await session({ "main.bicep": openVault });
    const [diagnostic] = (await server.diagnostics("main.bicep")).filter(isOpen);
    assert.equal(diagnostic?.source, "AML Network Audit");
    assert.deepEqual(diagnostic?.range, { start: { line: 0, character: 9 }, end: { line: 0, character: 14 } });
    assert.equal(diagnostic?.codeDescription?.href, "aml-network-audit:/rules/public-network-access");
    assert.equal(diagnostic?.data.rule, "public-network-access");
  });

  test("follows every keystroke of an open document, whatever the disk has", async () => {
    await using server = await session({ "main.bicep": closedVault });
    await server.open("main.bicep", openVault);
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 1);
    await server.change("main.bicep", 2, closedVault);
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 0);
    await server.change("main.bicep", 3, openVault);
    await server.close("main.bicep");
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 0);
  });

  test("takes a module's text from the editor for the template that uses it", async () => {
    const main = "module vault 'vault.bicep' = {\n  name: 'vault'\n}\n";
    await using server = await session({ "main.bicep": main, "vault.bicep": openVault });
    assert.equal((await server.diagnostics("vault.bicep")).filter(isOpen).length, 1);
    await server.open("vault.bicep", closedVault);
    assert.equal((await server.diagnostics("vault.bicep")).filter(isOpen).length, 0);
  });

  test("sees files that appear, change and vanish on disk, and asks the editor to ask again", async () => {
    await using server = await session({ "main.bicep": closedVault });
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 0);
    await server.write("other.bicep", openVault.replaceAll("kv-open", "kv-other"));
    assert.equal((await server.diagnostics("other.bicep")).filter(isOpen).length, 1);
    await server.write("other.bicep");
    assert.equal((await server.diagnostics("other.bicep")).length, 0);
    assert.ok(server.refreshes() >= 1);
  });

  test("reports the whole workspace, and unchanged files as unchanged", async () => {
    await using server = await session({ "a.bicep": openVault, "sub/b.bicep": openVault.replaceAll("kv-open", "kv-b"), "c.bicep": "" });
    const first = await server.workspaceDiagnostics();
    assert.deepEqual(first.items.map(({ uri }) => uri).sort(), [server.uri("a.bicep"), server.uri("sub/b.bicep")]);
    const previousResultIds = first.items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    const second: typeof first = await server.client.sendRequest("workspace/diagnostic", { previousResultIds });
    assert.deepEqual([...new Set(second.items.map(({ kind }) => kind))], ["unchanged"]);
    await server.write("a.bicep", "");
    const third: typeof first = await server.client.sendRequest("workspace/diagnostic", { previousResultIds });
    assert.deepEqual(
      third.items.find(({ uri }) => uri === server.uri("a.bicep")),
      {
        kind: "full",
        uri: server.uri("a.bicep"),
        version: null,
        resultId: third.items.find(({ uri }) => uri === server.uri("a.bicep"))?.resultId,
        items: [],
      },
    );
  });

  test("obeys settings as they change", async () => {
    await using server = await session({ "main.bicep": openVault });
    const unclear = (code: unknown) => code === "outbound-service-tag" || code === "outbound-fqdn";
    assert.equal((await server.diagnostics("main.bicep")).filter(({ code }) => unclear(code)).length, 0);
    await server.configure({ showUnclear: true });
    assert.ok((await server.diagnostics("main.bicep")).some(({ code }) => unclear(code)));
    await server.configure({ enable: false });
    assert.deepEqual(await server.diagnostics("main.bicep"), []);
  });

  test("obeys the configuration file of the folder, and its changes", async () => {
    await using server = await session({
      "main.bicep": openVault,
      "aml-network-audit.json": '{ "severities": { "public-network-access": "off" } }',
    });
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 0);
    await server.write("aml-network-audit.json", "{}");
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 1);
  });

  test("audits a document outside every folder with the folder that it lies in", async () => {
    await using elsewhere = await session({ "main.bicep": openVault });
    await using server = await session({});
    const uri = elsewhere.uri("main.bicep");
    await server.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "bicep", version: 1, text: openVault },
    });
    const report: { items: { code?: unknown }[] } = await server.client.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    assert.equal(report.items.filter(isOpen).length, 1);
  });

  test("knows a document by every spelling of its URI", async () => {
    await using server = await session({ "a [1].bicep": closedVault });
    const uri = server.uri("a [1].bicep").replace("[", "%5B").replace("]", "%5D");
    await server.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "bicep", version: 1, text: openVault },
    });
    const report: { items: { code?: unknown }[] } = await server.client.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    assert.equal(report.items.filter(isOpen).length, 1);
  });

  test("answers a request that was cancelled as cancelled, and the next one in full", async () => {
    await using server = await session({ "main.bicep": openVault });
    const source = new CancellationTokenSource();
    const asked = server.client.sendRequest("amlNetworkAudit/audit", {}, source.token);
    source.cancel();
    await assert.rejects(asked, (error: ResponseError) => error.code === LSPErrorCodes.RequestCancelled);
    assert.equal((await server.diagnostics("main.bicep")).filter(isOpen).length, 1);
  });

  test("lives through half-typed text of every length", async () => {
    await using server = await session({});
    await server.open("main.bicep", "");
    for (let length = 0; length < openVault.length; length += 37) {
      await server.change("main.bicep", length + 2, openVault.slice(0, length));
      assert.ok(Array.isArray(await server.diagnostics("main.bicep")));
    }
  });
});

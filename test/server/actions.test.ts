import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CodeAction, TextDocumentEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { openVault } from "../cli/command.ts";
import { session } from "./session.ts";

function applied(action: CodeAction | undefined, uri: string, text: string): string {
  const edits = (action?.edit?.documentChanges ?? []).filter(TextDocumentEdit.is).filter(({ textDocument }) => textDocument.uri === uri);
  return TextDocument.applyEdits(
    TextDocument.create(uri, "", 0, text),
    edits.flatMap((one) => one.edits as never[]),
  );
}

describe("a quick fix", () => {
  test("makes its finding go away, and leaves the others", async () => {
    await using server = await session({ "main.bicep": openVault });
    await server.open("main.bicep", openVault);
    const before = await server.diagnostics("main.bicep");
    const open = before.filter(({ code }) => code === "public-network-access");
    const [fix] = await server.actions("main.bicep", open);
    assert.equal(fix?.title, "Close key vault 'kv-open' to the internet");
    assert.equal(fix?.isPreferred, true);
    await server.change("main.bicep", 2, applied(fix, server.uri("main.bicep"), openVault));
    const after = await server.diagnostics("main.bicep");
    assert.deepEqual(
      after.map(({ code }) => code).sort(),
      before
        .map(({ code }) => code)
        .filter((code) => code !== "public-network-access")
        .sort(),
    );
  });

  test("with a caution is shown before it is applied", async () => {
    await using server = await session({ "main.bicep": openVault });
    const endpoint = (await server.diagnostics("main.bicep")).filter(({ code }) => code === "private-endpoint");
    const [fix] = await server.actions("main.bicep", endpoint);
    const annotations = Object.values(fix?.edit?.changeAnnotations ?? {});
    assert.deepEqual(
      annotations.map(({ needsConfirmation }) => needsConfirmation),
      [true],
    );
    assert.notEqual(fix?.isPreferred, true);
  });

  test("is offered beside a comment that accepts the finding with a reason", async () => {
    await using server = await session({ "main.bicep": openVault });
    await server.open("main.bicep", openVault);
    const open = (await server.diagnostics("main.bicep")).filter(({ code }) => code === "public-network-access");
    const accept = (await server.actions("main.bicep", open)).at(-1);
    await server.change("main.bicep", 2, applied(accept, server.uri("main.bicep"), openVault));
    assert.ok(!(await server.diagnostics("main.bicep")).some(({ code }) => code === "public-network-access"));
  });

  test("for everything in a file takes only what needs no second look", async () => {
    await using server = await session({ "main.bicep": openVault });
    const [all] = await server.actions("main.bicep", [], ["source.fixAll"]);
    assert.equal(all?.edit?.changeAnnotations, undefined);
    assert.match(applied(all, server.uri("main.bicep"), openVault), /enablePurgeProtection: true\n +publicNetworkAccess: 'Disabled'/);
  });

  test("is not offered for diagnostics of others or of yesterday", async () => {
    await using server = await session({ "main.bicep": openVault });
    const range = { start: { line: 0, character: 9 }, end: { line: 0, character: 14 } };
    assert.deepEqual(
      await server.actions("main.bicep", [{ range, message: "Other.", source: "bicep", code: "public-network-access" }]),
      [],
    );
    const stale = {
      range,
      message: "Gone.",
      source: "AML Network Audit",
      code: "public-network-access",
      data: { rule: "x", fingerprint: "y" },
    };
    assert.deepEqual(await server.actions("main.bicep", [stale]), []);
  });
});

describe("the whole audit", () => {
  test("counts, tells its phases, and gives the report in every format", async () => {
    await using server = await session({ "main.bicep": openVault });
    const phases: string[] = [];
    server.client.onNotification("amlNetworkAudit/phase", ({ text }: { text: string }) => {
      phases.push(text);
    });
    const answer: { findings: number; files: number } = await server.client.sendRequest("amlNetworkAudit/audit", { progress: "1" });
    assert.ok(answer.findings > 0 && answer.files === 1);
    assert.ok(phases.includes("Judging deployments"));
    for (const format of ["html", "json", "sarif", "markdown"]) {
      const [report]: { text: string }[] = await server.client.sendRequest("amlNetworkAudit/report", { format, nonce: "abc" });
      assert.match(report?.text ?? "", /kv-open/);
    }
  });

  test("says so when there is nothing to audit", async () => {
    await using server = await session({});
    await server.client.sendRequest("amlNetworkAudit/audit", {});
    const [report]: { text: string }[] = await server.client.sendRequest("amlNetworkAudit/report", { format: "html" });
    assert.match(report?.text ?? "", /No Bicep, ARM or Terraform file was found/);
  });

  test("has a page for every rule and none for others", async () => {
    await using server = await session({});
    assert.match(await server.client.sendRequest("amlNetworkAudit/rulePage", { rule: "private-endpoint" }), /^# private-endpoint/);
    assert.equal(await server.client.sendRequest("amlNetworkAudit/rulePage", { rule: "none" }), null);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { type CodeAction, CreateFile, TextDocumentEdit } from "vscode-languageserver/node";
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

function isFlow({ code }: { readonly code?: unknown }): boolean {
  return String(code).startsWith("outbound-");
}

/** A firewall that lets a part of the flows through. */
const flowless = readFileSync(new URL("../../src/rulebook/rules/outbound-service-tag/unmet.bicep", import.meta.url), "utf8");

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
    const accept = (await server.actions("main.bicep", open)).find(({ title }) => title.endsWith("with a comment"));
    await server.change("main.bicep", 2, applied(accept, server.uri("main.bicep"), openVault));
    assert.ok(!(await server.diagnostics("main.bicep")).some(({ code }) => code === "public-network-access"));
  });

  test("accepts the finding in the configuration file, which is made when there is none", async () => {
    for (const before of [undefined, '{\n  // Ours.\n  "profile": "standard"\n}\n']) {
      await using server = await session({ "main.bicep": openVault, ...(before && { "aml-network-audit.json": before }) });
      const open = (await server.diagnostics("main.bicep")).filter(({ code }) => code === "public-network-access");
      const accept = (await server.actions("main.bicep", open)).find(({ title }) => title.endsWith("in 'aml-network-audit.json'"));
      assert.equal((accept?.edit?.documentChanges ?? []).some(CreateFile.is), before === undefined);
      const text = applied(accept, server.uri("aml-network-audit.json"), before ?? "");
      if (before) assert.match(text, /^\{\n {2}\/\/ Ours\.\n/);
      await server.write("aml-network-audit.json", text);
      assert.ok(!(await server.diagnostics("main.bicep")).some(({ code }) => code === "public-network-access"));
    }
  });

  test("mends its rule in every file of the workspace by one edit", async () => {
    const files = { "one.bicep": openVault, "two.bicep": openVault.replaceAll("kv-open", "kv-two") };
    await using server = await session(files);
    const found = (await server.diagnostics("one.bicep")).filter(({ code }) => code === "public-network-access");
    const wide = (await server.actions("one.bicep", found)).find(
      ({ title }) => title === "Fix every 'public-network-access' in the workspace",
    );
    for (const [file, text] of Object.entries(files)) {
      const mended = applied(wide, server.uri(file), text);
      assert.notEqual(mended, text);
      await server.write(file, mended);
    }
    for (const file of Object.keys(files))
      assert.ok(!(await server.diagnostics(file)).some(({ code }) => code === "public-network-access"));
  });

  test("says how many it leaves out when not all of them can be written", async () => {
    const vault = {
      name: "kv",
      location: "eastus",
      resource_group_name: "rg",
      tenant_id: "t",
      sku_name: "standard",
      purge_protection_enabled: true,
    };
    const arguments_ = Object.entries(vault).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`);
    const workspace = (name: string, of: string) =>
      `resource "azurerm_machine_learning_workspace" "${name}" {\n  name = "mlw-${name}"\n  location = "eastus"\n  resource_group_name = "rg"\n  key_vault_id = ${of}.id\n}\n`;
    const call = 'module "kv" {\n  source = "example/vault/azurerm"\n}\n';
    const main = `resource "azurerm_key_vault" "a" {\n${arguments_.join("")}}\n${call}${workspace("a", "azurerm_key_vault.a")}${workspace("b", "module.kv")}`;
    // What 'terraform init' brought and takes nothing for it cannot be written.
    const made = `resource "azurerm_key_vault" "b" {\n${arguments_.join("").replace('"kv"', '"kv-made"')}}\noutput "id" {\n  value = azurerm_key_vault.b.id\n}\n`;
    const manifest = JSON.stringify({ Modules: [{ Key: "kv", Source: "example/vault/azurerm", Dir: ".terraform/modules/kv" }] });
    const brought = { ".terraform/modules/kv/main.tf": made, ".terraform/modules/modules.json": manifest };
    await using server = await session({ "main.tf": main, ...brought });
    const found = (await server.diagnostics("main.tf")).filter(
      ({ code, message }) => code === "public-network-access" && String(message).includes("'kv'"),
    );
    const titles = (await server.actions("main.tf", found)).map(({ title }) => title);
    assert.ok(
      titles.some((title) => /^Fix every 'public-network-access' in the workspace, but for \d$/.test(title)),
      titles.join("; "),
    );
  });

  test("allows every missing flow of a firewall by one edit", async () => {
    const text = flowless;
    await using server = await session({ "main.bicep": text });
    await server.open("main.bicep", text);
    const found = (await server.diagnostics("main.bicep")).filter(isFlow);
    assert.ok(found.length > 1);
    const all = (await server.actions("main.bicep", found.slice(0, 1))).find(({ title }) =>
      title.startsWith("Allow every missing flow in "),
    );
    const mended = applied(all, server.uri("main.bicep"), text);
    await server.change("main.bicep", 2, mended);
    assert.deepEqual((await server.diagnostics("main.bicep")).filter(isFlow), []);
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

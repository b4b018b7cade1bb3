// What the report says about the audit itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { loadReaders } from "../../src/audit.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import { diskFiles } from "../../src/server/disk-files.ts";
import type { FolderReport } from "../../src/server/protocol.ts";
import { Workspace } from "../../src/server/workspace.ts";
import { session } from "./session.ts";

const sample = readFileSync(join(import.meta.dirname, "../../samples/bicep/insecure/main.bicep"), "utf8");
const german: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, "../../l10n/bundle.l10n.de.json"), "utf8"));

describe("the report", () => {
  test("of a cancelled audit says that there is nothing to show, and audits nothing", async () => {
    await using server = await session({ "main.bicep": sample });
    const [report] = await server.client.sendRequest<FolderReport[]>("amlNetworkAudit/report", { format: "html", cancelled: true });
    assert.match(report?.text ?? "", /role="status">The audit was cancelled before it was done, so there is nothing to show\./);
    assert.doesNotMatch(report?.text ?? "", /<section|No Bicep/);
  });

  test("of an audit that was cancelled after another shows the other and says so", async () => {
    await using server = await session({ "main.bicep": sample });
    await server.client.sendRequest("amlNetworkAudit/audit", {});
    const [report] = await server.client.sendRequest<FolderReport[]>("amlNetworkAudit/report", { format: "html", cancelled: true });
    assert.match(report?.text ?? "", /role="status">The audit was cancelled\. What stands here is from the audit before it\./);
    assert.match(report?.text ?? "", /id="findings"/);
  });

  test("of an audit that went through says nothing about it", async () => {
    await using server = await session({ "main.bicep": sample });
    const [report] = await server.client.sendRequest<FolderReport[]>("amlNetworkAudit/report", { format: "html" });
    assert.doesNotMatch(report?.text ?? "", /class="remark"/);
  });

  test("grows its revision with every change, so that an open report knows that it is old", async () => {
    await using server = await session({ "main.bicep": sample });
    const revision = async () => {
      const reports = await server.client.sendRequest<FolderReport[]>("amlNetworkAudit/report", { format: "json" });
      return reports[0]?.revision ?? 0;
    };
    const first = await revision();
    assert.equal(await revision(), first);
    await server.write("main.bicep", `${sample}\n`);
    assert.ok((await revision()) > first);
  });

  test("speaks the language of the editor, with what rules say in English", async () => {
    await using server = await session({ "main.bicep": sample }, { texts: german, language: "de" });
    const [report] = await server.client.sendRequest<FolderReport[]>("amlNetworkAudit/report", { format: "html" });
    const page = report?.text ?? "";
    assert.match(page, /<html lang="de">/);
    assert.match(page, /<h1>AML-Netzwerkprüfung<\/h1>/);
    assert.match(page, /<h2 id="findings" tabindex="-1">Befunde<\/h2>/);
    assert.match(page, /has no private endpoint/);
  });
});

test("a file that changes while it is audited makes the answer an old one", async () => {
  const asked = { enabled: true, showUnclear: false, inlayHints: false, settings: defaultSettings, excluded: () => false };
  const workspace = new Workspace(await loadReaders(await loadWasm()), diskFiles, "file:///nowhere/", true, asked);
  workspace.edit("file:///nowhere/main.bicep", sample);
  const during = await workspace.audit({
    phase: (text) => void (/^Judging/.test(text) && workspace.edit("file:///nowhere/main.bicep", "")),
  });
  assert.equal(workspace.isCurrent(during), false);
  assert.equal(workspace.isCurrent(await workspace.audit()), true);
});

test("one flow is explained step by step in every deployment, and what is no destination is refused", async () => {
  await using server = await session({ "main.bicep": sample });
  const explain = (to: string, from?: string) => server.client.sendRequest<string>("amlNetworkAudit/explain", { to, from });
  assert.match(
    await explain("AzureMachineLearning:5831/udp"),
    /^main\.bicep\nAzureMachineLearning on UDP 5831 from subnet 'snet-training': blocked/,
  );
  assert.match(await explain("?"), /^'\?' is no destination\./);
  assert.match(await explain("pypi.org", "nowhere"), /^No deployment of the open files/);
});

test("who waits for another's audit is told what it does, and may stop waiting at once", async () => {
  const asked = { enabled: true, showUnclear: false, inlayHints: false, settings: defaultSettings, excluded: () => false };
  const workspace = new Workspace(await loadReaders(await loadWasm()), diskFiles, "file:///nowhere/", true, asked);
  workspace.edit("file:///nowhere/main.bicep", sample);
  const told: string[] = [];
  const stop = new AbortController();
  const first = workspace.audit();
  const second = workspace.audit({ signal: stop.signal, phase: (text) => told.push(text) });
  const refused = assert.rejects(second);
  stop.abort();
  await refused;
  assert.equal(workspace.last, undefined);
  const third = workspace.audit({ phase: (text) => told.push(text) });
  assert.equal((await first).result.deployments.length, 1);
  await third;
  assert.ok(told.includes("Judging deployments"), told.join(" / "));
});

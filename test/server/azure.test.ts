import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { parseSnapshot } from "../../src/live/snapshot.ts";
import type { Snapshot } from "../../src/model/azure.ts";
import type { AzureView } from "../../src/model/azure-view.ts";
import { azureMethod, azureReportMethod, scaffoldMethod } from "../../src/server/azure-protocol.ts";
import { session } from "./session.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

function snapshotOf(text: string): Snapshot {
  const parsed = parseSnapshot(text);
  assert.ok(parsed.is === "snapshot");
  return parsed.snapshot;
}

describe("live Azure in the server", () => {
  test("the sample estate is shown by workspace and area, each flow with its way", async () => {
    await using server = await session({ "notes.txt": "" });
    const snapshot = snapshotOf(read("../samples/estate.json"));
    const view = await server.client.sendRequest<AzureView>(azureMethod, { snapshot });
    assert.deepEqual(
      view.workspaces.map(({ name }) => name),
      ["mlw-research", "mlw-sandbox", "mlw-training"],
    );
    const egress = view.workspaces[2]?.areas.find(({ id }) => id === "egress");
    const monitor = egress?.items.find(({ label }) => label === "AzureMonitor");
    assert.equal(monitor?.state, "unmet");
    assert.ok((monitor?.steps.length ?? 0) > 1);
    assert.ok(
      view.workspaces[2]?.areas.some(({ items }) =>
        items.some(({ state, message }) => state === "unclear" && /right 'Microsoft.KeyVault/.test(message)),
      ),
    );
  });

  test("the report of what was read is the command line's, on one page without scripts", async () => {
    await using server = await session({ "notes.txt": "" });
    const snapshot = snapshotOf(read("../samples/estate.json"));
    const page = await server.client.sendRequest<string>(azureReportMethod, { snapshot });
    for (const name of ["mlw-research", "mlw-sandbox", "mlw-training"]) assert.ok(page.includes(name), name);
    assert.match(page, /<!doctype html>/i);
    assert.ok(!/<script/i.test(page));
    assert.doesNotMatch(page, /file was found/);
    assert.match(page, /deployments 3/);
  });

  test("what differs from the open code is drift, joined to its line", async () => {
    const code = read("scenarios/half-private/main.bicep");
    await using server = await session({ "main.bicep": code });
    const rows = read("scenarios/half-private/azure.json").replace(/("hbiWorkspace"|"publicNetworkAccess"): "Disabled"/, '$1: "Enabled"');
    const view = await server.client.sendRequest<AzureView>(azureMethod, { snapshot: snapshotOf(rows) });
    const drift = view.workspaces[0]?.areas.find(({ id }) => id === "drift");
    assert.equal(drift?.items.length, 1);
    const [item] = drift?.items ?? [];
    assert.equal(code.slice(item?.code?.start, item?.code?.end), "'Disabled'");
  });

  test("code that says the same as Azure is told as that", async () => {
    await using server = await session({ "main.bicep": read("scenarios/half-private/main.bicep") });
    const view = await server.client.sendRequest<AzureView>(azureMethod, {
      snapshot: snapshotOf(read("scenarios/half-private/azure.json")),
    });
    const drift = view.workspaces[0]?.areas.find(({ id }) => id === "drift");
    assert.deepEqual(
      drift?.items.map(({ state, label }) => [state, label]),
      [["met", "Code and Azure say the same"]],
    );
  });

  test("a firewall policy is written in each language", async () => {
    await using server = await session({ "notes.txt": "" });
    for (const language of ["bicep", "arm", "terraform"]) {
      const text = await server.client.sendRequest<string>(scaffoldMethod, { language, cloud: "usgov" });
      assert.match(text, /AzureMachineLearning/, language);
    }
  });
});

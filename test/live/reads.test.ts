import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { budget } from "../../src/live/budget.ts";
import { readEstate } from "../../src/live/estate.ts";
import { listTenants } from "../../src/live/tenants.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import type { Snapshot } from "../../src/model/azure.ts";
import { connected } from "../azure/connected.ts";
import { forbidden } from "../azure/fault.ts";
import { idOf, linkedRows, resource, SUBSCRIPTION, workspaceRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";

const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const OTHER = "11111111-2222-3333-4444-000000000002";

const ids = (snapshot: Snapshot) => snapshot.rows.map((row) => row.id.toLowerCase()).sort();
const without = (rows: readonly { id: string }[], ...parts: string[]) =>
  rows
    .map((row) => row.id.toLowerCase())
    .filter((id) => !parts.some((part) => id.includes(part)))
    .sort();

describe("one workspace by ARM", () => {
  test("everything that its network story needs is read", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2)] });
    const snapshot = await readWorkspace(connected(azure), WORKSPACE);
    assert.deepEqual(snapshot.blind, []);
    const endpoints = workspaceRows(1).filter((row) => row.type.endsWith("/privateEndpoints"));
    const linked = endpoints.length;
    assert.equal(linked, 5);
    const expected = without(workspaceRows(1), "/a/", "privateendpoints/", "privatednszones", ".nic");
    const unnamed = ids(snapshot).filter((id) => !id.includes("/privatednszones/"));
    assert.deepEqual(unnamed, expected, "endpoints are known only by their targets' own connections");
  });

  test("endpoints are found over the connections of their targets, zones over the endpoints' groups", async () => {
    const rows = linkedRows(1);
    await using azure = await simulate({ rows });
    const found = ids(await readWorkspace(connected(azure), WORKSPACE));
    assert.deepEqual(
      found.filter((id) => !id.includes("/soa/")),
      without(rows),
    );
    assert.equal(found.filter((id) => id.includes("/soa/")).length, 6, "the records of each zone are read");
  });

  test("zones that nothing names come from Resource Graph, and where it fails nothing of them is provably missing", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const zones = (snapshot: Snapshot) => ids(snapshot).filter((id) => id.includes("/privatednszones/")).length;
    assert.equal(zones(await readWorkspace(connected(azure), WORKSPACE)), 12);
    azure.faults.push({ on: ({ method }) => method === "POST", does: forbidden() });
    const without = await readWorkspace(connected(azure), WORKSPACE);
    assert.equal(zones(without), 0);
    assert.deepEqual(
      without.blind.map(({ types }) => types[0]),
      ["Microsoft.Network/privateDnsZones"],
    );
  });

  test("what is gone is not there, and nobody is accused of hiding it", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    azure.world.remove(idOf("rg-ml1", "Microsoft.KeyVault/vaults/kv-ml1"));
    const snapshot = await readWorkspace(connected(azure), WORKSPACE);
    assert.deepEqual(snapshot.blind, []);
    assert.ok(!ids(snapshot).some((id) => id.includes("/vaults/")));
  });

  test("a right that lacks is a blind spot that names the right", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    azure.faults.push({ on: (request) => /ruleCollectionGroups|storageAccounts/i.test(request.path), does: forbidden() });
    const { blind } = await readWorkspace(connected(azure), WORKSPACE);
    assert.deepEqual(
      blind.map((spot) => [spot.kind, spot.right, spot.types[0]]),
      [
        ["forbidden", "Microsoft.Storage/storageAccounts/read", "Microsoft.Storage/storageAccounts"],
        [
          "forbidden",
          "Microsoft.Network/firewallPolicies/ruleCollectionGroups/read",
          "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
        ],
      ],
    );
  });
});

describe("a cloud that lags", () => {
  test("is read with the versions that it offers, one workspace as well as an estate", async () => {
    const newest = {
      "microsoft.network": "2023-09-01",
      "microsoft.machinelearningservices": "2023-04-01",
      "microsoft.storage": "2022-09-01",
      "microsoft.keyvault": "2022-07-01",
      "microsoft.containerregistry": "2022-12-01",
    };
    await using azure = await simulate({ rows: linkedRows(1), newest });
    const one = await readWorkspace(connected(azure), WORKSPACE);
    const estate = await readEstate(connected(azure), {});
    for (const { blind, rows } of [one, estate]) {
      assert.deepEqual(blind, []);
      assert.ok(rows.length > 40);
    }
  });
});

describe("tenants", () => {
  test("are listed by name, and a refusal is told", async () => {
    await using azure = await simulate({ rows: [] });
    const { tenants, failure } = await listTenants(connected(azure));
    assert.deepEqual(
      tenants.map(({ name, domain }) => [name, domain]),
      [
        ["Guest", "guest.example"],
        ["Own", "own.example"],
      ],
    );
    assert.equal(failure, undefined);
    azure.faults.push({ on: () => true, does: forbidden() });
    assert.equal((await listTenants(connected(azure))).failure?.kind, "forbidden");
  });
});

describe("an estate", () => {
  test("two queries give almost everything, ARM the rest, by pages", async () => {
    const rows = [...workspaceRows(1), ...workspaceRows(2, OTHER)];
    await using azure = await simulate({ rows, pageSize: 3 });
    const snapshot = await readEstate(connected(azure), {});
    assert.deepEqual(snapshot.blind, []);
    const told = ids(snapshot).filter((id) => !id.includes("/soa/"));
    assert.deepEqual(told, without(rows));
    const queries = azure.requests.filter((request) => request.method === "POST");
    assert.equal(queries.length, 2, "resources, and who holds which role");
  });

  test("a scope that is narrower says what it does not see", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2, OTHER)] });
    const snapshot = await readEstate(connected(azure), { subscriptions: [OTHER] });
    assert.ok(ids(snapshot).every((id) => id.includes(OTHER)));
    assert.deepEqual(
      snapshot.blind.map((spot) => [spot.kind, spot.settle]),
      [["not-asked", "read all subscriptions"]],
    );
    const named = await readEstate(connected(azure), { workspace: "MLW2" });
    assert.equal(
      named.rows.filter((row) => row.type === "microsoft.machinelearningservices/workspaces" || /workspaces$/.test(String(row.type)))
        .length,
      1,
    );
  });

  test("where Resource Graph fails, every workspace is read by ARM", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2)] });
    azure.faults.push({ on: (request) => request.method === "POST", does: forbidden() });
    const snapshot = await readEstate(connected(azure), {});
    assert.equal(ids(snapshot).filter((id) => id.endsWith("/mlw1") || id.endsWith("/mlw2")).length, 2);
  });

  test("Resource Graph lags; a refresh by ARM does not", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const vault = idOf("rg-ml1", "Microsoft.KeyVault/vaults/kv-ml1");
    azure.world.put(resource(vault, { publicNetworkAccess: "Enabled" }));
    const access = (snapshot: Snapshot) => snapshot.rows.find((row) => row.id === vault)?.properties;
    assert.deepEqual((access(await readEstate(connected(azure), {})) as { publicNetworkAccess: string }).publicNetworkAccess, "Disabled");
    assert.deepEqual(access(await readWorkspace(connected(azure), WORKSPACE)), { publicNetworkAccess: "Enabled" });
    azure.world.settle();
    assert.deepEqual(access(await readEstate(connected(azure), {})), { publicNetworkAccess: "Enabled" });
  });

  test("the published prefixes of the tags that matter come along, read once", async () => {
    const tag = (name: string, prefix: string) => ({ name, properties: { addressPrefixes: [prefix] } });
    const serviceTags = { cloud: "Public", values: [tag("Storage.EastUS", "20.0.0.0/24"), tag("Sql", "30.0.0.0/24")] };
    await using azure = await simulate({ rows: workspaceRows(1), serviceTags });
    const connection = connected(azure);
    for (const snapshot of [await readEstate(connection, {}), await readWorkspace(connection, WORKSPACE)]) {
      assert.deepEqual(snapshot.tags, { "storage.eastus": ["20.0.0.0/24"] });
    }
    assert.equal(azure.requests.filter(({ path }) => path.endsWith("/serviceTags")).length, 1);
  });

  test("reads keep to the budget of each subscription", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2)] });
    let time = 0;
    const waits: number[] = [];
    const clock = {
      now: () => time,
      wait: async (milliseconds: number) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
    };
    await readEstate(connected(azure, { budget: budget(clock, { burst: 5, perSecond: 1 }), clock }), {});
    const reads = azure.requests.filter((request) => request.path.includes(SUBSCRIPTION)).length;
    assert.ok(time >= (reads - 5 - 8) * 1000, `${reads} reads in ${time} ms`);
    assert.ok(waits.length > 0);
  });
});

describe("a cancelled reading", () => {
  test("ends with what was read, and nothing that was not is taken for absent", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const cancel = new AbortController();
    const snapshot = await readEstate(connected(azure), {}, { signal: cancel.signal, onProgress: (done) => done > 2 && cancel.abort() });
    assert.ok(snapshot.rows.length > 0);
    assert.ok(snapshot.blind.some((spot) => spot.kind === "cancelled"));
    const whole = await readWorkspace(connected(azure), WORKSPACE, { signal: cancel.signal });
    assert.equal(whole.blind[0]?.kind, "cancelled");
  });
});

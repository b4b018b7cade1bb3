import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CLOUDS } from "../../src/live/clouds.ts";
import { effective, networkChildren, networkResource, serviceTags } from "../../src/live/network.ts";
import { get, list, post, send } from "../../src/live/read.ts";
import { connected, credential, TOKEN } from "../azure/connected.ts";
import { brokenDown, challenged, forbidden, garbage, notFound, page, redirected, throttled, unauthorized } from "../azure/fault.ts";
import { idOf, SUBSCRIPTION, workspaceRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";

const ENDPOINT = idOf("rg-ml1", "Microsoft.Network/privateEndpoints/pe-blob1");
const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const POLICY = idOf("rg-ml1", "Microsoft.Network/firewallPolicies/afwp1");
const NIC = idOf("rg-ml1", "Microsoft.Network/networkInterfaces/pe-blob1.nic");
const VAULTS = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Network/privateDnsZones`;

describe("reading through the guarded pipeline", () => {
  test("the network client gives rows in ARM's shape, with what its models do not know", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    azure.world.put({
      ...(azure.world.get(ENDPOINT) ?? { id: ENDPOINT, name: "", type: "" }),
      properties: { subnet: { id: "s" }, newProperty: 1 },
    });
    const read = await networkResource(connected(azure), ENDPOINT);
    assert.equal(read?.is, "read");
    assert.deepEqual(read?.is === "read" && read.value.properties, { subnet: { id: "s" }, newProperty: 1 });
  });

  test("lists follow every page", async () => {
    await using azure = await simulate({ rows: workspaceRows(), pageSize: 2 });
    const zones = await list(connected(azure), VAULTS);
    assert.equal(zones.failure, undefined);
    assert.equal(zones.rows.length, 6);
    assert.equal(azure.requests.length, 3);
    const groups = await networkChildren(connected(azure), POLICY, "ruleCollectionGroups");
    assert.deepEqual(
      groups?.rows.map((row) => row.name),
      ["aml"],
    );
  });

  test("long-running reads end with the result", async () => {
    const routes = {
      value: [
        { source: "User", state: "Active", addressPrefix: ["0.0.0.0/0"], nextHopType: "VirtualAppliance", nextHopIpAddress: ["10.0.0.4"] },
      ],
    };
    await using azure = await simulate({ rows: workspaceRows(), operations: { [`${NIC}/effectiveRouteTable`.toLowerCase()]: routes } });
    const read = await effective(connected(azure), NIC, "effectiveRouteTable");
    assert.deepEqual(read, { is: "read", value: routes.value });
    const groups = await effective(connected(azure), NIC, "effectiveNetworkSecurityGroups");
    assert.deepEqual(groups, { is: "read", value: [] });
  });

  test("service tags come as published", async () => {
    const tags = {
      cloud: "Public",
      changeNumber: "7",
      values: [{ name: "Storage", id: "Storage", properties: { addressPrefixes: ["1.2.3.0/24"] } }],
    };
    await using azure = await simulate({ rows: workspaceRows(), serviceTags: tags });
    assert.deepEqual(await serviceTags(connected(azure), SUBSCRIPTION, "eastus"), { is: "read", value: tags });
  });

  test("each cloud is asked at its own endpoint for a token of its own scope", async () => {
    for (const cloud of [CLOUDS.public, CLOUDS.usgov, CLOUDS.china]) {
      await using azure = await simulate({ rows: workspaceRows() });
      const asked = credential();
      const connection = connected(azure, { cloud: { ...cloud, endpoint: azure.endpoint }, credential: asked });
      assert.equal((await get(connection, WORKSPACE)).is, "read");
      assert.equal((await networkResource(connection, ENDPOINT))?.is, "read");
      assert.deepEqual([...new Set(asked.asked.flatMap((each) => each.scopes))], [cloud.scope]);
    }
  });

  test("a cloud that lags is asked with the newest version that it offers", async () => {
    await using azure = await simulate({
      rows: workspaceRows(),
      newest: { "microsoft.network": "2023-09-01", "microsoft.machinelearningservices": "2023-10-01" },
    });
    const connection = connected(azure);
    assert.equal((await networkResource(connection, ENDPOINT))?.is, "failed");
    connection.offered.set("microsoft.network/privateendpoints", ["2023-09-01", "2019-09-01"]);
    connection.offered.set("microsoft.machinelearningservices/workspaces", ["2023-10-01"]);
    assert.equal((await networkResource(connection, ENDPOINT))?.is, "read");
    assert.equal((await get(connection, WORKSPACE)).is, "read");
    assert.deepEqual(
      azure.requests.slice(-2).map((request) => request.apiVersion),
      ["2023-09-01", "2023-10-01"],
    );
  });
});

describe("the guard", () => {
  test("a link to another host is not followed, and no token goes there", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    await using other = await simulate({ rows: [] });
    azure.faults.push({
      on: (request) => request.method === "GET",
      does: { is: "lure", to: `${other.endpoint}/steal?api-version=2024-01-01` },
    });
    const zones = await list(connected(azure, { ca: azure.ca + other.ca }), VAULTS);
    assert.equal(zones.failure?.kind, "refused");
    const groups = await networkChildren(connected(azure, { ca: azure.ca + other.ca }), POLICY, "ruleCollectionGroups");
    assert.equal(groups?.failure?.kind, "refused");
    assert.deepEqual(
      groups?.rows.map((row) => row.name),
      ["aml"],
      "what was read before is kept",
    );
    assert.equal(other.requests.length, 0);
  });

  test("a redirection is not followed", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    await using other = await simulate({ rows: [] });
    azure.faults.push({ on: () => true, does: redirected(`${other.endpoint}/steal`) });
    const read = await get(connected(azure), WORKSPACE);
    assert.equal(read.is === "failed" && read.failure.kind, "refused");
    assert.equal(other.requests.length, 0);
  });

  test("nothing that writes leaves, and no POST but the four that read", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    const connection = connected(azure);
    for (const path of [
      `${WORKSPACE}/listKeys`,
      `${WORKSPACE}/diagnose/x`,
      `${WORKSPACE}/resync`,
      "/providers/Microsoft.ResourceGraph/operations",
    ]) {
      const answer = await post(connection, path, {});
      assert.equal(answer.is === "failed" && answer.failure.kind, "refused", path);
    }
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      await assert.rejects(
        send(connection, method as "GET", `${azure.endpoint}${WORKSPACE}?api-version=2024-10-01`, {}),
        /never changes Azure/,
      );
    }
    assert.equal(azure.requests.length, 0);
  });
});

describe("what goes wrong is told", () => {
  const cases = [
    { name: "403 names the missing right", does: forbidden(), kind: "forbidden", requests: 1 },
    { name: "404", does: notFound(), kind: "not-found", requests: 1 },
    { name: "401 without a challenge", does: unauthorized(), kind: "sign-in", requests: 1 },
    { name: "endless 429", does: throttled(0), kind: "throttled", requests: 4 },
    { name: "429 for longer than a read waits", does: throttled(600), kind: "throttled", requests: 1 },
    { name: "500", does: brokenDown(), kind: "broken", requests: 4 },
    { name: "half of an answer", does: garbage(), kind: "broken", requests: undefined },
    { name: "a page of the hotel's network", does: page(), kind: "unreachable", requests: 1 },
    { name: "a cut connection", does: { is: "cut" }, kind: /unreachable|broken/, requests: undefined },
    { name: "no answer", does: { is: "hang" }, kind: "timeout", requests: undefined },
  ] as const;
  for (const { name, does, kind, requests } of cases) {
    test(name, async () => {
      await using azure = await simulate({ rows: workspaceRows() });
      azure.faults.push({ on: () => true, does });
      const connection = connected(azure, { timeout: 300 });
      const right = "Microsoft.Network/privateEndpoints/read";
      const reads = [await get(connection, WORKSPACE, { right }), await networkResource(connection, ENDPOINT)];
      for (const read of reads) {
        assert.equal(read?.is, "failed");
        assert.match(read.failure.kind, new RegExp(kind));
        assert.doesNotMatch(JSON.stringify(read), new RegExp(TOKEN.slice(0, 30)));
        assert.match(read.failure.text, /\.$/);
        if (kind === "forbidden") assert.equal(read.failure.right, right);
      }
      if (requests !== undefined) assert.equal(azure.requests.length, requests * 2);
    });
  }

  test("throttling that ends is waited out and told", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    azure.faults.push({ on: () => true, does: throttled(0), times: 2 });
    const waits: number[] = [];
    const read = await get(connected(azure, { onThrottled: (seconds) => waits.push(seconds) }), WORKSPACE);
    assert.equal(read.is, "read");
    assert.deepEqual(waits, [0, 0]);
  });

  test("a claims challenge is answered with a token that has the claims", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    azure.faults.push({ on: () => true, does: challenged(claims), times: 1 });
    const asked = credential();
    assert.equal((await networkResource(connected(azure, { credential: asked }), ENDPOINT))?.is, "read");
    assert.deepEqual(
      asked.asked.map((each) => each.claims),
      [undefined, claims],
    );
  });

  test("a certificate that nobody trusts is named", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    await using other = await simulate({ rows: [] });
    const read = await get(connected(azure, { ca: other.ca }), WORKSPACE);
    assert.equal(read.is === "failed" && read.failure.kind, "untrusted");
  });

  test("a cancelled read ends at once, even in the middle of a wait", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    const cancel = new AbortController();
    azure.faults.push({ on: () => true, does: throttled(30) });
    const connection = connected(azure, { onThrottled: () => cancel.abort() });
    const read = await networkChildren(connection, POLICY, "ruleCollectionGroups", cancel.signal);
    assert.equal(read?.failure?.kind, "cancelled");
  });
});

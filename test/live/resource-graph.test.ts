// One query for everything: its pages, its limits, and what becomes of an answer that is cut short.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readEstate } from "../../src/live/estate.ts";
import { connected } from "../azure/connected.ts";
import { MANAGEMENT_GROUP } from "../azure/resource-graph.ts";
import { SUBSCRIPTION, workspaceRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";

const OTHER = "11111111-2222-3333-4444-000000000002";
const isQuery = ({ method }: { readonly method: string }) => method === "POST";
const json = { "Content-Type": "application/json" };

function workspacesIn(rows: readonly { readonly id: string }[]): number {
  return rows.filter(({ id }) => /\/workspaces\/[^/]+$/i.test(id)).length;
}

describe("Resource Graph", () => {
  test("is paged by its skip token", async () => {
    await using azure = await simulate({ rows: Array.from({ length: 40 }, (_, n) => workspaceRows(n + 1)).flat() });
    const { rows, blind } = await readEstate(connected(azure), {});
    assert.deepEqual(blind, []);
    assert.equal(workspacesIn(rows), 40);
    const queries = azure.requests.filter(isQuery).length;
    assert.ok(queries > 2 && queries < 8, `${queries} queries for ${rows.length} rows`);
  });

  test("is asked for a management group, and for nothing outside it", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const inside = await readEstate(connected(azure), { managementGroup: MANAGEMENT_GROUP });
    assert.equal(workspacesIn(inside.rows), 1);
    assert.match(inside.blind[0]?.text ?? "", /Nothing beside the management group 'contoso' was read/);
    assert.equal(workspacesIn((await readEstate(connected(azure), { managementGroup: "another" })).rows), 0);
  });

  test("whose answer is cut short is asked again subscription by subscription", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2, OTHER)] });
    const body = JSON.stringify({ data: [], resultTruncated: "true" });
    azure.faults.push({ on: isQuery, does: { is: "answer", status: 200, headers: json, body }, times: 1 });
    const { rows, blind } = await readEstate(connected(azure), {});
    assert.deepEqual(blind, []);
    assert.equal(workspacesIn(rows), 2);
  });

  test("whose one subscription is cut short is told as not whole", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const body = JSON.stringify({ data: workspaceRows(1).slice(0, 1), resultTruncated: "true" });
    azure.faults.push({ on: isQuery, does: { is: "answer", status: 200, headers: json, body } });
    const { rows, blind } = await readEstate(connected(azure), { subscriptions: [SUBSCRIPTION] });
    assert.equal(workspacesIn(rows), 1);
    assert.ok(blind.some(({ text }) => /cut its answer short/.test(text)));
  });

  test("that has no queries left for now is asked when it has", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const waits: number[] = [];
    const clock = { now: () => 0, wait: async (milliseconds: number) => void waits.push(milliseconds) };
    const headers = { ...json, "x-ms-user-quota-remaining": "0", "x-ms-user-quota-resets-after": "00:00:04" };
    const body = JSON.stringify({ data: [], $skipToken: "0" });
    azure.faults.push({ on: isQuery, does: { is: "answer", status: 200, headers, body }, times: 1 });
    const { rows } = await readEstate(connected(azure, { clock }), {});
    assert.deepEqual(waits, [4000]);
    assert.equal(workspacesIn(rows), 1);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { compare } from "../../src/analysis/drift/drift.ts";
import { assemble } from "../../src/model/assemble.ts";
import type { AzureRow } from "../../src/model/azure.ts";
import type { Graph } from "../../src/model/graph.ts";
import { neighbourhoods } from "../../src/sources/azure/neighbourhood.ts";
import { readAzure } from "../../src/sources/azure/read.ts";
import { hubEstate } from "../azure/hub.ts";
import { audit } from "../support/audit.ts";

const scenarios = ["exposed", "half-private", "closed-egress"];
const spellings = ["main.bicep", "main.json", "main.tf"];

function read(scenario: string, name: string): string {
  return readFileSync(new URL(`../scenarios/${scenario}/${name}`, import.meta.url), "utf8");
}

async function declared(scenario: string, name: string): Promise<Graph> {
  const { deployments } = await audit({ [name]: read(scenario, name) });
  return deployments[0]?.graph ?? assemble([]);
}

type Row = Record<string, unknown> & { id: string; type: string; name: string; properties: Record<string, unknown> };

function live(scenario: string, change: (rows: Row[]) => Row[] = (rows) => rows): Graph {
  const rows: Row[] = JSON.parse(read(scenario, "azure.json"));
  return assemble([readAzure({ rows: change(rows) as unknown as AzureRow[], blind: [] })]);
}

const told = (compared: ReturnType<typeof compare>) =>
  compared.drift.map((one) => `${one.kind} ${one.name} ${one.path?.join(".") ?? ""}`.trim());

describe("code and cloud that mean the same", () => {
  for (const scenario of scenarios) {
    for (const name of spellings) {
      test(`${scenario} in ${name} has no drift`, async () => {
        const compared = compare(await declared(scenario, name), live(scenario));
        assert.deepEqual(told(compared), []);
        assert.ok(compared.declaredAt.size > 3);
      });
    }
  }

  test("neither the case of names and ids, nor order, nor Azure's own additions are drift", async () => {
    const shout = (json: unknown): unknown => {
      if (Array.isArray(json)) return json.map(shout).reverse();
      if (typeof json === "object" && json !== null)
        return Object.fromEntries(
          Object.entries(json).map(([key, value]) => [
            key,
            key === "id" || /id$/i.test(key) ? (typeof value === "string" ? value.toUpperCase() : shout(value)) : shout(value),
          ]),
        );
      return json;
    };
    const change = (rows: Row[]) =>
      rows.map((row) => ({
        ...(shout(row) as Row),
        properties: { ...(shout(row.properties) as object), provisioningState: "Succeeded", resourceGuid: "x" },
      }));
    for (const scenario of scenarios)
      assert.deepEqual(told(compare(await declared(scenario, "main.bicep"), live(scenario, change))), [], scenario);
  });

  test("a deployment that shares no workspace with what runs says nothing of it", async () => {
    const others = live("exposed", (rows) => rows.map((row) => JSON.parse(JSON.stringify(row).replaceAll("aml", "other"))));
    assert.deepEqual(told(compare(await declared("half-private", "main.bicep"), others)), []);
  });
});

describe("what is another's is no drift of this workspace", () => {
  const estate = hubEstate(3) as unknown as AzureRow[];
  const [first] = neighbourhoods({ rows: estate, blind: [] });
  const around = (first?.rows ?? []).filter(({ id }) => !/workspaces\/mlw[23]/.test(id));
  const graphOf = (rows: readonly AzureRow[]) => assemble([readAzure({ rows, blind: [] })]);

  test("code that declares several workspaces with their hub misses nothing around one of them", () => {
    assert.ok(around.length > 30);
    assert.deepEqual(told(compare(graphOf(estate), graphOf(around))), []);
  });

  test("a spoke without a workspace that the code declares beside them is not missing around one of them", () => {
    const spoke = estate.flatMap((row): readonly AzureRow[] =>
      /vnet2$|\/spoke2$/.test(row.id) ? [JSON.parse(JSON.stringify(row).replaceAll("2", "9"))] : [],
    );
    assert.ok(spoke.length > 6);
    assert.deepEqual(told(compare(graphOf([...around, ...spoke]), graphOf(around))), []);
  });

  test("a hub that other code declares is not missing in this code", () => {
    const workload = around.filter(({ id }) => id.includes("/rg-ml1/"));
    assert.ok(workload.length < around.length);
    assert.deepEqual(told(compare(graphOf(workload), graphOf(around))), []);
  });

  test("code of the hub alone says where its resources are declared, and nothing of drift", () => {
    const hub = around.filter(({ id }) => id.includes("/rg-hub/") && !/firewallPolicies/.test(id));
    const { drift, declaredAt } = compare(graphOf(hub), graphOf(around));
    assert.deepEqual(drift, []);
    assert.ok([...declaredAt.keys()].some((id) => id.endsWith("/azurefirewalls/afw0")));
  });

  test("what is gone of its own is told, alone or with what hangs on it", () => {
    const without = (pattern: RegExp) => told(compare(graphOf(estate), graphOf(around.filter(({ id }) => !pattern.test(id)))));
    assert.deepEqual(without(/pe-kv1/), ["not-live pe-kv1"]);
    assert.deepEqual(without(/azureFirewalls|firewallPolicies/), ["not-live afw0", "not-live afwp0"]);
    assert.deepEqual(without(/vaultcore.*spoke1$/), ["not-live spoke1"]);
  });
});

describe("drift is told with its line of code", () => {
  test("a property that somebody changed in Azure", async () => {
    for (const name of spellings) {
      const open = live("half-private", (rows) =>
        rows.map((row) =>
          /workspaces$/.test(row.type) ? { ...row, properties: { ...row.properties, publicNetworkAccess: "Enabled" } } : row,
        ),
      );
      const { drift } = compare(await declared("half-private", name), open);
      assert.deepEqual(
        drift.map((one) => [one.kind, one.path?.at(-1), one.at?.from]),
        [["different", "publicNetworkAccess", "file"]],
        name,
      );
      assert.match(drift[0]?.message ?? "", /in the code and 'Enabled' in Azure/);
    }
  });

  test("what is gone from Azure, and what is there beside the code", async () => {
    const graph = await declared("half-private", "main.bicep");
    const rows: Row[] = JSON.parse(read("half-private", "azure.json"));
    const endpoint = rows.find((row) => /privateEndpoints$/.test(row.type));
    const network = rows.find((row) => /virtualNetworks$/.test(row.type));
    assert.ok(endpoint && network);
    const gone = live("half-private", (all) => all.filter((row) => !row.id.startsWith(endpoint.id)));
    assert.deepEqual(told(compare(graph, gone)), [`not-live ${endpoint.name}`]);
    const subnets = network.properties.subnets as object[];
    const added = { id: `${network.id}/subnets/extra`, name: "extra", properties: { addressPrefix: "10.9.9.0/24" } };
    const more = live("half-private", (all) =>
      all.map((row) => (row.id === network.id ? { ...row, properties: { ...row.properties, subnets: [...subnets, added] } } : row)),
    );
    const { drift } = compare(graph, more);
    assert.deepEqual(
      drift.map((one) => [one.kind, one.name, one.at?.from]),
      [["not-in-code", "extra", "file"]],
    );
  });
});

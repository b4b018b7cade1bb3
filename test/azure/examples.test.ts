// Example answers of Microsoft's API specifications, served by the simulated Azure and read by the product: shape by shape, where they are there.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { readDependencies } from "../../src/live/dependencies.ts";
import { diagnose } from "../../src/live/diagnose.ts";
import { parseId } from "../../src/live/ids.ts";
import { effective, networkResource, serviceTags } from "../../src/live/network.ts";
import type { Connection } from "../../src/live/pipeline.ts";
import { get, list } from "../../src/live/read.ts";
import { assemble } from "../../src/model/assemble.ts";
import type { AzureRow } from "../../src/model/azure.ts";
import { neighbourhoods } from "../../src/sources/azure/neighbourhood.ts";
import { readAzure } from "../../src/sources/azure/read.ts";
import { connected } from "./connected.ts";
import { linkedRows } from "./rows.ts";
import { simulate } from "./simulator.ts";
import { type ArmResource, typeOfId } from "./world.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "shared", "live", "examples");
const there = existsSync(folder);

interface Example {
  readonly name: string;
  readonly body: { readonly [property: string]: unknown };
  /** Resources in the answer that have an id of a resource. */
  readonly rows: readonly ArmResource[];
}

const examples: readonly Example[] = there
  ? globSync("**/*.json", { cwd: folder }).flatMap((file): readonly Example[] => {
      const body = JSON.parse(readFileSync(join(folder, file), "utf8")).responses?.["200"]?.body;
      if (!body) return [];
      const all = [body, ...[body.value, body.data].flatMap((items) => (Array.isArray(items) ? items : []))];
      const rows = all.filter((row) => typeof row?.id === "string" && row.id.startsWith("/") && parseId(row.id));
      return [{ name: basename(file, ".json"), body, rows }];
    })
  : [];

const workspace = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/w";
const nic = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/n";
const hosts: readonly ArmResource[] = [
  { id: workspace, name: "w", type: "Microsoft.MachineLearningServices/workspaces" },
  { id: nic, name: "n", type: "Microsoft.Network/networkInterfaces" },
];

describe("the example answers", () => {
  test("of resources come back whole over the wire, by Azure's own client and by the small reader", async () => {
    let read = 0;
    for (const { name, rows } of examples) {
      if (rows.length === 0) continue;
      await using azure = await simulate({ rows });
      const connection = connected(azure);
      const last = new Map(rows.map((row) => [row.id.toLowerCase(), row]));
      for (const row of last.values()) {
        const answer = await (networkResource(connection, row.id) ?? get(connection, row.id));
        assert.deepEqual(answer, { is: "read", value: row }, name);
        read += 1;
      }
    }
    assert.ok(!there || read > 60, `${read}`);
  });

  test("that are lists are read page by page as they are", async () => {
    for (const { name, body } of examples) {
      if (!Array.isArray(body.value)) continue;
      await using azure = await simulate({ rows: hosts });
      azure.faults.push({ on: ({ path }) => path === "/subscriptions", does: answering({ ...body, nextLink: undefined }) });
      const rows = body.value.filter((row) => typeof row?.id === "string" && row.id.startsWith("/"));
      assert.deepEqual(await list(connected(azure), "/subscriptions"), { rows }, name);
    }
  });

  test("of operations give what the tree tells", async () => {
    const asked: Readonly<
      Record<string, readonly [path: string, (connection: Connection) => Promise<{ readonly is: string; readonly value?: unknown }>]>
    > = {
      "Workspace-diagnose": [`${workspace}/diagnose`, (connection) => diagnose(connection, workspace)],
      "ExternalFQDN-get": [`${workspace}/outboundNetworkDependenciesEndpoints`, (connection) => readDependencies(connection, workspace)],
      NetworkInterfaceEffectiveRouteTableList: [
        `${nic}/effectiveRouteTable`,
        (connection) => effective(connection, nic, "effectiveRouteTable"),
      ],
      NetworkInterfaceEffectiveNSGList: [
        `${nic}/effectiveNetworkSecurityGroups`,
        (connection) => effective(connection, nic, "effectiveNetworkSecurityGroups"),
      ],
    };
    for (const { name, body } of examples) {
      const found = asked[name];
      if (!found) continue;
      await using azure = await simulate({ rows: hosts, operations: { [found[0].toLowerCase()]: body } });
      const answer = await found[1](connected(azure));
      assert.equal(answer.is, "read", name);
      assert.ok(Array.isArray(answer.value) && answer.value.length > 0, name);
    }
  });

  test("of service tags give their prefixes", async () => {
    for (const { body } of examples.filter(({ name }) => name === "ServiceTagsList")) {
      await using azure = await simulate({ rows: [], serviceTags: body });
      assert.deepEqual(await serviceTags(connected(azure), "s", "eastus"), { is: "read", value: body });
    }
  });

  test("are declarations, and none throws", () => {
    for (const { rows } of examples) {
      const azure = rows as readonly AzureRow[];
      const graph = assemble([readAzure({ rows: azure, blind: [] })]);
      assert.ok(rows.length === 0 || graph.resources.length > 0);
      neighbourhoods({ rows: azure, blind: [] });
    }
  });

  test("have the same kind of value wherever the rows of the tests and scenarios have one", () => {
    const kinds = new Map<string, Set<string>>();
    for (const row of examples.flatMap(({ rows }) => rows))
      for (const [path, kind] of kindsOf(row, typeOfId(row.id))) kinds.set(path, (kinds.get(path) ?? new Set()).add(kind));
    const scenarios = globSync("../scenarios/*/azure.json", { cwd: import.meta.dirname });
    assert.ok(scenarios.length > 0);
    const rows: readonly ArmResource[] = [
      ...scenarios.flatMap((file) => JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8"))),
      ...linkedRows(),
    ];
    let compared = 0;
    for (const [path, kind] of rows.flatMap((row) => [...kindsOf(row, typeOfId(row.id))])) {
      const known = kinds.get(path);
      if (!known) continue;
      assert.ok(known.has(kind), `${path} is ${kind} here and ${[...known].join(" or ")} in the examples.`);
      compared += 1;
    }
    assert.ok(!there || compared > 500, `${compared}`);
  });
});

/** `Microsoft.X/y/properties/z/*` and what kind of JSON stands there. */
function* kindsOf(json: unknown, at: string): Iterable<readonly [string, string]> {
  yield [at.toLowerCase(), Array.isArray(json) ? "list" : json === null ? "null" : typeof json];
  if (typeof json !== "object" || json === null) return;
  for (const [name, value] of Object.entries(json)) yield* kindsOf(value, Array.isArray(json) ? `${at}/*` : `${at}/${name}`);
}

function answering(body: object) {
  return { is: "answer", status: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } as const;
}

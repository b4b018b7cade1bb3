// What stands around a workspace and is told of it: machines with their interfaces, and the records of its zones.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { viewAzure } from "../../src/azure-view.ts";
import { machineInterfaces } from "../../src/live/effective.ts";
import { readEstate } from "../../src/live/estate.ts";
import { masked } from "../../src/live/snapshot.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import type { Snapshot } from "../../src/model/azure.ts";
import { connected } from "../azure/connected.ts";
import { forbidden } from "../azure/fault.ts";
import { hubEstate } from "../azure/hub.ts";
import { idOf, linkedRows, resource, workspaceRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";
import type { ArmResource } from "../azure/world.ts";

const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const NIC = idOf("rg-ml1", "Microsoft.Network/networkInterfaces/jump-nic");
const SCALE_SET = idOf("rg-ml1", "Microsoft.Compute/virtualMachineScaleSets/nodes/virtualMachines/0/networkInterfaces/node");
const BASTION = idOf("rg-ml1", "Microsoft.Network/bastionHosts/bas");

/** A jump box with a public address beside a Bastion host, in the training subnet; nodes of a scale set stand there too. */
function withMachine(rows: readonly ArmResource[], more: readonly string[] = []): ArmResource[] {
  const [subnet = ""] = /[^"]*subnets\/training/.exec(JSON.stringify(rows)) ?? [];
  const standing = [`${NIC}/ipConfigurations/ip`, `${SCALE_SET}/ipConfigurations/ip`, `${BASTION}/bastionHostIpConfigurations/ip`, ...more];
  const placed = rows.map((row): ArmResource => {
    if (!row.id.endsWith("/virtualNetworks/vnet1")) return row;
    const text = JSON.stringify(row).replace(
      `"id":"${subnet}","name":"training","properties":{`,
      `$&"ipConfigurations":${JSON.stringify(standing.map((id) => ({ id })))},`,
    );
    return JSON.parse(text);
  });
  const machine = idOf("rg-ml1", "Microsoft.Compute/virtualMachines/jump");
  const address = idOf("rg-ml1", "Microsoft.Network/publicIPAddresses/jump-ip");
  return [
    ...placed,
    resource(machine, {
      networkProfile: { networkInterfaces: [{ id: NIC }] },
      osProfile: { adminUsername: "somebody", customData: "c2VjcmV0" },
    }),
    resource(NIC, {
      virtualMachine: { id: machine },
      ipConfigurations: [{ name: "ip", properties: { subnet: { id: subnet }, publicIPAddress: { id: address } } }],
    }),
    resource(address, { ipAddress: "20.0.0.1" }),
    resource(BASTION, { ipConfigurations: [{ name: "ip", properties: { subnet: { id: subnet } } }] }),
  ];
}

const saysOfMachine = (snapshot: Snapshot) =>
  viewAzure(snapshot, defaultSettings, [], "2026-03-19")
    .workspaces.flatMap(({ areas }) => areas.flatMap(({ items }) => items))
    .filter(({ rule }) => rule === "jump-box-public-ip")
    .map(({ label, state, severity }) => [label, state, severity]);

describe("virtual machines", () => {
  test("are read by ARM and by Resource Graph, and judged", async () => {
    await using azure = await simulate({ rows: withMachine(workspaceRows(1)) });
    const one = await readWorkspace(connected(azure), WORKSPACE);
    const estate = await readEstate(connected(azure), {});
    for (const snapshot of [one, estate]) {
      assert.deepEqual(snapshot.blind, []);
      assert.ok(snapshot.rows.some(({ id }) => id.endsWith("/virtualMachines/jump")));
      assert.deepEqual(saysOfMachine(snapshot), [["jump", "unmet", "warning"]]);
    }
    assert.ok(!azure.requests.some(({ path }) => path.includes("virtualMachineScaleSets")), "nodes of scale sets are nobody's to read");
  });

  test("are exported without their administrator and what they start with", async () => {
    await using azure = await simulate({ rows: withMachine(workspaceRows(1)) });
    const snapshot = await readWorkspace(connected(azure), WORKSPACE);
    assert.match(JSON.stringify(snapshot), /somebody.*c2VjcmV0/);
    assert.doesNotMatch(JSON.stringify(masked(snapshot)), /somebody|c2VjcmV0/);
    assert.deepEqual(saysOfMachine(masked(snapshot)), saysOfMachine(snapshot));
  });

  test("of another workspace's network are none of one's own", async () => {
    await using azure = await simulate({ rows: [...withMachine(workspaceRows(1)), ...workspaceRows(2)] });
    const { workspaces } = viewAzure(await readEstate(connected(azure), {}), defaultSettings, [], "2026-03-19");
    assert.deepEqual(
      workspaces.map(({ rows }) => rows.some((id) => id.includes("/virtualMachines/"))),
      [true, false],
    );
  });

  test("that may not be read are a blind spot that names the right", async () => {
    await using azure = await simulate({ rows: withMachine(workspaceRows(1)) });
    azure.faults.push({ on: ({ path }) => /\/virtualMachines\/jump$/i.test(path), does: forbidden() });
    const { blind } = await readWorkspace(connected(azure), WORKSPACE);
    assert.deepEqual(
      blind.map(({ kind, right }) => [kind, right]),
      [["forbidden", "Microsoft.Compute/virtualMachines/read"]],
    );
  });

  test("behind the interfaces of a crowded network are not all read, and that is told", async () => {
    const crowd = Array.from({ length: 60 }, (_, n) => `${NIC}${n}/ipConfigurations/ip`);
    await using azure = await simulate({ rows: withMachine(workspaceRows(1), crowd) });
    const { blind } = await readWorkspace(connected(azure), WORKSPACE);
    assert.match(blind[0]?.text ?? "", /Of the 62 network interfaces in this network 50 were read/);
    assert.equal(blind[0]?.kind, "not-asked");
  });

  test("are asked for their effective routes by their own interfaces only", () => {
    const rows = withMachine(workspaceRows(1)) as unknown as Snapshot["rows"];
    assert.deepEqual(machineInterfaces(rows), [NIC.toLowerCase()]);
  });
});

describe("records of private DNS zones", () => {
  const names = (snapshot: Snapshot) =>
    viewAzure(snapshot, defaultSettings, [], "2026-03-19").workspaces.map(({ areas }) =>
      areas.flatMap(({ items }) =>
        items.filter(({ message }) => message.startsWith("The private endpoint answers for")).map(({ description }) => description),
      ),
    );
  const right = "the record agrees";

  test("of an estate are read too, in each workspace's own and in shared zones", async () => {
    for (const rows of [[...linkedRows(1), ...linkedRows(2)], hubEstate(3)]) {
      await using azure = await simulate({ rows, pageSize: 2 });
      const snapshot = await readEstate(connected(azure), {});
      assert.deepEqual(snapshot.blind, []);
      const told = names(snapshot);
      assert.ok(told.length > 1);
      for (const all of told) assert.deepEqual([all.length, all.every((one) => one.endsWith(right))], [6, true], all.join("; "));
    }
  });

  test("that somebody changed are told as wrong, with both addresses", async () => {
    const rows = hubEstate(2).map(
      (row): ArmResource => (row.id.endsWith("/A/kv1") ? { ...row, properties: { aRecords: [{ ipv4Address: "10.9.9.9" }] } } : row),
    );
    await using azure = await simulate({ rows });
    const told = names(await readEstate(connected(azure), {})).map((all) => all.filter((one) => !one.endsWith(right)));
    assert.deepEqual(told, [["10.1.3.7, the record says otherwise"], []]);
  });

  test("that may not be read leave the names unclear, and the right is named", async () => {
    await using azure = await simulate({ rows: linkedRows(1) });
    azure.faults.push({ on: ({ path }) => path.endsWith("/ALL"), does: forbidden() });
    const snapshot = await readEstate(connected(azure), {});
    assert.deepEqual([...new Set(snapshot.blind.map(({ right: lacks }) => lacks))], ["Microsoft.Network/privateDnsZones/ALL/read"]);
    assert.ok(names(snapshot)[0]?.every((one) => one.endsWith("records not read")));
  });
});

describe("the published prefixes of service tags", () => {
  const rows = workspaceRows(1).map((row): ArmResource => {
    const text = JSON.stringify(row)
      .replace('["AzureMachineLearning"]', '["20.1.0.0/24","20.9.0.0/24"]')
      .replace('"name":"aml","ipProtocols"', '"name":"azureml","ipProtocols"');
    return JSON.parse(text);
  });
  const saidOf = async (addressPrefixes: readonly string[]) => {
    const serviceTags = { cloud: "Public", changeNumber: "1", values: [{ name: "AzureMachineLearning", properties: { addressPrefixes } }] };
    await using azure = await simulate({ rows, serviceTags });
    const { workspaces } = viewAzure(await readWorkspace(connected(azure), WORKSPACE), defaultSettings, [], "2026-03-19");
    const items = workspaces.flatMap(({ areas }) => areas.flatMap((area) => area.items));
    return items
      .filter(({ rule }) => rule === "service-tag-prefixes-stale")
      .map(({ message }) => message)
      .join("\n");
  };

  test("are held against rules that list addresses in their place", async () => {
    const [missing, whole] = [await saidOf(["20.1.0.0/24", "20.2.0.0/24"]), await saidOf(["20.1.0.0/24", "20.9.0.0/24"])];
    assert.match(missing, /20\.2\.0\.0\/24/);
    assert.doesNotMatch(whole, /20\.2\.0\.0\/24/);
    assert.notEqual(missing, whole);
  });
});

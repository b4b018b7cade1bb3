import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { unknownHosts } from "../../src/analysis/dependencies.ts";
import { endpointNames } from "../../src/analysis/endpoint-names.ts";
import { viewAzure } from "../../src/azure-view.ts";
import { readDependencies } from "../../src/live/dependencies.ts";
import { diagnose } from "../../src/live/diagnose.ts";
import { defaultRoutes, machineInterfaces } from "../../src/live/effective.ts";
import { effectiveRules } from "../../src/live/effective-rules.ts";
import { probeNames } from "../../src/live/name-probe.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import type { AzureRow } from "../../src/model/azure.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { connected } from "../azure/connected.ts";
import { forbidden } from "../azure/fault.ts";
import { idOf, linkedRows, resource, workspaceRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";

const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const asRows = (rows: unknown) => rows as readonly AzureRow[];

describe("Azure's own check", () => {
  test("its results are told by area, whatever arrays are there", async () => {
    const found = { code: "CustomDNSInUse", level: "Warning", message: "Set conditional forwarding." };
    const operations = { [`${WORKSPACE}/diagnose`.toLowerCase()]: { value: { dnsResolutionResults: [found], otherResults: null } } };
    await using azure = await simulate({ rows: workspaceRows(), operations });
    const answer = await diagnose(connected(azure), WORKSPACE);
    assert.deepEqual(answer, { is: "read", value: [{ area: "dnsResolution", ...found }] });
    assert.deepEqual(
      azure.requests.map(({ method }) => method),
      ["POST", "GET", "GET"],
    );
  });

  test("nothing found is an empty list, and a right that lacks is named", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    assert.deepEqual(await diagnose(connected(azure), WORKSPACE), { is: "read", value: [] });
    azure.faults.push({ on: ({ method }) => method === "POST", does: forbidden() });
    const answer = await diagnose(connected(azure), WORKSPACE);
    assert.equal(answer.is === "failed" && answer.failure.right, "Microsoft.MachineLearningServices/workspaces/diagnose/read");
  });

  test("one that does not end is given up after five minutes", async () => {
    let now = 0;
    const clock = {
      now: () => now,
      wait: async () => {
        now += 60_000;
      },
    };
    await using azure = await simulate({ rows: workspaceRows() });
    const location = `${azure.endpoint}${WORKSPACE}/x/operationresults/1?api-version=2024-10-01`;
    azure.faults.push({ on: () => true, does: { is: "answer", status: 202, headers: { Location: location }, body: "" } });
    const answer = await diagnose(connected(azure, { clock }), WORKSPACE);
    assert.equal(answer.is === "failed" && answer.failure.kind, "timeout");
  });
});

describe("Azure's own list of hosts", () => {
  test("hosts that no row knows are told, known ones and patterns of them are not", async () => {
    const endpoint = (domainName: string) => ({ domainName, endpointDetails: [{ port: 443 }] });
    const endpoints = ["pypi.org", "login.microsoftonline.com", "new-service.example.net", "NEW-service.example.net"].map(endpoint);
    const list = { value: [{ properties: { category: "Any", endpoints } }] };
    await using azure = await simulate({
      rows: workspaceRows(),
      operations: { [`${WORKSPACE}/outboundNetworkDependenciesEndpoints`.toLowerCase()]: list },
    });
    const read = await readDependencies(connected(azure), WORKSPACE);
    assert.equal(read.is, "read");
    const unknown = unknownHosts(read.is === "read" ? read.value : [], requirements);
    assert.deepEqual(unknown, [{ category: "Any", host: "new-service.example.net", ports: [443] }]);
  });
});

describe("effective routes", () => {
  test("are asked of machines in the networks, not of private endpoints, and told as a sentence", async () => {
    const nic = idOf("rg-ml1", "Microsoft.Network/networkInterfaces/vm-nic");
    const rows = [...workspaceRows(), resource(nic, {})].map((row) =>
      row.name === "vnet1"
        ? resource(row.id, {
            subnets: [
              {
                name: "training",
                properties: {
                  ipConfigurations: [
                    { id: `${nic}/ipConfigurations/a` },
                    { id: idOf("rg-ml1", "Microsoft.Network/networkInterfaces/pe-blob1.nic/ipConfigurations/b") },
                  ],
                },
              },
            ],
          })
        : row,
    );
    const route = {
      source: "User",
      state: "Active",
      addressPrefix: ["0.0.0.0/0"],
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: ["10.0.0.4"],
    };
    await using azure = await simulate({ rows, operations: { [`${nic}/effectiveRouteTable`.toLowerCase()]: { value: [route] } } });
    const nics = machineInterfaces(asRows(rows));
    assert.deepEqual(nics, [nic.toLowerCase()]);
    const told = await defaultRoutes(connected(azure), nics);
    assert.deepEqual(
      told.map(({ text }) => text),
      ["From 'vm-nic' traffic to the internet goes to VirtualAppliance 10.0.0.4, by a route of 'User'."],
    );
    azure.faults.push({ on: ({ method }) => method === "POST", does: forbidden() });
    const [refused] = await defaultRoutes(connected(azure), nics);
    assert.match(refused?.text ?? "", /networkInterfaces\/effectiveRouteTable\/action/);
  });
});

describe("effective security rules", () => {
  const nic = idOf("rg-ml1", "Microsoft.Network/networkInterfaces/vm-nic");
  const rule = (name: string, priority: number, access: string, more: object = {}) => ({
    name,
    priority,
    access,
    protocol: "All",
    direction: "Outbound",
    sourcePortRange: "0-65535",
    destinationPortRange: "0-65535",
    sourceAddressPrefix: "0.0.0.0/0",
    destinationAddressPrefix: "Internet",
    ...more,
  });
  const answering = (rules: readonly object[]) => ({
    rows: [...workspaceRows(), resource(nic, {})],
    operations: {
      [`${nic}/effectiveNetworkSecurityGroups`.toLowerCase()]: {
        value: [
          { networkSecurityGroup: { id: idOf("rg-ml1", "Microsoft.Network/networkSecurityGroups/nsg1") }, effectiveSecurityRules: rules },
        ],
      },
    },
  });

  test("say what becomes of TCP 443 to the internet, and which rules are not Azure's own", async () => {
    const rules = [rule("defaultSecurityRules/AllowInternetOutBound", 65001, "Allow"), rule("securityRules/deny-out", 4000, "Deny")];
    await using azure = await simulate(answering(rules));
    const told = await effectiveRules(connected(azure), [nic]);
    assert.deepEqual(
      told.map(({ is, text }) => [is, text]),
      [
        ["refuses", "From 'vm-nic' TCP 443 to the internet is refused by 'deny-out' (priority 4000) of security group 'nsg1'."],
        ["told", "'deny-out' (priority 4000) of 'nsg1' refuses outbound any protocol from 0.0.0.0/0 to Internet, ports *."],
      ],
    );
  });

  test("of a rule for some sources only, no outcome is told", async () => {
    const rules = [rule("securityRules/one", 100, "Deny", { sourceAddressPrefix: "10.0.1.4/32" })];
    await using azure = await simulate(answering(rules));
    assert.deepEqual(
      (await effectiveRules(connected(azure), [nic])).map(({ is }) => is),
      ["told"],
    );
  });

  test("that may not be read name the right", async () => {
    await using azure = await simulate(answering([]));
    azure.faults.push({ on: ({ method }) => method === "POST", does: forbidden() });
    const [refused] = await effectiveRules(connected(azure), [nic]);
    assert.match(refused?.text ?? "", /networkInterfaces\/effectiveNetworkSecurityGroups\/action/);
  });
});

describe("names of private endpoints", () => {
  const nic = (name: string, address: string) =>
    resource(idOf("rg", `Microsoft.Network/networkInterfaces/${name}`), {
      ipConfigurations: [
        {
          properties: {
            privateIPAddress: address,
            privateLinkConnectionProperties: { groupId: "vault", fqdns: [`${name}.vault.azure.net`] },
          },
        },
      ],
    });
  const record = (name: string, address: string) =>
    resource(idOf("rg", `Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net/A/${name}`), {
      aRecords: [{ ipv4Address: address }],
    });

  test("are held against the records of zones that were read", () => {
    const rows = [nic("a", "10.0.0.5"), nic("b", "10.0.0.6"), nic("c", "10.0.0.7"), record("a", "10.0.0.5"), record("b", "10.0.0.99")];
    assert.deepEqual(
      endpointNames(asRows(rows)).map((one) => [one.name, one.record, one.zone]),
      [
        ["a.vault.azure.net", "right", "privatelink.vaultcore.azure.net"],
        ["b.vault.azure.net", "wrong", "privatelink.vaultcore.azure.net"],
        ["c.vault.azure.net", "missing", "privatelink.vaultcore.azure.net"],
      ],
    );
    assert.equal(endpointNames(asRows([nic("a", "10.0.0.5")]))[0]?.record, undefined);
  });

  test("of two endpoints to one resource, either's address is right", () => {
    const second = resource(
      idOf("rg", "Microsoft.Network/networkInterfaces/second"),
      nic("a", "10.1.0.5").properties as Readonly<Record<string, unknown>>,
    );
    assert.deepEqual(
      endpointNames(asRows([nic("a", "10.0.0.5"), second, record("a", "10.1.0.5")])).map((one) => one.record),
      ["right", "right"],
    );
  });

  test("are read with the zones' records, and stand in the tree", async () => {
    await using azure = await simulate({ rows: linkedRows() });
    const snapshot = await readWorkspace(connected(azure), WORKSPACE);
    const zones = snapshot.rows.filter(({ id }) => /\/SOA\/@$/.test(id));
    assert.ok(zones.length > 0);
    const [workspace] = viewAzure(snapshot, defaultSettings, [], "2026-11-21").workspaces;
    const items = workspace?.areas.find(({ id }) => id === "private-access")?.items ?? [];
    const names = items.filter(({ message }) => message.startsWith("The private endpoint answers for"));
    assert.deepEqual(
      names.map(({ label, description, state }) => [label, description, state]),
      [
        ["blob1.blob.core.windows.net", "10.0.2.5, the record agrees", "met"],
        ["cr1.azurecr.io", "10.0.2.8, the record agrees", "met"],
        ["file1.file.core.windows.net", "10.0.2.6, the record agrees", "met"],
        ["kv1.vault.azure.net", "10.0.2.7, the record agrees", "met"],
        ["ml1.api.azureml.ms", "10.0.2.4, the record agrees", "met"],
        ["ml1.notebooks.azure.net", "10.0.2.4, the record agrees", "met"],
      ],
    );
  });

  test("resolve to the endpoint, past it, elsewhere, or to nothing", async () => {
    const addresses: Readonly<Record<string, readonly string[]>> = { right: ["10.0.0.5"], past: ["20.1.2.3"], other: ["10.9.9.9"] };
    const results = await probeNames(
      ["right", "past", "other", "nothing"].map((name) => ({ name, expected: "10.0.0.5" })),
      undefined,
      async (name) => addresses[name] ?? [],
    );
    assert.deepEqual(
      results.map(({ is }) => is),
      ["private", "public", "other", "none"],
    );
  });
});

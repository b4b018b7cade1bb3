import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { assemble } from "../../../src/model/assemble.ts";
import type { AzureRow, Json } from "../../../src/model/azure.ts";
import { look, scalarAt } from "../../../src/model/look.ts";
import { scalar } from "../../../src/model/value.ts";
import { neighbourhoods } from "../../../src/sources/azure/neighbourhood.ts";
import { readAzure } from "../../../src/sources/azure/read.ts";
import { hubEstate } from "../../azure/hub.ts";
import { idOf, resource, workspaceRows } from "../../azure/rows.ts";

const rows = (list: unknown) => list as readonly AzureRow[];
const graphOf = (list: unknown, blind: Parameters<typeof readAzure>[0]["blind"] = []) => assemble([readAzure({ rows: rows(list), blind })]);

describe("rows as declarations", () => {
  test("a row is a declaration in the shape of templates, at its id", () => {
    const id = idOf("rg", "microsoft.network/virtualnetworks/vnet");
    const row = {
      ...resource(id, { subnets: [{ id: `${id}/subnets/a`, name: "a", properties: { addressPrefix: "10.0.0.0/24" } }] }),
      etag: "x",
    };
    const graph = graphOf([row]);
    const [network] = graph.ofType("Microsoft.Network/virtualNetworks");
    assert.equal(network?.type, "Microsoft.Network/virtualNetworks");
    assert.deepEqual(network?.at, { from: "azure", id });
    assert.equal(scalarAt(network?.body ?? scalar(null, { from: "azure", id }), ["location"]), "eastus");
    assert.equal(look(network?.body ?? scalar(null, { from: "azure", id }), ["etag"]).is, "absent");
    const [subnet] = graph.ofType("Microsoft.Network/virtualNetworks/subnets");
    assert.deepEqual(subnet?.at, { from: "azure", id: `${id}/subnets/a` });
  });

  test("ids resolve whatever their case", () => {
    const graph = graphOf(workspaceRows().map((row) => ({ ...row, id: row.id.toUpperCase() })));
    const [endpoint] = graph.ofType("Microsoft.Network/privateEndpoints");
    assert.ok(endpoint);
    const target = look(endpoint.body, ["properties", "privateLinkServiceConnections", 0, "properties", "privateLinkServiceId"]);
    assert.equal(target.is === "value" && graph.resolve(target.value).is, "found");
    assert.equal(graph.children(endpoint, "privateDnsZoneGroups").items.length, 1);
  });

  test("resources of one name in two groups are two", () => {
    const zone = "Microsoft.Network/privateDnsZones/privatelink.azurecr.io";
    const graph = graphOf([resource(idOf("a", zone), {}), resource(idOf("b", zone), {})]);
    assert.equal(graph.ofType("Microsoft.Network/privateDnsZones").length, 2);
    const found = graph.resolve(scalar(idOf("B", zone), { from: "azure", id: "x" }));
    assert.equal(found.is === "found" && found.resource.key, idOf("b", zone));
  });

  test("a child that its parent holds is not there twice", () => {
    const workspace = idOf("rg", "Microsoft.MachineLearningServices/workspaces/w");
    const rule = { type: "FQDN", destination: "pypi.org" };
    const held = resource(workspace, { managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound", outboundRules: { pypi: rule } } });
    const graph = graphOf([held, resource(`${workspace}/outboundRules/pypi`, rule), resource(`${workspace}/outboundRules/more`, rule)]);
    assert.equal(graph.ofType("Microsoft.MachineLearningServices/workspaces/outboundRules").length, 2);
  });

  test("an endpoint that only its target names is there as far as the target tells", () => {
    const vault = idOf("rg", "Microsoft.KeyVault/vaults/kv");
    const endpoint = idOf("hub", "Microsoft.Network/privateEndpoints/pe", "99999999-2222-3333-4444-000000000001");
    const told = {
      properties: { privateEndpoint: { id: endpoint }, groupIds: ["vault"], privateLinkServiceConnectionState: { status: "Approved" } },
    };
    const graph = graphOf([resource(vault, { privateEndpointConnections: [told] })]);
    const [found] = graph.ofType("Microsoft.Network/privateEndpoints");
    assert.ok(found);
    assert.equal(look(found.body, ["properties", "subnet", "id"]).is, "unclear");
    assert.equal(scalarAt(found.body, ["properties", "privateLinkServiceConnections", 0, "properties", "groupIds", 0]), "vault");
  });

  test("a store that lies where nobody looked is pointed at, and everything about it is unclear", () => {
    const vault = idOf("other", "Microsoft.KeyVault/vaults/kv");
    const graph = graphOf([resource(idOf("rg", "Microsoft.MachineLearningServices/workspaces/w"), { keyVault: vault })]);
    const found = graph.resolve(scalar(vault.toUpperCase(), { from: "azure", id: "x" }));
    assert.ok(found.is === "found" && found.resource.existing);
    const seen = look(found.resource.body, ["properties", "enablePurgeProtection"]);
    assert.match(seen.is === "unclear" ? seen.because.text : "", /was not found among what was read/);
  });

  test("what could not be read may be there", () => {
    const spot = {
      id: "/subscriptions/s",
      types: ["Microsoft.Network/privateEndpoints"],
      kind: "forbidden",
      text: "A right lacks.",
    } as const;
    const graph = graphOf(workspaceRows(), [spot]);
    assert.equal(graph.mayHold("microsoft.network/privateendpoints")?.text, "A right lacks.");
    assert.equal(graph.mayHold("Microsoft.KeyVault/vaults"), undefined);
  });

  test("of a row that could not be read afresh, what it does not say may be so", () => {
    const id = idOf("g", "Microsoft.MachineLearningServices/workspaces/w");
    const spot = {
      id,
      types: ["Microsoft.MachineLearningServices/workspaces"],
      kind: "timeout" as const,
      text: "Azure did not answer in time.",
    };
    const row = { id, properties: { publicNetworkAccess: "Disabled" } };
    const [workspace] = assemble([readAzure({ rows: [row], blind: [spot] })]).resources;
    assert.ok(workspace);
    assert.equal(look(workspace.body, ["properties", "publicNetworkAccess"]).is, "value");
    assert.equal(look(workspace.body, ["properties", "managedNetwork"]).is, "unclear");
  });

  test("an extension resource is about its scope", () => {
    const vault = idOf("rg", "Microsoft.KeyVault/vaults/kv");
    const graph = graphOf([resource(vault, {}), resource(`${vault}/providers/Microsoft.Insights/diagnosticSettings/d`, {})]);
    const [setting] = graph.ofType("Microsoft.Insights/diagnosticSettings");
    assert.equal(setting?.scope && graph.resolve(setting.scope).is, "found");
  });

  test("any JSON is read without a throw", () => {
    const row = fc.record({ id: fc.oneof(fc.string(), fc.constant(idOf("g", "A.B/c/d"))), properties: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (list) => {
        graphOf(list);
        neighbourhoods({ rows: rows(list), blind: [] });
      }),
      { numRuns: 200 },
    );
    let deep: Json = {};
    for (let i = 0; i < 20_000; i += 1) deep = { a: deep };
    graphOf([{ id: idOf("g", "A.B/c/d"), properties: deep }]);
  });
});

describe("the neighbourhood of a workspace", () => {
  test("holds all that is its own, and nothing of another's", () => {
    const both = [...workspaceRows(1), ...workspaceRows(2)];
    const [first, second] = neighbourhoods({ rows: rows(both), blind: [] });
    const expected = workspaceRows(1).filter((row) => !row.id.includes("/A/"));
    assert.deepEqual(first?.rows.map((row) => row.id).sort(), expected.map((row) => row.id).sort());
    assert.equal(second?.workspace.name, "mlw2");
  });

  test("reaches the hub that it is peered with, but not the other spokes", () => {
    const hub = idOf("hub", "Microsoft.Network/virtualNetworks/hub");
    const spokes = [1, 2].flatMap((n) => workspaceRows(n));
    const peered = spokes.map((row) =>
      row.type === "Microsoft.Network/virtualNetworks"
        ? {
            ...row,
            properties: {
              ...(row.properties as object),
              virtualNetworkPeerings: [
                { id: `${row.id}/virtualNetworkPeerings/hub`, name: "hub", properties: { remoteVirtualNetwork: { id: hub } } },
              ],
            },
          }
        : row,
    );
    const remotes = spokes.filter((row) => row.type === "Microsoft.Network/virtualNetworks").map((row) => row.id);
    const back = remotes.map((id, i) => ({
      id: `${hub}/virtualNetworkPeerings/${i}`,
      name: `${i}`,
      properties: { remoteVirtualNetwork: { id } },
    }));
    const [first] = neighbourhoods({ rows: rows([...peered, resource(hub, { virtualNetworkPeerings: back })]), blind: [] });
    const names = first?.rows.map((row) => row.name) ?? [];
    assert.ok(names.includes("hub") && names.includes("vnet1"));
    assert.ok(!names.includes("vnet2"));
  });

  test("is no larger in a large estate: hub, zones and registry are seen without their other users", () => {
    const of = (size: number) => neighbourhoods({ rows: rows(hubEstate(size)), blind: [] })[0]?.rows ?? [];
    const [few, many] = [of(3), of(60)];
    assert.deepEqual(many, few);
    const names = few.map(({ name }) => name);
    for (const own of ["vnet1", "hub", "crhub", "afw0", "spoke1", "pe-cr1"]) assert.ok(names.includes(own), own);
    for (const other of ["vnet2", "spoke2", "pe-cr2"]) assert.ok(!names.includes(other), other);
  });

  test("an endpoint to a shared store that stands elsewhere is only seen where none stands near", () => {
    const away = "/resourceGroups/rg-ml2/providers/Microsoft.Network/virtualNetworks/";
    const moved = hubEstate(2).map((row): typeof row =>
      /\/privateEndpoints\/pe-cr1$/.test(row.id)
        ? JSON.parse(
            JSON.stringify(row).replace("/resourceGroups/rg-ml1/providers/Microsoft.Network/virtualNetworks/vnet1", `${away}vnet2`),
          )
        : row,
    );
    const [first] = neighbourhoods({ rows: rows(moved), blind: [] });
    const names = first?.rows.map(({ name }) => name) ?? [];
    assert.ok(names.includes("pe-cr1") && names.includes("vnet2"));
  });

  test("a zone that is linked elsewhere only is seen with that link", () => {
    const linked = hubEstate(2).filter(({ id }) => !/privatelink.vaultcore.*\/spoke1$/.test(id));
    const [first] = neighbourhoods({ rows: rows(linked), blind: [] });
    assert.ok(first?.rows.some(({ id }) => /privatelink.vaultcore.*\/spoke2$/.test(id)));
  });

  test("of a private link scope that several share, one's own resource in it is seen", () => {
    const scope = idOf("rg-hub", "Microsoft.Insights/privateLinkScopes/ampls");
    const scoped = [1, 2].map((n) =>
      resource(`${scope}/scopedResources/appi${n}`, { linkedResourceId: idOf(`rg-ml${n}`, `microsoft.insights/components/appi${n}`) }),
    );
    const [first] = neighbourhoods({ rows: rows([...workspaceRows(1), ...workspaceRows(2), resource(scope, {}), ...scoped]), blind: [] });
    const names = first?.rows.map(({ name }) => name) ?? [];
    assert.ok(names.includes("ampls") && names.includes("appi1"));
    assert.ok(!names.includes("appi2"));
  });
});

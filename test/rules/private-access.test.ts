import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rule as zone } from "../../src/rulebook/rules/private-dns-zone/rule.ts";
import { rule as endpoint } from "../../src/rulebook/rules/private-endpoint/rule.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, either, graphBeside, graphOf, idOf, notKnown, noValue, ref, resource, told, when } from "../support/graph.ts";

const workspace = (properties: { readonly [name: string]: Plain } = {}, more = {}) =>
  resource("mlw", "Microsoft.MachineLearningServices/workspaces", "mlw", { properties }, more);
const storage = (more = {}) => resource("st", "Microsoft.Storage/storageAccounts", "st", { properties: {} }, more);
const network = resource("vnet", "Microsoft.Network/virtualNetworks", "vnet", {
  properties: {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "pe", properties: { addressPrefix: "10.0.0.0/24" } }],
  },
});
const subnet = idOf("Microsoft.Network/virtualNetworks/subnets", "vnet", "pe");
const leads = (key: string, target: Plain, groups: Plain, more = {}) =>
  resource(
    key,
    "Microsoft.Network/privateEndpoints",
    key,
    {
      properties: {
        subnet: { id: subnet },
        privateLinkServiceConnections: [{ properties: { privateLinkServiceId: target, groupIds: groups } }],
      },
    },
    more,
  );
const dnsZone = (key: string, name: Plain) => resource(key, "Microsoft.Network/privateDnsZones", [name]);
const zoneGroup = (of: string, ...ids: readonly Plain[]) =>
  resource(`${of}-dns`, "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", [of, "default"], {
    properties: { privateDnsZoneConfigs: ids.map((id) => ({ name: "x", properties: { privateDnsZoneId: id } })) },
  });

describe("private-endpoint", () => {
  test("asks for the workspace's own and one for each sub-resource of its storage", () => {
    const graph = graphOf(workspace({ storageAccount: ref("st") }), storage(), leads("pe-blob", ref("st"), ["blob"]));
    assert.deepEqual(told(endpoint, contextOf(graph)), ["met st blob", "unmet mlw amlworkspace", "unmet st file"]);
  });

  test("does not tell group names by their case", () => {
    const graph = graphOf(workspace(), leads("pe", ref("mlw"), ["amlWorkspace"]));
    assert.deepEqual(told(endpoint, contextOf(graph)), ["met mlw amlworkspace"]);
  });

  test("is met when workspace and endpoint stand under one condition", () => {
    const graph = graphOf(workspace({}, when("deploy")), leads("pe", ref("mlw"), ["amlworkspace"], when("deploy")));
    assert.deepEqual(told(endpoint, contextOf(graph)), ["met mlw amlworkspace"]);
  });

  test("is unclear when the endpoint stands under a condition that nobody knows", () => {
    const graph = graphOf(workspace(), leads("pe", ref("mlw"), ["amlworkspace"], when("private")));
    const [verdict] = endpoint.check(contextOf(graph));
    assert.equal(verdict?.is, "unclear");
    assert.match(verdict?.is === "unclear" ? verdict.message : "", /when 'private' is false/);
  });

  test("is met when two endpoints under opposite conditions stand for each other", () => {
    const one = leads("pe1", ref("mlw"), ["amlworkspace"], when("a"));
    const other = leads("pe2", ref("mlw"), ["amlworkspace"], when("a", false));
    assert.deepEqual(told(endpoint, contextOf(graphOf(workspace(), one, other))), ["met mlw amlworkspace"]);
  });

  test("is unclear when an endpoint's target is not known, or a part of the deployment is not", () => {
    assert.deepEqual(told(endpoint, contextOf(graphOf(workspace(), leads("pe", notKnown(), ["amlworkspace"])))), [
      "unclear mlw amlworkspace",
    ]);
    assert.deepEqual(told(endpoint, contextOf(graphBeside(noValue, workspace()))), ["unclear mlw amlworkspace"]);
    const vault = idOf("Microsoft.KeyVault/vaults", notKnown());
    assert.deepEqual(told(endpoint, contextOf(graphOf(workspace(), leads("pe", vault, ["vault"])))), ["unmet mlw amlworkspace"]);
  });

  test("is unclear when an endpoint leads to a resource under a name that may be this one's", () => {
    const pointed = resource("same", "Microsoft.MachineLearningServices/workspaces", [notKnown()], {}, { existing: true });
    assert.deepEqual(told(endpoint, contextOf(graphOf(workspace(), pointed, leads("pe", ref("same"), ["amlworkspace"])))), [
      "unclear mlw amlworkspace",
    ]);
    const byId = idOf("Microsoft.MachineLearningServices/workspaces", notKnown());
    assert.deepEqual(told(endpoint, contextOf(graphOf(workspace(), leads("pe", byId, ["amlworkspace"])))), ["unclear mlw amlworkspace"]);
    const other = idOf("Microsoft.MachineLearningServices/workspaces", "other");
    assert.deepEqual(told(endpoint, contextOf(graphOf(workspace(), leads("pe", other, ["amlworkspace"])))), ["unmet mlw amlworkspace"]);
  });

  test("is unclear about a storage account that is declared elsewhere", () => {
    const graph = graphOf(workspace({ storageAccount: idOf("Microsoft.Storage/storageAccounts", "other") }));
    assert.deepEqual(told(endpoint, contextOf(graph)), ["unclear mlw blob", "unclear mlw file", "unmet mlw amlworkspace"]);
  });

  test("asks for both accounts when a choice names one or the other", () => {
    const other = resource("st2", "Microsoft.Storage/storageAccounts", "st2", {}, when("fresh"));
    const graph = graphOf(workspace({ storageAccount: either("fresh", ref("st2"), ref("st")) }), storage(), other);
    assert.deepEqual(
      told(endpoint, contextOf(graph)).filter((line) => line.startsWith("unmet st")),
      ["unmet st blob", "unmet st file", "unmet st2 blob", "unmet st2 file"],
    );
  });

  test("leaves the stores to the workspace's managed network", () => {
    const graph = graphOf(
      workspace({ storageAccount: ref("st"), managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } }),
      storage(),
    );
    assert.deepEqual(told(endpoint, contextOf(graph)), ["met st blob", "met st file", "unmet mlw amlworkspace"]);
  });

  test("asks nothing of a project whose hub is here, and cannot tell of one whose hub is not", () => {
    const hub = resource("hub", "Microsoft.MachineLearningServices/workspaces", "hub", { kind: "Hub" });
    const project = (id: Plain) =>
      resource("prj", "Microsoft.MachineLearningServices/workspaces", "prj", { kind: "Project", properties: { hubResourceId: id } });
    assert.deepEqual(told(endpoint, contextOf(graphOf(hub, project(ref("hub"))))), ["unmet hub amlworkspace"]);
    assert.deepEqual(told(endpoint, contextOf(graphOf(project(notKnown())))), ["unclear prj"]);
  });

  test("is an error when nothing else can reach the resource", () => {
    const [verdict] = endpoint.check(contextOf(graphOf(workspace({ publicNetworkAccess: "Disabled" }))));
    assert.equal(verdict?.is === "unmet" && verdict.severity, "error");
  });
});

describe("private-dns-zone", () => {
  const base = [workspace({ storageAccount: ref("st") }), storage(), network, leads("pe", ref("st"), ["blob"])];
  const blob = "privatelink.blob.core.windows.net";

  test("asks for the zone of this cloud", () => {
    assert.deepEqual(told(zone, contextOf(graphOf(...base))), [`unmet st ${blob}`]);
    assert.deepEqual(told(zone, contextOf(graphOf(...base, dnsZone("zb", blob)))), [`met st ${blob}`]);
    assert.deepEqual(told(zone, contextOf(graphOf(...base, dnsZone("zb", blob)), "usgov")), [
      "unmet zb privatelink.blob.core.usgovcloudapi.net",
    ]);
  });

  test("takes a zone elsewhere that the zone group names", () => {
    const graph = graphOf(...base, zoneGroup("pe", idOf("Microsoft.Network/privateDnsZones", blob)));
    assert.deepEqual(told(zone, contextOf(graph)), [`met st ${blob}`]);
  });

  test("is unclear when the zone's id is not known, or the network is elsewhere", () => {
    assert.deepEqual(told(zone, contextOf(graphOf(...base, zoneGroup("pe", notKnown())))), [`unclear st ${blob}`]);
    const apart = base.filter((declaration) => declaration !== network);
    assert.deepEqual(told(zone, contextOf(graphOf(...apart))), [`unclear st ${blob}`]);
  });

  test("knows the vault's zone by the name that the suffix of key vault makes, and tells of it once", () => {
    const vault = resource("kv", "Microsoft.KeyVault/vaults", "kv");
    const graph = graphOf(
      workspace({ keyVault: ref("kv") }),
      vault,
      network,
      leads("pe", ref("kv"), ["vault"]),
      dnsZone("zk", "privatelink.vault.azure.net"),
      zoneGroup("pe", ref("zk")),
    );
    assert.deepEqual(told(zone, contextOf(graph)), ["unmet zk privatelink.vaultcore.azure.net"]);
  });

  test("asks for both zones of a workspace, declared here or not", () => {
    const apart = leads("pe", notKnown(), ["amlworkspace"]);
    assert.deepEqual(told(zone, contextOf(graphOf(network, apart, dnsZone("za", "privatelink.api.azureml.ms")))), [
      "met pe privatelink.api.azureml.ms",
      "unmet pe privatelink.notebooks.azure.net",
    ]);
  });
});

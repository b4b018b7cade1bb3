import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rule as range } from "../../src/rulebook/rules/address-range/rule.ts";
import { rule as aks } from "../../src/rulebook/rules/aks-private/rule.ts";
import { rule as location } from "../../src/rulebook/rules/compute-location/rule.ts";
import { rule as address } from "../../src/rulebook/rules/compute-public-ip/rule.ts";
import { rule as subnet } from "../../src/rulebook/rules/compute-subnet/rule.ts";
import { rule as build } from "../../src/rulebook/rules/registry-image-build/rule.ts";
import { rule as shared } from "../../src/rulebook/rules/storage-shared-key/rule.ts";
import { rule as trusted } from "../../src/rulebook/rules/trusted-services/rule.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, graphOf, idOf, notKnown, ref, resource, told } from "../support/graph.ts";

type Properties = { readonly [name: string]: Plain };

const workspace = (properties: Properties = {}) => resource("mlw", "Microsoft.MachineLearningServices/workspaces", "mlw", { properties });
const closed = workspace({ publicNetworkAccess: "Disabled" });
const managed = workspace({ publicNetworkAccess: "Disabled", managedNetwork: { isolationMode: "AllowInternetOutbound" } });
const cluster = (settings: Properties = {}, more: Properties = {}) =>
  resource("cpu", "Microsoft.MachineLearningServices/workspaces/computes", ["mlw", "cpu"], {
    ...more,
    properties: { computeType: "AmlCompute", properties: settings },
  });
const network = (name: string, prefix: string, place: Plain = "eastus", more: Properties = {}) =>
  resource(name, "Microsoft.Network/virtualNetworks", name, {
    location: place,
    properties: { addressSpace: { addressPrefixes: [prefix] }, subnets: [{ name: "one", properties: { addressPrefix: prefix } }], ...more },
  });
const one = (of: string) => ({ subnet: { id: idOf("Microsoft.Network/virtualNetworks/subnets", of, "one") } });

describe("computes of a closed workspace", () => {
  test("have no public addresses and stand in a subnet", () => {
    assert.deepEqual(told(address, contextOf(graphOf(closed, cluster()))), ["unmet cpu"]);
    assert.deepEqual(told(address, contextOf(graphOf(closed, cluster({ enableNodePublicIp: false })))), ["met cpu"]);
    assert.deepEqual(told(subnet, contextOf(graphOf(closed, cluster()))), ["unmet cpu"]);
    assert.deepEqual(told(subnet, contextOf(graphOf(closed, cluster(one("vnet"))))), ["met cpu"]);
  });

  test("are left alone where the workspace is open", () => {
    assert.deepEqual(told(address, contextOf(graphOf(workspace(), cluster()))), []);
    assert.deepEqual(told(subnet, contextOf(graphOf(workspace(), cluster()))), []);
  });

  test("cannot be told of where nobody knows whether the workspace is closed", () => {
    const unknown = workspace({ publicNetworkAccess: notKnown() });
    assert.deepEqual(told(address, contextOf(graphOf(unknown, cluster()))), ["unclear cpu"]);
    assert.deepEqual(told(subnet, contextOf(graphOf(unknown, cluster()))), ["unclear cpu"]);
    assert.deepEqual(told(subnet, contextOf(graphOf(unknown, cluster(one("vnet"))))), ["met cpu"]);
  });

  test("name no subnet where the workspace has a managed network", () => {
    assert.deepEqual(told(subnet, contextOf(graphOf(managed, cluster(one("vnet"))))), ["unmet cpu"]);
    assert.deepEqual(told(subnet, contextOf(graphOf(managed, cluster()))), ["met cpu"]);
    assert.deepEqual(told(address, contextOf(graphOf(managed, cluster()))), []);
  });
});

describe("compute-location", () => {
  const says = (place: Plain, networkPlace: Plain) =>
    told(location, contextOf(graphOf(closed, network("vnet", "10.0.0.0/16", networkPlace), cluster(one("vnet"), { location: place }))));

  test("compares names of regions without case and blanks", () => {
    assert.deepEqual(says("East US", "eastus"), ["met cpu virtualNetworks"]);
    assert.deepEqual(says("westus", "eastus"), ["unmet cpu virtualNetworks"]);
  });

  test("cannot tell an unknown region from a known one", () => {
    assert.deepEqual(says(ref("mlw", "location"), "eastus"), ["unclear cpu virtualNetworks"]);
    assert.deepEqual(says(ref("mlw", "location"), ref("mlw", "location")), ["met cpu virtualNetworks"]);
  });
});

describe("address-range", () => {
  test("keeps clear of Docker's bridge and of peers", () => {
    assert.deepEqual(told(range, contextOf(graphOf(closed, network("vnet", "172.17.4.0/24")))), ["unmet vnet 172.17.0.0/16"]);
    assert.deepEqual(told(range, contextOf(graphOf(closed, network("vnet", "172.16.0.0/16")))), ["met vnet 172.17.0.0/16"]);
    const peering = { virtualNetworkPeerings: [{ name: "to-b", properties: { remoteVirtualNetwork: { id: ref("b") } } }] };
    const graph = graphOf(closed, network("a", "10.0.0.0/16", "eastus", peering), network("b", "10.0.128.0/17"));
    assert.ok(told(range, contextOf(graph)).includes("unmet a 10.0.0.0/16"));
  });

  test("says nothing of networks where no machine learning is", () => {
    assert.deepEqual(told(range, contextOf(graphOf(network("vnet", "172.17.0.0/16")))), []);
  });
});

describe("aks-private", () => {
  const attach = resource("aks-ml", "Microsoft.MachineLearningServices/workspaces/computes", ["mlw", "aks"], {
    properties: { computeType: "Kubernetes", resourceId: ref("aks") },
  });
  const kubernetes = (properties: Properties) => resource("aks", "Microsoft.ContainerService/managedClusters", "aks", { properties });
  const pool = { agentPoolProfiles: [{ vnetSubnetID: idOf("Microsoft.Network/virtualNetworks/subnets", "vnet", "one") }] };

  test("wants the cluster private, with ranges of its own", () => {
    assert.deepEqual(told(aks, contextOf(graphOf(closed, attach, kubernetes({})))), ["unmet aks"]);
    const shut = { apiServerAccessProfile: { enablePrivateCluster: true } };
    assert.deepEqual(told(aks, contextOf(graphOf(closed, attach, kubernetes(shut)))), ["met aks"]);
    const clash = kubernetes({ ...shut, ...pool, networkProfile: { serviceCidr: "10.0.8.0/21" } });
    assert.deepEqual(told(aks, contextOf(graphOf(closed, attach, clash, network("vnet", "10.0.0.0/16")))), [
      "met aks",
      "unmet aks serviceCidr",
    ]);
  });
});

describe("stores that are hardened", () => {
  const store = (type: string, properties: Properties) => resource("store", type, "store", { properties });

  test("have no shared keys only where the workspace uses identities", () => {
    const storage = store("Microsoft.Storage/storageAccounts", { allowSharedKeyAccess: false });
    const says = (more: Properties) => told(shared, contextOf(graphOf(workspace({ storageAccount: ref("store"), ...more }), storage)));
    assert.deepEqual(says({}), ["unmet mlw"]);
    assert.deepEqual(says({ systemDatastoresAuthMode: "identity" }), ["met mlw"]);
    assert.deepEqual(says({ systemDatastoresAuthMode: notKnown() }), ["unclear mlw"]);
  });

  test("let trusted services in, or the workspace as a resource", () => {
    const says = (networkAcls: Properties) =>
      told(
        trusted,
        contextOf(graphOf(workspace({ storageAccount: ref("store") }), store("Microsoft.Storage/storageAccounts", { networkAcls }))),
      );
    assert.deepEqual(says({ defaultAction: "Allow", bypass: "None" }), []);
    assert.deepEqual(says({ defaultAction: "Deny" }), ["met store"]);
    assert.deepEqual(says({ defaultAction: "Deny", bypass: "Logging, AzureServices" }), ["met store"]);
    assert.deepEqual(says({ defaultAction: "Deny", bypass: "None" }), ["unmet store"]);
    const rules = [{ resourceId: ref("mlw"), tenantId: notKnown() }];
    assert.deepEqual(says({ defaultAction: "Deny", bypass: "None", resourceAccessRules: rules }), ["met store"]);
  });

  test("have a compute to build images, and under old documents the registry's admin user", () => {
    const registry = store("Microsoft.ContainerRegistry/registries", { publicNetworkAccess: "Disabled" });
    const context = contextOf(graphOf(workspace({ containerRegistry: ref("store") }), registry));
    assert.deepEqual(told(build, context), ["unmet mlw"]);
    const then = { ...context, scenario: { ...context.scenario, asOf: "2022-09-18" } };
    assert.deepEqual(told(build, then), ["unmet mlw", "unmet store"]);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../src/model/assemble.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { kubernetesSources } from "../../src/reach/kubernetes-sources.ts";
import { flowSources } from "../../src/reach/sources.ts";
import type { Plain } from "../support/graph.ts";
import { idOf, notKnown, ref, resource } from "../support/graph.ts";
import type { Body } from "./network.ts";
import { collection, networkOf, networkRule } from "./network.ts";

const workspace = (properties = {}) =>
  resource("ws", "Microsoft.MachineLearningServices/workspaces", "ws", { location: "eastus", properties });
const compute = (properties: Body) =>
  resource("cpu", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "cpu"], {
    properties: { computeType: "AmlCompute", properties },
  });
const subnet = (name: string, properties = {}) =>
  resource(name, "Microsoft.Network/virtualNetworks/subnets", ["vnet", name], {
    properties: { addressPrefix: "10.1.1.0/24", ...properties },
  });

function names(...declarations: readonly Declaration[]): readonly string[] | "unknown" {
  const found = flowSources(assemble([{ declarations, outputs: new Map(), unseen: [], problems: [] }]));
  return found.unknown ? "unknown" : found.items.map(({ name }) => name);
}

describe("flows of machine learning start", () => {
  test("in the subnets of declared computes", () => {
    assert.deepEqual(names(workspace(), compute({ subnet: { id: ref("a") } }), subnet("a"), subnet("b")), ["subnet 'a'"]);
  });

  test("else in the serverless subnet", () => {
    const settings = { serverlessComputeSettings: { serverlessComputeCustomSubnet: ref("b") } };
    assert.deepEqual(names(workspace(settings), subnet("a"), subnet("b")), ["subnet 'b'"]);
  });

  test("in the managed network of a workspace that has one", () => {
    const settings = { managedNetwork: { isolationMode: "AllowInternetOutbound" } };
    assert.deepEqual(names(workspace(settings), subnet("a")), ["managed network of 'ws'"]);
  });

  test("else where rules for machine learning have their source, without any workspace", () => {
    const graph = networkOf({
      collections: [collection("net", 200, "Allow", networkRule("aml", ["AzureMachineLearning"], { sourceAddresses: ["10.1.1.0/24"] }))],
    });
    const hub = graph.resources
      .filter(({ kind }) => !kind.startsWith("microsoft.machinelearningservices"))
      .flatMap(({ declarations }) => declarations);
    assert.deepEqual(names(...new Set(hub)), ["subnet 'training'"]);
    const alone = hub.filter(({ key }) => key === "policy" || key === "rules");
    assert.deepEqual(names(...new Set(alone)), ["addresses '10.1.1.0/24'"]);
  });

  test("else in subnets that are routed to an appliance, except those in which only Azure's own services stand", () => {
    const routes = [
      { name: "out", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" } },
    ];
    const table = resource("rt", "Microsoft.Network/routeTables", "rt", { properties: { routes } });
    const routed = { routeTable: { id: ref("rt") } };
    assert.deepEqual(names(workspace(), table, subnet("a", routed), subnet("GatewaySubnet", routed), subnet("b")), ["subnet 'a'"]);
  });

  test("nowhere that is known when a subnet or everything is declared elsewhere", () => {
    assert.equal(names(workspace()), "unknown");
    assert.equal(names(workspace(), compute({ subnet: { id: notKnown() } })), "unknown");
    assert.equal(
      names(workspace(), compute({ subnet: { id: idOf("Microsoft.Network/virtualNetworks/subnets", "other", "x") } })),
      "unknown",
    );
  });

  test("at the interface of a machine that is attached as a compute", () => {
    const attached = (resourceId: Plain) =>
      resource("at", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "at"], {
        properties: { computeType: "VirtualMachine", resourceId },
      });
    const machine = [
      resource("nic", "Microsoft.Network/networkInterfaces", "nic", {
        properties: { ipConfigurations: [{ properties: { subnet: { id: ref("a") } } }] },
      }),
      resource("vm", "Microsoft.Compute/virtualMachines", "vm", {
        properties: { networkProfile: { networkInterfaces: [{ id: ref("nic") }] } },
      }),
    ];
    assert.deepEqual(names(workspace(), attached(ref("vm")), ...machine, subnet("a")), ["virtual machine 'vm'"]);
    assert.equal(names(workspace(), attached(idOf("Microsoft.Compute/virtualMachines", "other")), subnet("a")), "unknown");
  });

  test("nowhere of ours when all computes run in Microsoft's own network", () => {
    assert.deepEqual(names(workspace(), compute({})), []);
  });

  test("nowhere when there is no machine learning", () => {
    assert.deepEqual(names(subnet("a")), []);
  });
});

describe("flows of an attached Kubernetes cluster", () => {
  const cluster = (outboundType: string) =>
    resource("aks", "Microsoft.ContainerService/managedClusters", "aks", {
      properties: { networkProfile: { outboundType }, agentPoolProfiles: [{ name: "pool", vnetSubnetID: ref("nodes") }] },
    });
  const attached = resource("kube", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "kube"], {
    properties: { computeType: "Kubernetes", resourceId: ref("aks") },
  });

  test("start in the subnets of its nodes", () => {
    const graph = assemble([
      { declarations: [workspace(), attached, cluster("loadBalancer"), subnet("nodes")], outputs: new Map(), unseen: [], problems: [] },
    ]);
    const found = kubernetesSources(graph);
    assert.deepEqual(
      found.map(({ name, publicIp }) => [name, publicIp]),
      [["subnet 'nodes'", true]],
    );
  });

  test("have no address of their own where routes of the user take them out", () => {
    const graph = assemble([
      {
        declarations: [workspace(), attached, cluster("userDefinedRouting"), subnet("nodes")],
        outputs: new Map(),
        unseen: [],
        problems: [],
      },
    ]);
    assert.equal(kubernetesSources(graph)[0]?.publicIp, false);
  });
});

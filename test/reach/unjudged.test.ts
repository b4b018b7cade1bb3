import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Declaration } from "../../src/model/declaration.ts";
import { unjudgedFlows } from "../../src/reach/unjudged.ts";
import { contextOf, graphOf, ref, resource } from "../support/graph.ts";
import { networkOf } from "./network.ts";

function told(more: readonly Declaration[], ...features: readonly string[]): readonly string[] {
  const { graph, requirements } = contextOf(networkOf({ more }), "public", ...features);
  return unjudgedFlows(graph, requirements).map(({ from, flows }) => `${from}: ${flows.every(({ flow }) => flow?.from === from)}`);
}

const subnet = (name: string) =>
  resource(name, "Microsoft.Network/virtualNetworks/subnets", ["spoke", name], { properties: { addressPrefix: "10.1.8.0/24" } });
const machine = [
  resource("nic", "Microsoft.Network/networkInterfaces", "nic", {
    properties: { ipConfigurations: [{ properties: { subnet: { id: ref("training") } } }] },
  }),
  resource("vm", "Microsoft.Compute/virtualMachines", "vm", {
    properties: { networkProfile: { networkInterfaces: [{ id: ref("nic") }] } },
  }),
];
const cluster = [
  resource("aks", "Microsoft.ContainerService/managedClusters", "aks", {
    properties: { agentPoolProfiles: [{ name: "system", vnetSubnetID: ref("training") }] },
  }),
  resource("attached", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "aks"], {
    properties: { computeType: "Kubernetes", resourceId: ref("aks") },
  }),
];

describe("flows that start where nothing here can see", () => {
  test("are those of people's machines, unless one is declared", () => {
    assert.deepEqual(told([], "clientsInside"), ["client: true"]);
    assert.deepEqual(told(machine, "clientsInside"), []);
    assert.deepEqual(told([]), [], "no flow of theirs is in force");
  });

  test("are those of Kubernetes nodes, unless the cluster is declared", () => {
    assert.deepEqual(told(machine, "kubernetes"), ["kubernetes: true"]);
    assert.deepEqual(told([...machine, ...cluster], "kubernetes"), []);
  });

  test("are none where there is no machine learning", () => {
    const { graph, requirements } = contextOf(graphOf(subnet("alone")));
    assert.deepEqual(unjudgedFlows(graph, requirements), []);
  });
});

import type { Graph, Resource } from "../../../model/graph.ts";
import { stringAt } from "../../../model/look.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { overlaps, parseRange } from "../../../reach/match/addresses.ts";
import { ask, isOneOf, placed, unclear, verdict } from "../../questions/answer.ts";
import type { Compute } from "../../questions/computes.ts";
import { computesOf } from "../../questions/computes.ts";
import { isOff } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { networkOfSubnet } from "../../questions/networks.ts";
import { prefixesOf } from "../../questions/prefixes.ts";
import { setting } from "../../questions/setting.ts";
import { pointed } from "../../questions/workspaces.ts";

const server = ["properties", "apiServerAccessProfile", "enablePrivateCluster"];
const balancer = ["properties", "properties", "loadBalancerType"];

export const rule: Rule = {
  id: "aks-private",
  title: "Kubernetes clusters attached to an isolated workspace are private",
  severity: "warning",
  why: `Models that are served from an attached Kubernetes cluster are as exposed as the cluster: its API server answers to the internet unless the cluster is private,
and its scoring endpoint has a public address unless the load balancer is internal.`,
  how: "Create the cluster with `enablePrivateCluster` and attach it with `loadBalancerType: 'InternalLoadBalancer'`.",
  documents: ["secure-inferencing"],
  controls: ["SC-7"],
  *check({ graph }: Context): Iterable<Verdict> {
    for (const attached of computesOf(graph, "aks", "kubernetes")) {
      if (isOff(attached.workspace).is !== "met") continue;
      yield* clusters(graph, attached);
      if (attached.computeType === "aks") yield internal(attached.compute);
    }
  },
};

function* clusters(graph: Graph, { compute }: Compute): Iterable<Verdict> {
  for (const { to } of pointed(graph, compute, ["properties", "resourceId"])) {
    if (to.is === "elsewhere" || to.is === "unclear") yield unclear(compute, to.because, `the cluster of ${called(compute)} is private`);
    if (to.is !== "found" || to.resource.existing) continue;
    const cluster = to.resource;
    yield verdict(cluster, ask(cluster, server, isOneOf([true], false)), {
      whether: `${called(cluster)} is private`,
      unmet: `${opening(cluster)} serves models for a closed workspace, but its API server answers to the internet. Create it as a private cluster by 'enablePrivateCluster'.`,
      repair: setting(cluster, server, true, `Make ${called(cluster)} private`, "A cluster that exists has to be created anew."),
    });
    yield* ranges(graph, cluster);
  }
}

/** The ranges that a cluster uses inside keep clear of the network that its nodes stand in. */
function* ranges(graph: Graph, cluster: Resource): Iterable<Verdict> {
  const subnets = pointed(graph, cluster, ["properties", "agentPoolProfiles", 0, "vnetSubnetID"]);
  const networks = subnets.flatMap((subnet) => networkOfSubnet(graph, subnet) ?? []);
  const taken = networks.flatMap((one) => (one.is === "found" ? prefixesOf(one.network).items : []));
  for (const name of ["serviceCidr", "dockerBridgeCidr"]) {
    const text = stringAt(cluster.body, ["properties", "networkProfile", name], cluster.condition);
    const range = text === undefined ? undefined : parseRange(text);
    const clash = range && taken.find((one) => overlaps(one.range, range));
    if (!clash) continue;
    yield verdict(
      cluster,
      { is: "unmet", at: cluster.at },
      {
        value: name,
        whether: "",
        unmet: `${opening(cluster)} uses '${text}' as its '${name}', which overlaps '${clash.text}' of the network that its nodes stand in: addresses there cannot be reached from it. Choose another range.`,
        severity: "error",
        related: [{ at: placed(clash.at, cluster.at), message: "The network's range is here." }],
      },
    );
  }
}

function internal(compute: Resource): Verdict {
  return verdict(compute, ask(compute, balancer, isOneOf(["InternalLoadBalancer"], false)), {
    whether: `${called(compute)} serves models by an internal load balancer`,
    unmet: `${opening(compute)} serves models at a public address although the workspace is closed to the internet. Set 'loadBalancerType' to 'InternalLoadBalancer'.`,
    repair: setting(compute, balancer, "InternalLoadBalancer", `Serve models of ${called(compute)} inside the network`),
  });
}

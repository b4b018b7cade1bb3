import type { Graph, Resource } from "../../../model/graph.ts";
import { identity, look } from "../../../model/look.ts";
import type { Reason, Value } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { placed, unknownValue, verdict } from "../../questions/answer.ts";
import { computesOf } from "../../questions/computes.ts";
import { called, opening } from "../../questions/naming.ts";
import { networkOfSubnet } from "../../questions/networks.ts";
import { asLongAs } from "../../questions/row.ts";
import { pointed } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "compute-location",
  title: "Computes stand in the region of their network",
  severity: "error",
  why: `A compute can only join a subnet of its own region, and a compute instance only stands in its workspace's region.
A deployment with two regions is refused, often after half of it was made.`,
  how: "Give the compute the location of its network. For a cluster in another region use a network there, peered with the workspace's.",
  documents: ["secure-training", "private-link"],
  check: asLongAs("same-region", function* ({ graph }): Iterable<Verdict> {
    for (const { compute } of computesOf(graph, "amlcompute", "computeinstance")) {
      for (const network of networksOf(graph, compute)) {
        const own = locationOf(compute, ["properties", "computeLocation"]) ?? locationOf(compute, ["location"]);
        const theirs = locationOf(network, ["location"]);
        if (own && theirs) yield judge(compute, own, network, theirs);
      }
    }
  }),
};

function networksOf(graph: Graph, compute: Resource): readonly Resource[] {
  return pointed(graph, compute, ["properties", "properties", "subnet", "id"]).flatMap((subnet) => {
    const network = networkOfSubnet(graph, subnet);
    return network?.is === "found" && !network.network.existing ? [network.network] : [];
  });
}

function locationOf(resource: Resource, path: readonly string[]): Value | undefined {
  const seen = look(resource.body, path, resource.condition);
  return seen.is === "value" ? seen.value : undefined;
}

/** The same expression is the same region; two names are compared without case and blanks; anything else is not known. */
function judge(compute: Resource, own: Value, network: Resource, theirs: Value): Verdict {
  const at = placed(own.at, compute.at);
  const wording = {
    whether: `${called(compute)} and ${called(network)} are in one region`,
    unmet: `${opening(compute)} is in '${name(own)}' but its subnet is in '${name(theirs)}'. A compute can only join a subnet of its own region, so the deployment is refused. Use one region for both.`,
    related: [{ at: network.at, message: "The network is here." }],
    witness: called(network),
  };
  const [a, b] = [name(own), name(theirs)];
  if (a !== undefined && b !== undefined) return verdict(compute, { is: a === b ? "met" : "unmet", at }, wording);
  const same = identity(own);
  if (same !== undefined && same === identity(theirs)) return verdict(compute, { is: "met", at }, wording);
  const because: Reason = {
    ...unknownValue(a === undefined ? own : theirs),
    settle: "give the region by '--region' or in 'aml-network-audit.json'",
  };
  return verdict(compute, { is: "unclear", at, because }, wording);
}

function name(value: Value): string | undefined {
  return value.kind === "scalar" ? String(value.value).toLowerCase().replaceAll(" ", "") : undefined;
}

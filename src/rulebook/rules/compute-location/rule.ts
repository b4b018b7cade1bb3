import type { Graph, Resource } from "../../../model/graph.ts";
import { identity, look } from "../../../model/look.ts";
import { reasonOf } from "../../../model/reason.ts";
import type { Reason, Value } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { placed, verdict } from "../../questions/answer.ts";
import { computesOf } from "../../questions/computes.ts";
import { connectionsOf, connectionsTo } from "../../questions/endpoints.ts";
import { called, opening } from "../../questions/naming.ts";
import { networkOfSubnet } from "../../questions/networks.ts";
import { asLongAs } from "../../questions/row.ts";
import { isolationOf, pointed } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "compute-location",
  title: "Computes stand in the region of their network and of their workspace",
  severity: "error",
  why: `A compute can only join a subnet of its own region, and a compute instance only stands in its workspace's region, as does everything in a
managed network and a Kubernetes cluster that is attached to a workspace with a private endpoint. A deployment with two regions is refused, often
after half of it was made.`,
  how: "Give the compute the location of its network and its workspace. For a cluster in another region use a network there, peered with the workspace's.",
  documents: ["secure-training", "private-link"],
  check: asLongAs("same-region", function* ({ graph }): Iterable<Verdict> {
    for (const { compute, workspace, computeType } of computesOf(graph, "amlcompute", "computeinstance")) {
      const own = locationOf(compute, ["properties", "computeLocation"]) ?? locationOf(compute, ["location"]);
      const bound = computeType === "computeinstance" || /^Allow/.test(String(isolationOf(workspace)));
      for (const network of networksOf(graph, compute))
        yield* judge(compute, own, network, "A compute can only join a subnet of its own region");
      if (bound) yield* judge(compute, own, workspace, "It can only stand in its workspace's region");
    }
    const all = connectionsOf(graph);
    for (const { compute, workspace } of computesOf(graph, "aks", "kubernetes")) {
      if (connectionsTo(all, workspace, "amlworkspace").items.length === 0) continue;
      for (const { to } of pointed(graph, compute, ["properties", "resourceId"])) {
        if (to.is !== "found" || to.resource.existing) continue;
        const own = locationOf(to.resource, ["location"]);
        yield* judge(to.resource, own, workspace, "A cluster that is attached to a workspace with a private endpoint stands in its region");
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
function* judge(subject: Resource, own: Value | undefined, other: Resource, why: string): Iterable<Verdict> {
  const theirs = locationOf(other, ["location"]);
  if (!own || !theirs) return;
  const at = placed(own.at, subject.at);
  const wording = {
    value: other.type.split("/").at(-1),
    whether: `${called(subject)} and ${called(other)} are in one region`,
    unmet: `${opening(subject)} is in '${name(own)}' but ${called(other)} is in '${name(theirs)}'. ${why}, so the deployment is refused. Use one region for both.`,
    related: [{ at: other.at, message: `${opening(other)} is here.` }],
    witness: called(other),
  };
  const [a, b] = [name(own), name(theirs)];
  const same = identity(own);
  if (a !== undefined && b !== undefined) yield verdict(subject, { is: a === b ? "met" : "unmet", at }, wording);
  else if (same !== undefined && same === identity(theirs)) yield verdict(subject, { is: "met", at }, wording);
  else {
    const because: Reason = {
      ...reasonOf(a === undefined ? own : theirs),
      settle: "give the region by '--region' or in 'aml-network-audit.json'",
    };
    yield verdict(subject, { is: "unclear", at, because }, wording);
  }
}

function name(value: Value): string | undefined {
  return value.kind === "scalar" ? String(value.value).toLowerCase().replaceAll(" ", "") : undefined;
}

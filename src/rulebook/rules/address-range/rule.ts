import type { Graph, Resource } from "../../../model/graph.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { overlaps, parseRange } from "../../../reach/match/addresses.ts";
import { placed, unclear, verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { called, opening } from "../../questions/naming.ts";
import { networkType } from "../../questions/networks.ts";
import { prefixesOf } from "../../questions/prefixes.ts";
import { asLongAs } from "../../questions/row.ts";
import { pointed } from "../../questions/workspaces.ts";

/** Docker's bridge on compute instances and clusters. */
const bridge = "172.17.0.0/16";

export const rule: Rule = {
  id: "address-range",
  title: "The networks keep clear of 172.17.0.0/16 and of each other",
  severity: "error",
  why: `Computes run containers behind Docker's bridge, whose range is 172.17.0.0/16. An address of your network in that range cannot be reached from a job.
Peered networks whose ranges overlap cannot be peered at all.`,
  how: "Choose other private ranges, such as 10.0.0.0/16, one for each network.",
  documents: ["secure-workspace", "il5-guide"],
  check: asLongAs("address-range", function* ({ graph }): Iterable<Verdict> {
    if (!concernsMachineLearning(graph)) return;
    for (const network of graph.ofType(networkType)) {
      yield beside(network);
      for (const peer of peersOf(graph, network)) yield* between(network, peer);
    }
  }),
};

function beside(network: Resource): Verdict {
  const { items, open } = prefixesOf(network);
  const taken = parseRange(bridge);
  const clash = items.find(({ range }) => taken && overlaps(range, taken));
  if (!clash && open) return unclear(network, open, `${called(network)} keeps clear of ${bridge}`);
  return verdict(
    network,
    { is: clash ? "unmet" : "met", at: placed(clash?.at ?? network.at, network.at) },
    {
      value: bridge,
      whether: "",
      unmet: `${opening(network)} has addresses in '${clash?.text}', which overlaps ${bridge}, the range of Docker's bridge on computes: jobs cannot reach them. Choose another range.`,
    },
  );
}

function* between(network: Resource, peer: Resource): Iterable<Verdict> {
  for (const own of prefixesOf(network).items) {
    const clash = prefixesOf(peer).items.find(({ range }) => overlaps(range, own.range));
    if (!clash) continue;
    const unmet = `${opening(network)} has '${own.text}' and ${called(peer)}, which it is peered with, has '${clash.text}'. Networks whose ranges overlap cannot be peered. Choose another range for one.`;
    const related = [{ at: placed(clash.at, peer.at), message: "The other range is here." }];
    yield verdict(network, { is: "unmet", at: placed(own.at, network.at) }, { value: own.text, whether: "", unmet, related });
  }
}

function peersOf(graph: Graph, network: Resource): readonly Resource[] {
  return graph
    .children(network, "virtualNetworkPeerings")
    .items.flatMap((peering) =>
      pointed(graph, peering, ["properties", "remoteVirtualNetwork", "id"]).flatMap(({ to }) =>
        to.is === "found" && to.resource !== network ? [to.resource] : [],
      ),
    );
}

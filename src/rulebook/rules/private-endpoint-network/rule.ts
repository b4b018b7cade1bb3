import type { Graph, Resource } from "../../../model/graph.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { unclear, verdict } from "../../questions/answer.ts";
import type { Connection } from "../../questions/endpoints.ts";
import { connectionsOf, connectionsTo } from "../../questions/endpoints.ts";
import { called, opening } from "../../questions/naming.ts";
import type { Network } from "../../questions/networks.ts";
import { networkOfSubnet, sameNetwork } from "../../questions/networks.ts";
import { asLongAs } from "../../questions/row.ts";
import { pointed, workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "private-endpoint-network",
  title: "The workspace and its default storage account have their private endpoints in one network",
  severity: "warning",
  why: `Azure Machine Learning asks that the workspace and its default storage account be in the same virtual network. Key vault and registry may stand in a peered one.
Studio and computes otherwise fail to reach data although every endpoint is there.`,
  how: "Put the storage account's private endpoints into the network of the workspace's, or add one there.",
  documents: ["network-overview", "secure-workspace"],
  controls: ["SC-7"],
  check: asLongAs("storage-network-place", function* ({ graph }): Iterable<Verdict> {
    const all = connectionsOf(graph);
    for (const workspace of workspacesOf(graph)) {
      const own = connectionsTo(all, workspace, "amlworkspace").items;
      const accounts = pointed(graph, workspace, ["properties", "storageAccount"]).flatMap(({ to }) =>
        to.is === "found" ? [to.resource] : [],
      );
      for (const account of own.length > 0 ? new Set(accounts) : []) {
        for (const group of ["blob", "file"]) {
          const theirs = connectionsTo(all, account, group).items;
          if (theirs.length > 0) yield judge(graph, workspace, own, account, group, theirs);
        }
      }
    }
  }),
};

/** Each network with an endpoint of the workspace needs one of the storage account. */
function judge(
  graph: Graph,
  workspace: Resource,
  own: readonly Connection[],
  account: Resource,
  group: string,
  theirs: readonly Connection[],
): Verdict {
  const whether = `${called(account)} has its endpoint for '${group}' in the network of ${called(workspace)}`;
  const wanted = own.flatMap(({ endpoint }) => networksOf(graph, endpoint));
  const given = theirs.flatMap(({ endpoint }) => networksOf(graph, endpoint));
  const answers = wanted.map((network) => {
    const same = given.map((one) => sameNetwork(network, one));
    return same.includes(true) || (same.includes(undefined) ? undefined : false);
  });
  const first = theirs[0]?.endpoint ?? account;
  if (answers.includes(false)) {
    const unmet = `${opening(first)} for '${group}' of ${called(account)} stands in another network than the endpoint of ${called(workspace)}. Azure Machine Learning wants both in one network. Move it, or add one in the workspace's network.`;
    return verdict(account, { is: "unmet", at: first.at }, { value: group, whether, unmet });
  }
  const unsure = [...wanted, ...given].find(({ is }) => is !== "found");
  if (answers.includes(undefined) && unsure && unsure.is !== "found") return { ...unclear(account, unsure.because, whether), value: group };
  return verdict(account, { is: "met", at: first.at }, { value: group, whether, unmet: "", witness: called(first) });
}

function networksOf(graph: Graph, endpoint: Resource): readonly Network[] {
  return pointed(graph, endpoint, ["properties", "subnet", "id"]).flatMap((subnet) => networkOfSubnet(graph, subnet) ?? []);
}

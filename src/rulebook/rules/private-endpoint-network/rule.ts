import type { Graph, Resolution, Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Reason } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { unclear, verdict } from "../../questions/answer.ts";
import type { Connection } from "../../questions/endpoints.ts";
import { connectionsOf, connectionsTo } from "../../questions/endpoints.ts";
import { hasServiceEndpoints } from "../../questions/exposure.ts";
import { placeEndpoint } from "../../questions/link-repair.ts";
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
        const endpoints = ["blob", "file"].map((group) => ({ group, theirs: connectionsTo(all, account, group).items }));
        for (const { group, theirs } of endpoints) if (theirs.length > 0) yield judge(graph, workspace, own, account, group, theirs);
        const reached = endpoints.some(({ theirs }) => theirs.length > 0);
        if (!reached && hasServiceEndpoints(account)) yield* inSubnet(graph, workspace, own, account);
      }
    }
  }),
};

/** One network with an endpoint of both is enough: from others the stores may be reached by peering. */
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
  if (!answers.includes(true) && answers.includes(undefined)) {
    const unsure = [...wanted, ...given].find(({ is }) => is !== "found");
    return { ...unclear(account, unsure && unsure.is !== "found" ? unsure.because : pointedAt, whether), value: group };
  }
  if (!answers.includes(true)) {
    const unmet = `${opening(first)} for '${group}' of ${called(account)} stands in another network than the endpoint of ${called(workspace)}. Azure Machine Learning wants both in one network. Move it, or add one in the workspace's network.`;
    const bare = [...own, ...theirs].find(({ endpoint }) => look(endpoint.body, subnetId, endpoint.condition).is === "absent")?.endpoint;
    return verdict(account, { is: "unmet", at: first.at }, { value: group, whether, unmet, repair: bare && placeEndpoint(graph, bare) });
  }
  return verdict(account, { is: "met", at: first.at }, { value: group, whether, unmet: "", witness: called(first) });
}

const subnetId = ["properties", "subnet", "id"];

function networksOf(graph: Graph, endpoint: Resource): readonly Network[] {
  return pointed(graph, endpoint, ["properties", "subnet", "id"]).flatMap((subnet) => networkOfSubnet(graph, subnet) ?? []);
}

const pointedAt: Reason = { kind: "elsewhere", text: "One of the networks is only pointed at, under a name that is not known." };

/** With service endpoints the account has to let in the very subnet of the workspace's private endpoint. */
function* inSubnet(graph: Graph, workspace: Resource, own: readonly Connection[], account: Resource): Iterable<Verdict> {
  const wanted = own.flatMap(({ endpoint }) => pointed(graph, endpoint, ["properties", "subnet", "id"])).map(({ to }) => to);
  const rules = look(account.body, ["properties", "networkAcls", "virtualNetworkRules"], account.condition);
  const items = rules.is === "value" && rules.value.kind === "list" ? rules.value.items : [];
  const given = items.map((item) => {
    const id = look(item, ["id"], account.condition);
    return id.is === "value" ? graph.resolve(id.value, account.condition) : undefined;
  });
  const found = (to: Resolution | undefined) => (to?.is === "found" && !to.resource.existing ? to.resource : undefined);
  if (wanted.length === 0 || [...wanted, ...given].some((to) => !found(to))) return; // told of elsewhere, or not to be told
  const inside = wanted.some((to) => given.some((one) => found(one) === found(to)));
  const unmet = `${opening(account)} lets in subnets by service endpoints, but not the one where the endpoint of ${called(workspace)} stands, so studio cannot reach it. Add that subnet to its rules, or give the account private endpoints.`;
  yield verdict(account, { is: inside ? "met" : "unmet", at: account.at }, { value: "service endpoint", whether: "", unmet });
}

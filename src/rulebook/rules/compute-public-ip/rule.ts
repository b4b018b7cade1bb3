import type { Resource } from "../../../model/graph.ts";
import type { Path } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import type { Answer } from "../../questions/answer.ts";
import { ask, isNotEmpty, isOneOf, provided, verdict } from "../../questions/answer.ts";
import { computesOf } from "../../questions/computes.ts";
import { isOff } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { isolationOf, workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "compute-public-ip",
  title: "Computes of an isolated workspace have no public addresses",
  severity: "warning",
  why: `Each node of a cluster and each compute instance has a public address unless it is told otherwise. Beside the exposure it needs inbound rules for
\`AzureMachineLearning\` on 44224 and a route past the firewall.`,
  how: "Set `enableNodePublicIp` to `false` and give the subnet a way out: a firewall or a NAT gateway. The workspace needs its private endpoint.",
  documents: ["secure-training"],
  controls: ["SC-7"],
  check: asLongAs("no-public-ip", function* ({ graph }): Iterable<Verdict> {
    for (const { compute, workspace } of computesOf(graph, "amlcompute", "computeinstance")) {
      yield* isolated(workspace, judge(compute, ["properties", "properties", "enableNodePublicIp"], false));
    }
    for (const workspace of workspacesOf(graph)) {
      const subnet = ask(workspace, ["properties", "serverlessComputeSettings", "serverlessComputeCustomSubnet"], isNotEmpty);
      const found = judge(workspace, ["properties", "serverlessComputeSettings", "serverlessComputeNoPublicIP"], true);
      if (subnet.is === "met") yield* isolated(workspace, found);
    }
  }),
};

/** Closed, and without a managed network: in one the nodes are Azure's affair. */
function isolated(workspace: Resource, told: Verdict): readonly Verdict[] {
  const mode = isolationOf(workspace);
  if (mode === "AllowInternetOutbound" || mode === "AllowOnlyApprovedOutbound") return [];
  const off = isOff(workspace);
  const so: Answer = off.is === "met" && typeof mode === "object" ? { is: "unclear", at: workspace.at, because: mode } : off;
  return provided(so, told, `${called(workspace)} is isolated, so that its nodes need no public addresses`);
}

function judge(resource: Resource, path: Path, wanted: boolean): Verdict {
  const name = String(path.at(-1));
  return verdict(resource, ask(resource, path, isOneOf([wanted], false)), {
    whether: `nodes of ${called(resource)} have no public addresses`,
    unmet: `Nodes of ${called(resource)} have public addresses although the workspace is closed to the internet. ${opening(resource)} then needs inbound rules for 'AzureMachineLearning' on 44224 too. Set '${name}' to ${wanted} and give the subnet a way out.`,
    repair: setting(
      resource,
      path,
      wanted,
      `Give nodes of ${called(resource)} no public addresses`,
      "It cannot be changed on a compute that exists, and the subnet needs a firewall or NAT gateway as its way out.",
    ),
  });
}

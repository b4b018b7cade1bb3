import type { Resource } from "../../../model/graph.ts";
import type { Path } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isNotEmpty, isOneOf, verdict } from "../../questions/answer.ts";
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
      if (isIsolated(workspace)) yield judge(compute, ["properties", "properties", "enableNodePublicIp"], false);
    }
    for (const workspace of workspacesOf(graph)) {
      const subnet = ask(workspace, ["properties", "serverlessComputeSettings", "serverlessComputeCustomSubnet"], isNotEmpty);
      if (subnet.is === "met" && isIsolated(workspace)) {
        yield judge(workspace, ["properties", "serverlessComputeSettings", "serverlessComputeNoPublicIP"], true);
      }
    }
  }),
};

/** Closed, and without a managed network: in one the nodes are Azure's affair. */
function isIsolated(workspace: Resource): boolean {
  return isOff(workspace).is === "met" && isolationOf(workspace) === "Disabled";
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

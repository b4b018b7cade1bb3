import type { Resource } from "../../../model/graph.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isFilled, isNotEmpty, not, provided, unclear, verdict } from "../../questions/answer.ts";
import { computesOf } from "../../questions/computes.ts";
import { isOff } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { asking, removing } from "../../questions/setting.ts";
import { isolationOf } from "../../questions/workspaces.ts";

const path = ["properties", "properties", "subnet", "id"];

export const rule: Rule = {
  id: "compute-subnet",
  title: "Computes stand in a subnet, or in the workspace's managed network, and not in both",
  severity: "error",
  why: `A compute that names no subnet stands in a network of Microsoft's, from where it cannot reach a workspace whose public access is off.
With a managed network it is the other way round: computes belong to it, and one that names a subnet is refused.`,
  how: "Without a managed network give each compute a subnet of yours. With one, take the subnet out.",
  documents: ["secure-training", "managed-network"],
  policies: ["7804b5c7-01dc-4723-969b-ae300cc07ff1"],
  controls: ["SC-7"],
  check: asLongAs("compute-subnet", function* ({ graph }): Iterable<Verdict> {
    for (const { compute, workspace } of computesOf(graph, "amlcompute", "computeinstance")) {
      const mode = isolationOf(workspace);
      if (typeof mode === "object") yield unclear(compute, mode, `${called(compute)} should name a subnet`);
      else if (mode !== "Disabled") yield inManaged(compute);
      else
        yield* provided(
          isOff(workspace),
          inSubnet(compute, workspace),
          `${called(workspace)} is closed, so that ${called(compute)} needs a subnet`,
        );
    }
  }),
};

function inSubnet(compute: Resource, workspace: Resource): Verdict {
  const parameter = { $parameter: "computeSubnetId", description: "Id of the subnet for computes." };
  return verdict(compute, ask(compute, path, isNotEmpty), {
    whether: `${called(compute)} stands in a subnet`,
    unmet: `${opening(compute)} names no subnet, so it stands outside your network and cannot reach ${called(workspace)}, whose public access is off. Give it a subnet.`,
    repair: asking(compute, path, parameter, `Put ${called(compute)} into a subnet`, "The subnet's id becomes a parameter."),
  });
}

function inManaged(compute: Resource): Verdict {
  const answer = not(ask(compute, path, isFilled));
  return verdict(compute, answer, {
    whether: `${called(compute)} leaves its place to the managed network`,
    unmet: `${opening(compute)} names a subnet, but the workspace has a managed network, which its computes belong to: the deployment is refused. Take the subnet out.`,
    repair: removing(compute, ["properties", "properties", "subnet"], `Take the subnet out of ${called(compute)}`),
  });
}

import type { Graph, Resource } from "../../../model/graph.ts";
import { stringAt } from "../../../model/look.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isNotEmpty, verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, nameOf, opening } from "../../questions/naming.ts";
import { setting } from "../../questions/setting.ts";
import { pointed, workspacesOf } from "../../questions/workspaces.ts";

const path = ["properties", "imageBuildCompute"];

export const rule: Rule = {
  id: "registry-image-build",
  title: "A workspace with a closed registry builds images on a compute of its own",
  severity: "warning",
  why: `By itself the workspace builds images in the registry's own task agents, which stand outside your network and cannot push to a registry that is closed.
Jobs and deployments with a custom environment then wait and fail.`,
  how: "Name a CPU compute cluster of the workspace in `imageBuildCompute`.",
  documents: ["secure-workspace", "managed-network"],
  *check({ graph }: Context): Iterable<Verdict> {
    for (const workspace of workspacesOf(graph)) {
      const closed = pointed(graph, workspace, ["properties", "containerRegistry"]).flatMap(({ to }) =>
        to.is === "found" && isShut(to.resource).is === "met" ? [to.resource] : [],
      )[0];
      if (!closed) continue;
      yield verdict(workspace, ask(workspace, path, isNotEmpty), {
        whether: `${called(workspace)} builds images on a compute of its own`,
        unmet: `${opening(workspace)} names no compute to build images on, and ${called(closed)} is closed to the agents that would build them. Jobs with a custom environment fail. Name a CPU cluster in 'imageBuildCompute'.`,
        related: [{ at: closed.at, message: "The registry is closed here." }],
        repair: repairOf(graph, workspace),
      });
    }
  },
};

function repairOf(graph: Graph, workspace: Resource): Repair {
  const clusters = graph
    .children(workspace, "computes")
    .items.filter(({ body }) => /^amlcompute$/i.test(stringAt(body, ["properties", "computeType"]) ?? ""));
  const name = clusters.map(nameOf).find((known) => known !== undefined);
  if (name !== undefined) return setting(workspace, path, name, `Build images on '${name}'`);
  const parameter = { $parameter: "imageBuildCompute", description: "Name of the CPU cluster that builds images." };
  return setting(workspace, path, parameter, "Name a compute to build images on", "The cluster's name becomes a parameter.");
}

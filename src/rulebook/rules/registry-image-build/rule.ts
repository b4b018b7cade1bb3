import type { Graph, Resource } from "../../../model/graph.ts";
import { stringAt } from "../../../model/look.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isNotEmpty, isOneOf, verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, nameOf, opening } from "../../questions/naming.ts";
import { asLongAs, rowOf } from "../../questions/row.ts";
import { asking, setting } from "../../questions/setting.ts";
import { pointed, storesOf, workspacesOf } from "../../questions/workspaces.ts";

const path = ["properties", "imageBuildCompute"];

export const rule: Rule = {
  id: "registry-image-build",
  title: "A workspace with a closed registry builds images on a compute of its own",
  severity: "warning",
  why: `By itself the workspace builds images in the registry's own task agents, which stand outside your network and cannot push to a registry that is closed.
Jobs and deployments with a custom environment then wait and fail.`,
  how: "Name a CPU compute cluster of the workspace in `imageBuildCompute`.",
  documents: ["secure-workspace", "managed-network"],
  check: asLongAs("image-build-compute", function* (context): Iterable<Verdict> {
    const { graph } = context;
    yield* adminUsers(context);
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
  }),
};

/** Revisions of the documents up to June 2025 want the registry's admin user; later ones pull by the workspace's identity. */
function* adminUsers(context: Context): Iterable<Verdict> {
  const requirement = rowOf(context, "registry-admin-user");
  for (const { resource } of requirement ? storesOf(context.graph, "containerRegistry") : []) {
    yield verdict(resource, ask(resource, ["properties", "adminUserEnabled"], isOneOf([true], false)), {
      requirement,
      whether: `${called(resource)} has its admin user`,
      unmet: `${opening(resource)} has no admin user, which the documents of that day require of a workspace's registry, though Azure Policy asks to turn it off. Since June 2025 the workspace's identity with the role AcrPull does as well: audit by a later day, or turn the admin user on.`,
      severity: "note",
      repair: setting(
        resource,
        ["properties", "adminUserEnabled"],
        true,
        `Turn the admin user of ${called(resource)} on`,
        "Newer documents do without it.",
      ),
    });
  }
}

function repairOf(graph: Graph, workspace: Resource): Repair {
  const clusters = graph
    .children(workspace, "computes")
    .items.filter(({ body }) => /^amlcompute$/i.test(stringAt(body, ["properties", "computeType"]) ?? ""));
  const name = clusters.map(nameOf).find((known) => known !== undefined);
  if (name !== undefined) return setting(workspace, path, name, `Build images on '${name}'`);
  const parameter = { $parameter: "imageBuildCompute", description: "Name of the CPU cluster that builds images." };
  return asking(workspace, path, parameter, "Name a compute to build images on", "The cluster's name becomes a parameter.");
}

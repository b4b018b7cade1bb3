// Computes of workspaces that are declared here.
import type { Graph, Resource } from "../../model/graph.ts";
import { stringAt } from "../../model/look.ts";
import { workspacesOf } from "./workspaces.ts";

export interface Compute {
  readonly compute: Resource;
  readonly workspace: Resource;
  /** Lower case; empty when not known. */
  readonly computeType: string;
}

/** Computes of the workspaces that are declared here, of those types (lower case); of all types when none is named. */
export function computesOf(graph: Graph, ...types: readonly string[]): readonly Compute[] {
  return workspacesOf(graph).flatMap((workspace) =>
    graph
      .children(workspace, "computes")
      .items.map((compute) => ({
        compute,
        workspace,
        computeType: stringAt(compute.body, ["properties", "computeType"], compute.condition)?.toLowerCase() ?? "",
      }))
      .filter(({ computeType }) => types.length === 0 || types.includes(computeType)),
  );
}

import type { Resource } from "../../../model/graph.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { connectionsOf, connectionsTo } from "../../questions/endpoints.ts";
import { called } from "../../questions/naming.ts";
import { workspaceHasRole } from "../../questions/rights.ts";
import { assignRole } from "../../questions/role-repair.ts";
import { asLongAs } from "../../questions/row.ts";
import { storesOf } from "../../questions/workspaces.ts";

const group = ["blob", "file"] as const;

export const rule: Rule = {
  id: "studio-endpoint-reader",
  title: "The workspace's identity is Reader on the private endpoints of its storage account",
  severity: "note",
  why: `Studio shows data of a storage account behind private endpoints only when the workspace's managed identity has the Reader role on those endpoints,
blob and file both. Where workspace and endpoints share a resource group the workspace may have it by a role on the group.`,
  how: "Assign Reader on both endpoints to the workspace's managed identity.",
  documents: ["studio-network"],
  controls: ["AC-6"],
  check: asLongAs("studio-endpoint-reader", function* ({ graph }): Iterable<Verdict> {
    const all = connectionsOf(graph);
    for (const { resource, workspace } of storesOf(graph, "storageAccount")) {
      for (const sub of group) {
        const endpoints = new Set(connectionsTo(all, resource, sub).items.map(({ endpoint }) => endpoint));
        for (const endpoint of endpoints) yield judge(workspace, endpoint, sub, workspaceHasRole(graph, workspace, "reader", endpoint));
      }
    }
  }),
};

function judge(workspace: Resource, endpoint: Resource, sub: string, has: ReturnType<typeof workspaceHasRole>): Verdict {
  const answer =
    typeof has === "object"
      ? ({ is: "unclear", at: endpoint.at, because: has } as const)
      : ({ is: has ? "met" : "unmet", at: endpoint.at } as const);
  return verdict(endpoint, answer, {
    value: sub,
    whether: `the identity of ${called(workspace)} is Reader on ${called(endpoint)}`,
    unmet: `No role assignment makes the identity of ${called(workspace)} Reader on ${called(endpoint)}, so studio may not show data behind it. Assign the role, unless the identity has it by the resource group.`,
    repair: repairOf(workspace, endpoint, sub),
    witness: "Reader",
  });
}

function repairOf(workspace: Resource, endpoint: Resource, sub: string): Repair {
  const title = `Make the identity of ${called(workspace)} Reader on ${called(endpoint)}`;
  return assignRole(workspace, endpoint, "reader", title, `${sub}Reader`);
}

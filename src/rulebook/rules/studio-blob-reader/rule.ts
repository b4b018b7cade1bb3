import type { Graph, Resource } from "../../../model/graph.ts";
import { look, stringAt } from "../../../model/look.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, nameOf, opening } from "../../questions/naming.ts";
import { workspaceHasRole } from "../../questions/rights.ts";
import { assignRole } from "../../questions/role-repair.ts";
import { asLongAs } from "../../questions/row.ts";
import { storesOf, workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "studio-blob-reader",
  title: "The workspace's identity may read blobs of further storage accounts that are closed",
  severity: "warning",
  why: `For its default storage account the workspace has what it needs. For any other account behind the network studio reads as the workspace's managed identity,
which needs Storage Blob Data Reader there.`,
  how: "Assign Storage Blob Data Reader on the account to the workspace's managed identity.",
  documents: ["studio-network"],
  controls: ["AC-6"],
  check: asLongAs("studio-blob-reader", function* ({ graph }): Iterable<Verdict> {
    const defaults = new Set(storesOf(graph, "storageAccount").map(({ resource }) => resource));
    for (const workspace of workspacesOf(graph)) {
      for (const account of new Set(furtherAccounts(graph, workspace))) {
        if (!defaults.has(account) && isShut(account).is === "met") yield judge(graph, workspace, account);
      }
    }
  }),
};

function judge(graph: Graph, workspace: Resource, account: Resource): Verdict {
  const has = workspaceHasRole(graph, workspace, "blobReader", account);
  const answer =
    typeof has === "object"
      ? ({ is: "unclear", at: account.at, because: has } as const)
      : ({ is: has ? "met" : "unmet", at: account.at } as const);
  return verdict(account, answer, {
    whether: `the identity of ${called(workspace)} may read blobs of ${called(account)}`,
    unmet: `${opening(account)} is closed and a datastore of ${called(workspace)} leads to it, but no role assignment lets the workspace's identity read its blobs: studio cannot show them. Assign Storage Blob Data Reader.`,
    repair: assignRole(workspace, account, "blobReader", `Let the identity of ${called(workspace)} read blobs of ${called(account)}`),
    witness: "Storage Blob Data Reader",
  });
}

/** The accounts that datastores name, where they are declared here. */
function furtherAccounts(graph: Graph, workspace: Resource): readonly Resource[] {
  return graph.children(workspace, "datastores").items.flatMap((datastore) => {
    const name = look(datastore.body, ["properties", "accountName"], datastore.condition);
    if (name.is !== "value") return [];
    const owner = name.value.kind === "reference" ? graph.resolve({ ...name.value, path: [] }) : undefined;
    if (owner?.is === "found") return owner.resource.existing ? [] : [owner.resource];
    const text = stringAt(name.value, [])?.toLowerCase();
    return graph
      .ofType("Microsoft.Storage/storageAccounts")
      .filter((account) => text !== undefined && nameOf(account)?.toLowerCase() === text);
  });
}

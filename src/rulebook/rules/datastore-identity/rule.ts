import type { Resource } from "../../../model/graph.ts";
import { look, stringAt } from "../../../model/look.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf, workspacesOf } from "../../questions/workspaces.ts";

const path = ["properties", "serviceDataAccessAuthIdentity"];

export const rule: Rule = {
  id: "datastore-identity",
  title: "Datastores of a closed storage account are read as the workspace's identity",
  severity: "note",
  why: `Studio can show data of an account behind the network only when the datastore is set to use the workspace's managed identity. With shared keys off
on the account, a datastore that holds a key does not work at all.`,
  how: "Set `serviceDataAccessAuthIdentity` of the datastore to `WorkspaceSystemAssignedIdentity` or `WorkspaceUserAssignedIdentity`.",
  documents: ["studio-network"],
  controls: ["AC-6"],
  check: asLongAs("datastore-identity", function* ({ graph }): Iterable<Verdict> {
    const accounts = storesOf(graph, "storageAccount");
    for (const workspace of workspacesOf(graph)) {
      const account = accounts.find((store) => store.workspace === workspace)?.resource;
      for (const datastore of graph.children(workspace, "datastores").items) {
        const type = stringAt(datastore.body, ["properties", "datastoreType"], datastore.condition) ?? "";
        if (account && /^(AzureBlob|AzureFile|AzureDataLakeGen2)$/i.test(type) && concerns(account)) yield judge(datastore, account);
      }
    }
  }),
};

function concerns(account: Resource): boolean {
  return isShut(account).is === "met" || keysOff(account);
}

function keysOff(account: Resource): boolean {
  return ask(account, ["properties", "allowSharedKeyAccess"], isOneOf([false], false)).is === "met";
}

function judge(datastore: Resource, account: Resource): Verdict {
  const keyed = look(datastore.body, ["properties", "credentials", "credentialsType"], datastore.condition);
  const byKey = keyed.is === "value" && keyed.value.kind === "scalar" && /^(AccountKey|Sas)$/i.test(String(keyed.value.value));
  const dead = byKey && keysOff(account);
  return verdict(datastore, ask(datastore, path, isOneOf(["WorkspaceSystemAssignedIdentity", "WorkspaceUserAssignedIdentity"], false)), {
    whether: `${called(datastore)} is read as the workspace's identity`,
    unmet: `${opening(datastore)} is not read as the workspace's identity${dead ? `, and ${called(account)} takes no keys: it does not work` : ", so studio cannot show its data behind the network"}. Set 'serviceDataAccessAuthIdentity' to 'WorkspaceSystemAssignedIdentity'.`,
    ...(dead && { severity: "error" as const }),
    repair: setting(datastore, path, "WorkspaceSystemAssignedIdentity", `Read ${called(datastore)} as the workspace's identity`),
  });
}

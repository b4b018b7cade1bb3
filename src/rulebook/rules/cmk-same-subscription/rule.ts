import type { Graph, Resource } from "../../../model/graph.ts";
import { identity, look } from "../../../model/look.ts";
import { reasonOf } from "../../../model/reason.ts";
import type { Value } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { placed, unclear, verdict } from "../../questions/answer.ts";
import { encryptedWorkspace } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "cmk-same-subscription",
  title: "The vault of the workspace's key is in the workspace's subscription",
  severity: "error",
  why: `Azure Machine Learning takes the customer-managed key of a workspace only from a key vault in the workspace's own subscription.
The rule for storage accounts, which allows other subscriptions, does not hold for workspaces.`,
  how: "Use a key vault in the workspace's subscription.",
  documents: ["set-up-customer-managed-keys"],
  check: asLongAs("key-vault-subscription", function* ({ graph }): Iterable<Verdict> {
    for (const workspace of workspacesOf(graph)) {
      const { on, paths } = encryptedWorkspace(workspace);
      const vault = on.is === "met" ? look(workspace.body, paths.vault, workspace.condition) : undefined;
      if (vault?.is === "value") yield judge(graph, workspace, vault.value);
    }
  }),
};

function judge(graph: Graph, workspace: Resource, vault: Value): Verdict {
  const whether = `the vault of the key of ${called(workspace)} is in its subscription`;
  const at = placed(vault.at, workspace.at);
  const theirs = subscriptionOf(graph, vault);
  if (theirs === "own") return verdict(workspace, { is: "met", at }, { whether, unmet: "" });
  if (!theirs) return unclear(workspace, reasonOf(vault), whether);
  const own = workspace.home?.subscription;
  const same = identity(theirs);
  if (own && same !== undefined && same === identity(own)) return verdict(workspace, { is: "met", at }, { whether, unmet: "" });
  if (own?.kind !== "scalar" || theirs.kind !== "scalar") {
    return unclear(
      workspace,
      { kind: "parameter", text: "The subscription that the workspace is deployed to is not known here." },
      whether,
    );
  }
  const unmet = `${opening(workspace)} has its key in a vault of subscription '${theirs.value}', but a workspace's key must be in its own subscription: the deployment fails. Use a vault there.`;
  return verdict(workspace, { is: "unmet", at }, { whether, unmet });
}

/** `own` when the id says nothing else. */
function subscriptionOf(graph: Graph, vault: Value): Value | "own" | undefined {
  const to = graph.resolve(vault);
  if (to.is === "found") return to.resource.home?.subscription ?? "own";
  if (vault.kind === "reference" && vault.to.by === "id") return vault.to.subscription ?? "own";
  const text = vault.kind === "scalar" ? /^\/subscriptions\/([^/]+)\//i.exec(String(vault.value))?.[1] : undefined;
  return text === undefined ? undefined : { kind: "scalar", value: text, at: vault.at };
}

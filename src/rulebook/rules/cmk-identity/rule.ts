import type { Graph, Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Reason } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import type { Answer } from "../../questions/answer.ts";
import { ask, isNotEmpty, isOneOf, unclear, verdict } from "../../questions/answer.ts";
import type { Encrypted } from "../../questions/encryption.ts";
import { keyUsers, vaultOf } from "../../questions/encryption.ts";
import { allowKeys, assignIdentity, nameIdentity } from "../../questions/identity-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import { mayUseKeys } from "../../questions/rights.ts";
import { asLongAs } from "../../questions/row.ts";
import { pointed } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "cmk-identity",
  title: "An identity that is there, assigned and allowed reads the customer-managed key",
  severity: "error",
  why: `Azure reads the key as an identity, which needs the rights get, wrapKey and unwrapKey on the vault, by access policy or by a Key Vault crypto role.
A new storage account has no identity of its own yet, so it needs a user-assigned one. If any of this lacks, the deployment fails or the data cannot be read.`,
  how: `Create a user-assigned identity, assign it to the resource, name it in the encryption block,
and let it get, wrap and unwrap keys, or give it the role Key Vault Crypto Service Encryption User.`,
  documents: ["customer-managed-keys", "set-up-customer-managed-keys", "il5-guide"],
  controls: ["SC-12"],
  check: asLongAs("key-permissions", function* ({ graph }): Iterable<Verdict> {
    for (const user of keyUsers(graph)) {
      yield* named(graph, user);
      yield allowed(graph, user);
    }
  }),
};

/** A storage account or registry names a user-assigned identity; whoever names one has it assigned. */
function* named(graph: Graph, user: Encrypted): Iterable<Verdict> {
  const { resource, workspace, paths } = user;
  const given = ask(resource, paths.identity, isNotEmpty);
  if (resource !== workspace || given.is === "unclear") {
    yield verdict(resource, given, {
      value: "identity",
      whether: `${called(resource)} names the identity that reads its key`,
      unmet: `${opening(resource)} has a customer-managed key but names no user-assigned identity to read it with. When it is created it has no other, so the deployment fails. Name one in the encryption block.`,
      repair: nameIdentity(graph, user),
    });
  }
  if (given.is !== "met") return;
  const who = identityOf(graph, user);
  const type = ask(resource, ["identity", "type"], isOneOf(userAssigned, false));
  yield verdict(resource, type, {
    value: "identity.type",
    whether: `the identity that reads the key of ${called(resource)} is assigned to it`,
    unmet: `${opening(resource)} names a user-assigned identity to read its key with, but no such identity is assigned to it: the deployment fails. Add it to 'identity.userAssignedIdentities'.`,
    repair: assignIdentity(resource, who && "resource" in who ? who.resource : undefined),
  });
}

const userAssigned = ["UserAssigned", "SystemAssigned,UserAssigned", "SystemAssigned, UserAssigned"];

function allowed(graph: Graph, user: Encrypted): Verdict {
  const { resource } = user;
  const whether = `the identity of ${called(resource)} may use its key`;
  const vault = vaultOf(graph, user);
  if (vault.is === "unseen") return { ...unclear(resource, vault.because, whether), value: "rights" };
  const who = identityOf(graph, user);
  if (who && "because" in who) return { ...unclear(resource, who.because, whether), value: "rights" };
  const may = mayUseKeys(graph, vault.resource, who?.resource);
  const answer: Answer =
    typeof may === "object" ? { is: "unclear", at: resource.at, because: may } : { is: may ? "met" : "unmet", at: resource.at };
  return verdict(resource, answer, {
    value: "rights",
    whether,
    unmet: `Nobody lets ${who ? called(who.resource) : "the identity"} use the key of ${called(resource)} in ${called(vault.resource)}: encryption fails. Give it get, wrapKey and unwrapKey by access policy, or the role Key Vault Crypto Service Encryption User.`,
    repair: allowKeys(vault.resource, who?.resource),
    ...(!who && { severity: "warning" as const }), // Azure Cosmos DB's principal reads it, and its id differs by tenant
    related: [{ at: vault.resource.at, message: "The key vault is here." }],
    witness: called(vault.resource),
  });
}

/** The declared identity that reads the key; the workspace itself when it names none. */
function identityOf(
  graph: Graph,
  { resource, workspace, paths }: Encrypted,
): { readonly resource: Resource } | { readonly because: Reason } | undefined {
  const seen = look(resource.body, paths.identity, resource.condition);
  if (seen.is === "absent") return resource === workspace ? undefined : { because: unnamed };
  if (seen.is === "unclear") return { because: seen.because };
  const owner = seen.value.kind === "reference" ? graph.resolve({ ...seen.value, path: [] }, resource.condition) : undefined;
  const to = owner?.is === "found" ? owner : pointed(graph, resource, paths.identity)[0]?.to;
  if (to?.is === "found") return { resource: to.resource };
  return { because: to?.is === "elsewhere" || to?.is === "unclear" ? to.because : unnamed };
}

const unnamed: Reason = { kind: "elsewhere", text: "The identity that reads the key is not declared here." };

// Who may do what: identities, access policies of key vaults, role assignments.
import type { Graph, Resource } from "../../model/graph.ts";
import { implies, look, stringAt } from "../../model/look.ts";
import { mayBe } from "../../model/maybe.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Reason, Value } from "../../model/value.ts";
import { mayLeadTo } from "./sameness.ts";
import { pointed } from "./workspaces.ts";

const assignmentType = "Microsoft.Authorization/roleAssignments";

/** Built-in roles by id, with those that include them. */
export const roles = {
  reader: ["acdd72a7-3385-48ef-bd42-f606fba81ae7", "b24988ac-6180-42a0-ab88-20f7382dd24c", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"],
  blobReader: ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"],
  keyUser: [
    "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    "12338af0-0e69-4776-bea7-57ae8d297424",
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
  ],
} as const;

const roleNames: Readonly<Record<keyof typeof roles, RegExp>> = {
  reader: /^(reader|contributor|owner)$/i,
  blobReader: /^storage blob data (reader|contributor|owner)$/i,
  keyUser: /^key vault (crypto service encryption user|crypto user|crypto officer|administrator)$/i,
};

/** Whether somebody surely has a role on a resource or above it; a reason where it cannot be told. */
function hasRole(graph: Graph, who: Resource, role: keyof typeof roles, on: Resource): boolean | Reason {
  let unsure = graph.mayHold(assignmentType);
  for (const assignment of graph.ofType(assignmentType)) {
    const fits = grants(assignment, role);
    if (fits === false) continue;
    const reaches = isOn(graph, assignment, on);
    const theirs = isFor(graph, assignment, who);
    const open = doubtOf(assignment, on);
    if (open && reaches !== false && theirs !== false) {
      unsure ??= open;
      continue;
    }
    if (fits === true && reaches === true && theirs === true) return true;
    if (reaches !== false && theirs !== false) unsure ??= firstReason(fits, reaches, theirs);
  }
  return unsure ?? false;
}

/** Why an assignment may not be there where the resource is. */
function doubtOf(assignment: Resource, on: Resource): Reason | undefined {
  return assignment.repeated ?? assignment.condition.find((literal) => !implies(on.condition, [literal]))?.because;
}

/** Whether anybody has a role on a resource. */
function isGranted(graph: Graph, role: keyof typeof roles, on: Resource): boolean | Reason {
  let unsure = graph.mayHold(assignmentType);
  for (const assignment of graph.ofType(assignmentType)) {
    const [fits, reaches] = [grants(assignment, role), isOn(graph, assignment, on)];
    if (fits === false || reaches === false) continue;
    const open = doubtOf(assignment, on);
    if (fits === true && reaches === true && !open) return true;
    unsure ??= open ?? firstReason(fits, reaches);
  }
  return unsure ?? false;
}

/** As `hasRole`, for whichever identity a workspace acts as: the user-assigned one that it names first, else its own. */
export function workspaceHasRole(graph: Graph, workspace: Resource, role: keyof typeof roles, on: Resource): boolean | Reason {
  const own = hasRole(graph, workspace, role, on);
  const type = stringAt(workspace.body, ["identity", "type"], workspace.condition) ?? "";
  if (own === true || !/userassigned/i.test(type)) return own;
  const primary = pointed(graph, workspace, ["properties", "primaryUserAssignedIdentity"])[0]?.to;
  if (primary?.is === "found") return hasRole(graph, primary.resource, role, on);
  const named = look(workspace.body, ["properties", "primaryUserAssignedIdentity"], workspace.condition).is !== "absent";
  return named || !/systemassigned/i.test(type) ? someIdentity : own;
}

function grants(assignment: Resource, role: keyof typeof roles): boolean | Reason {
  const seen = look(assignment.body, ["properties", "roleDefinitionId"], assignment.condition);
  if (seen.is !== "value") return seen.is === "absent" ? unnamed : seen.because;
  const text = literalsOf(seen.value).toLowerCase();
  if (roles[role].some((id) => text.includes(id)) || roleNames[role].test(text)) return true;
  return /[0-9a-f]{8}-[0-9a-f]{4}-/.test(text) || seen.value.kind === "scalar" ? false : reasonOf(seen.value);
}

/** All strings of a value, whatever holds them: a role's id stands in a text, in a reference's names, or behind a function. */
function literalsOf(value: Value): string {
  if (value.kind === "scalar") return String(value.value);
  if (value.kind === "text") return value.parts.map(literalsOf).join("");
  if (value.kind === "reference" && value.to.by === "id") return value.to.names.map(literalsOf).join("/");
  return value.kind === "constant" ? value.name : "";
}

function isOn(graph: Graph, assignment: Resource, on: Resource): boolean | Reason {
  if (!assignment.scope) return true; // on the resource group or above
  const to = graph.resolve(assignment.scope, assignment.condition);
  if (to.is === "found")
    return to.resource === on || to.resource === on.parent || to.resource.kind === "microsoft.resources/resourcegroups";
  if (mayLeadTo(to, assignment.scope, on)) return elsewhere;
  if (to.is === "elsewhere") return /resourceGroups\/[^/]+$|subscriptions\/[^/]+$/i.test(literalsOf(assignment.scope)) || false;
  return to.is === "unclear" ? to.because : true;
}

function isFor(graph: Graph, assignment: Resource, who: Resource): boolean | Reason {
  const seen = look(assignment.body, ["properties", "principalId"], assignment.condition);
  if (seen.is === "absent") return false;
  return isPrincipal(graph, seen.is === "value" ? seen.value : undefined, who) ?? (seen.is === "unclear" ? seen.because : unknownPrincipal);
}

/** Whether a principal's id is read from that resource; undefined where nobody knows whose it is. */
function isPrincipal(graph: Graph, value: Value | undefined, who: Resource): boolean | undefined {
  if (value?.kind !== "reference") return undefined;
  const to = graph.resolve({ ...value, path: [] });
  if (to.is !== "found") return undefined;
  if (to.resource === who || (to.others ?? []).includes(who)) return true;
  return to.resource.existing && mayBe(to.resource.type, to.resource.names, who) ? undefined : false;
}

const needed = ["get", "wrapkey", "unwrapkey"];

/** Whether an identity may use keys of a vault: by role where the vault works by roles, else by access policy. `who` undefined: anybody. */
export function mayUseKeys(graph: Graph, vault: Resource, who: Resource | undefined): boolean | Reason {
  if (vault.kind === "microsoft.keyvault/managedhsms") return inside;
  const byRole = who ? hasRole(graph, who, "keyUser", vault) : isGranted(graph, "keyUser", vault);
  if (byRole === true) return true;
  const policies = look(vault.body, ["properties", "accessPolicies"], vault.condition);
  if (policies.is === "unclear") return policies.because;
  const list = policies.is === "value" && policies.value.kind === "list" ? policies.value : undefined;
  let unsure: Reason | undefined = typeof byRole === "object" ? byRole : list?.open;
  for (const policy of list?.items ?? []) {
    const object = look(policy, ["objectId"]);
    const theirs = who && object.is === "value" ? isPrincipal(graph, object.value, who) : undefined;
    const allows = allowsKeys(policy);
    if (theirs === false || allows === false) continue;
    if (allows === true && (theirs === true || !who)) return true;
    unsure ??= allows !== true ? allows : object.is === "unclear" ? object.because : unknownPrincipal;
  }
  return unsure ?? false;
}

/** Whether a policy lets keys be read, wrapped and unwrapped. */
function allowsKeys(policy: Value): boolean | Reason {
  const keys = look(policy, ["permissions", "keys"]);
  if (keys.is === "absent") return false;
  if (keys.is === "unclear") return keys.because;
  if (keys.value.kind !== "list") return reasonOf(keys.value);
  const given = keys.value.items.map((item) => stringAt(item, [])?.toLowerCase());
  if (given.includes("all") || needed.every((one) => given.includes(one))) return true;
  const unread = keys.value.items.find((_, index) => given[index] === undefined);
  return keys.value.open ?? (unread ? reasonOf(unread) : false);
}

function firstReason(...answers: readonly (boolean | Reason)[]): Reason {
  const found = answers.find((answer) => typeof answer === "object");
  return typeof found === "object" ? found : unknownPrincipal;
}

const inside: Reason = { kind: "azure", text: "A managed HSM keeps its role assignments inside itself, where templates do not show them." };
const someIdentity: Reason = { kind: "azure", text: "The workspace acts as a user-assigned identity, and it is not known which." };
const unknownPrincipal: Reason = {
  kind: "azure",
  text: "It is not known whose principal id that is.",
  settle: "read the principal id from the identity that is declared here",
};
const elsewhere: Reason = {
  kind: "elsewhere",
  text: "A role is assigned on a resource that is only pointed at, under a name that is not known.",
};
const unnamed: Reason = { kind: "azure", text: "It is not known which role is assigned." };

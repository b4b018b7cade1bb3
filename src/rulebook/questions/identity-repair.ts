// Repairs of what reads a customer-managed key: the identity is named, assigned, and let into the vault.
import type { Graph, Resource } from "../../model/graph.ts";
import { look, stringAt } from "../../model/look.ts";
import type { Change, Draft, NewResource, Repair } from "../../model/repair.ts";
import { ask, isOneOf } from "./answer.ts";
import type { Encrypted } from "./encryption.ts";
import { keyUsers } from "./encryption.ts";
import { called } from "./naming.ts";
import { roles } from "./rights.ts";
import { roleAssignment } from "./role-repair.ts";
import { pointed } from "./workspaces.ts";

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";
const fresh = "cmkIdentity";

/** Names the identity that others here read their keys with, else the one that is declared, else one of its own. */
export function nameIdentity(graph: Graph, { resource, paths }: Encrypted): Repair {
  const declared = readerOf(graph);
  const key = declared?.key ?? fresh;
  const byClient = resource.kind === "microsoft.containerregistry/registries";
  const value: Draft = byClient ? { $ref: key, path: ["properties", "clientId"] } : { $ref: key };
  return {
    title: `Let ${called(resource)} read its key as ${declared ? called(declared) : "a new user-assigned identity"}`,
    changes: [
      ...(declared ? [] : [{ do: "add" as const, beside: resource.key, resources: [newIdentity(fresh)] }]),
      { do: "set", resource: resource.key, path: paths.identity, value },
      ...assigning(resource, { $ref: key }),
    ],
  };
}

/** Assigns the identity to the resource beside what it has. */
export function assignIdentity(resource: Resource, identity: Resource | undefined): Repair | undefined {
  if (!identity || identity === resource) return undefined;
  const changes = assigning(resource, { $ref: identity.key });
  return changes.length > 0 ? { title: `Assign ${called(identity)} to ${called(resource)}`, changes } : undefined;
}

/** Assigns an identity, by its id, beside what the resource has. */
export function assigning(resource: Resource, id: Draft): readonly Change[] {
  const seen = look(resource.body, ["identity"], resource.condition);
  if (seen.is === "unclear") return [];
  const userAssignedIdentities: Draft = { $keyed: id, value: {} };
  if (seen.is === "absent") {
    return [{ do: "set", resource: resource.key, path: ["identity"], value: { type: "UserAssigned", userAssignedIdentities } }];
  }
  const type = stringAt(resource.body, ["identity", "type"], resource.condition)?.toLowerCase() ?? "";
  const list = look(resource.body, ["identity", "userAssignedIdentities"], resource.condition);
  const empty = list.is === "absent" || (list.is === "value" && list.value.kind === "object" && list.value.props.size === 0);
  const wanted = type.includes("systemassigned") ? "SystemAssigned, UserAssigned" : "UserAssigned";
  return [
    ...(type.includes("userassigned") ? [] : [{ do: "set" as const, resource: resource.key, path: ["identity", "type"], value: wanted }]),
    ...(empty
      ? [{ do: "set" as const, resource: resource.key, path: ["identity", "userAssignedIdentities"], value: userAssignedIdentities }]
      : []),
  ];
}

/** A user-assigned identity that reads keys. */
export function newIdentity(key: string): NewResource {
  return { key, type: identityType, apiVersion: "2023-01-31", name: { $name: "cmk-id" }, body: { location: { $deployment: "location" } } };
}

/** The declared identity that keys are read with here, else the only one there is. */
export function readerOf(graph: Graph): Resource | undefined {
  for (const { resource, paths } of keyUsers(graph)) {
    const to = pointed(graph, resource, paths.identity)[0]?.to;
    if (to?.is === "found" && !to.resource.existing) return to.resource;
  }
  const declared = graph.ofType(identityType).filter((one) => !one.existing && !one.repeated);
  return declared.length === 1 ? declared[0] : undefined;
}

/** Lets an identity use keys of a vault, by the way in which the vault grants. `who` undefined: Azure Cosmos DB's principal. */
export function allowKeys(vault: Resource, who: Resource | undefined): Repair {
  const principal: Draft = !who
    ? { $parameter: "cosmosDbPrincipalId", description: "Object id of the service principal of Azure Cosmos DB in this tenant." }
    : { $ref: who.key, path: who.type === identityType ? ["properties", "principalId"] : ["identity", "principalId"] };
  const title = `Let ${who ? called(who) : "Azure Cosmos DB"} use keys of ${called(vault)}`;
  const { add, append } = granting(vault, principal, who?.key);
  if (append) return { title, changes: [append] };
  return {
    title,
    changes: [{ do: "add", beside: vault.key, resources: add ? [add] : [] }],
    caution: "Whoever deploys this must be allowed to assign roles.",
  };
}

/** The right to use keys of a vault, by the way in which it grants; one that is only being added grants by roles. `key`: what to wait for. */
export function granting(
  vault: Resource | string,
  principal: Draft,
  who?: string,
): { readonly key: string; readonly add?: NewResource; readonly append?: Change } {
  if (typeof vault === "string" || ask(vault, ["properties", "enableRbacAuthorization"], isOneOf([true], false)).is === "met") {
    const add = roleAssignment("keyUser", roles.keyUser[0], vault, principal, who);
    return { key: add.key, add };
  }
  const key = "keyUserPolicy";
  const value = {
    tenantId: { $deployment: "tenantId" },
    objectId: principal,
    permissions: { keys: ["get", "wrapKey", "unwrapKey"] },
  } as const;
  return { key, append: { do: "append", resource: vault.key, path: ["properties", "accessPolicies"], value, key } };
}

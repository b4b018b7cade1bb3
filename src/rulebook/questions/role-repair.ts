import type { Resource } from "../../model/graph.ts";
import type { Draft, NewResource, Repair } from "../../model/repair.ts";
import { roles } from "./rights.ts";

/** Assigns a built-in role on a resource to the identity of another: beside the one, else beside the other. */
export function assignRole(who: Resource, on: Resource, role: keyof typeof roles, title: string, stem: string = role): Repair {
  const principal: Draft = { $ref: who.key, path: ["identity", "principalId"] };
  const resources = [roleAssignment(stem, roles[role][0], on, principal, who.key)];
  const caution = "Whoever deploys this must be allowed to assign roles.";
  return {
    title,
    changes: [{ do: "add", beside: on.key, resources }],
    caution,
    instead: { title, changes: [{ do: "add", beside: who.key, resources }], caution },
  };
}

/** A role assignment on a resource, or on one that is added with this key. `who`: the key of the principal's resource; its name is a GUID where the language asks for one. */
export function roleAssignment(role: string, definition: string, on: Resource | string, principal: Draft, who?: string): NewResource {
  const scope = { $ref: typeof on === "string" ? on : on.key };
  return {
    key: `${role}Role`,
    type: "Microsoft.Authorization/roleAssignments",
    apiVersion: "2022-04-01",
    name: { $unique: [scope, ...(who === undefined ? [] : [{ $ref: who }]), role] },
    scope,
    body: {
      properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${definition}`,
        principalId: principal,
        principalType: "ServicePrincipal",
      },
    },
  };
}

import type { Resource } from "../../model/graph.ts";
import type { Draft, NewResource, Repair } from "../../model/repair.ts";
import { roles } from "./rights.ts";

/** Assigns a built-in role on a resource to the identity of another. */
export function assignRole(who: Resource, on: Resource, role: keyof typeof roles, title: string): Repair {
  const principal: Draft = { $ref: who.key, path: ["identity", "principalId"] };
  return {
    title,
    changes: [{ do: "add", beside: on.key, resources: [roleAssignment(role, roles[role][0], on, principal)] }],
    caution: "Whoever deploys this must be allowed to assign roles.",
  };
}

/** A role assignment; its name is a GUID where the language asks for one. */
export function roleAssignment(role: string, definition: string, on: Resource, principal: Draft): NewResource {
  return {
    key: `${role}Role`,
    type: "Microsoft.Authorization/roleAssignments",
    apiVersion: "2022-04-01",
    name: { $name: `${role}-role` },
    scope: { $ref: on.key },
    body: {
      properties: {
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${definition}`,
        principalId: principal,
        principalType: "ServicePrincipal",
      },
    },
  };
}

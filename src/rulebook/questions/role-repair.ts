import type { Resource } from "../../model/graph.ts";
import type { Repair } from "../../model/repair.ts";
import { roles } from "./rights.ts";

/** Assigns a built-in role on a resource to the identity of another. */
export function assignRole(who: Resource, on: Resource, role: keyof typeof roles, title: string): Repair {
  const definition = `/providers/Microsoft.Authorization/roleDefinitions/${roles[role][0]}`;
  return {
    title,
    changes: [
      {
        do: "add",
        beside: on.key,
        resources: [
          {
            key: `${role}Role`,
            type: "Microsoft.Authorization/roleAssignments",
            apiVersion: "2022-04-01",
            name: { $name: `${role}-role` },
            scope: { $ref: on.key },
            body: {
              properties: {
                roleDefinitionId: definition,
                principalId: { $ref: who.key, path: ["identity", "principalId"] },
                principalType: "ServicePrincipal",
              },
            },
          },
        ],
      },
    ],
    caution: "A role assignment needs a GUID for its name and somebody who may assign roles.",
  };
}

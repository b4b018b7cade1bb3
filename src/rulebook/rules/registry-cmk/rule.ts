import type { Graph, Resource } from "../../../model/graph.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { encryptedResources, wantsKeys } from "../../questions/encryption.ts";
import { encryptWithKey } from "../../questions/key-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { placeIn } from "../../questions/setting.ts";

export const rule: Rule = {
  id: "registry-cmk",
  title: "The workspace's container registry encrypts with a customer-managed key",
  severity: "note",
  why: `Images of environments and models lie in the registry, under a key of Microsoft's unless it has one of yours. It takes a Premium registry
and can be set only when the registry is created.`,
  how: "Give the registry an `encryption` block with `status: 'enabled'`, the key's address and the client id of a user-assigned identity.",
  documents: ["customer-managed-keys", "azure-policy"],
  policies: ["5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580"],
  controls: ["SC-12"],
  check: asLongAs("registry-encryption", function* (context): Iterable<Verdict> {
    const wanted = wantsKeys(context);
    for (const { resource, on } of encryptedResources(context.graph)) {
      if (resource.kind !== "microsoft.containerregistry/registries") continue;
      yield verdict(resource, on, {
        whether: `${called(resource)} encrypts with a customer-managed key`,
        unmet: `${opening(resource)} is encrypted with a key of Microsoft's${wanted ? ", although keys of your own are asked for" : ""}, which you can neither rotate nor revoke. It can be set only when the registry is created. Enable 'encryption' with your key.`,
        ...(wanted && { severity: "warning" as const }),
        repair: repairOf(context.graph, resource),
      });
    }
  }),
};

function repairOf(graph: Graph, resource: Resource): Repair {
  return encryptWithKey(graph, {
    resource,
    encrypt: ({ uri, identityClientId }) => [
      {
        do: "set",
        ...placeIn(resource, ["properties", "encryption"]),
        value: { status: "enabled", keyVaultProperties: { keyIdentifier: uri, identity: identityClientId } },
      },
    ],
    caution: "The encryption of a registry that exists cannot be changed.",
  });
}

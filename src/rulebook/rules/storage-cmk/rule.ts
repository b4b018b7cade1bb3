import type { Graph, Resource } from "../../../model/graph.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { encryptedResources, wantsKeys } from "../../questions/encryption.ts";
import { encryptWithKey } from "../../questions/key-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setParts } from "../../questions/setting.ts";

export const rule: Rule = {
  id: "storage-cmk",
  title: "The workspace's storage account encrypts with a customer-managed key",
  severity: "note",
  why: `The data itself, models and notebooks lie in the storage account. A workspace with a customer-managed key leaves them under a key of Microsoft's
unless the account has one of its own.`,
  how: "Set `encryption.keySource` to `Microsoft.Keyvault` with your vault and key, read by a user-assigned identity.",
  documents: ["customer-managed-keys", "il5-guide"],
  policies: ["6fac406b-40ca-413b-bf8e-0bf964659c25"],
  controls: ["SC-12", "SC-28"],
  check: asLongAs("storage-encryption", function* (context): Iterable<Verdict> {
    const wanted = wantsKeys(context);
    for (const { resource, workspace, on } of encryptedResources(context.graph)) {
      if (resource === workspace || resource.kind !== "microsoft.storage/storageaccounts") continue;
      yield verdict(resource, on, {
        whether: `${called(resource)} encrypts with a customer-managed key`,
        unmet: `${opening(resource)} is encrypted with a key of Microsoft's${wanted ? ", although keys of your own are asked for" : ""}: whoever must hold the key to the data cannot rotate or revoke it. Set 'encryption.keySource' to 'Microsoft.Keyvault'.`,
        ...(wanted && { severity: "warning" as const }),
        repair: repairOf(context.graph, resource),
      });
    }
  }),
};

function repairOf(graph: Graph, resource: Resource): Repair {
  return encryptWithKey(graph, {
    resource,
    encrypt: ({ vaultUri, name, identityId }) => {
      const value = {
        keySource: "Microsoft.Keyvault",
        keyvaultproperties: { keyvaulturi: vaultUri, keyname: name },
        identity: { userAssignedIdentity: identityId },
      };
      return setParts(resource, ["properties", "encryption"], value);
    },
    caution: "Whoever uses the account waits until its key can be read.",
  });
}

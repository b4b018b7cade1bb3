import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, unclear, verdict } from "../../questions/answer.ts";
import { keyUsers, keyVaults, vaultOf } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const path = ["properties", "enablePurgeProtection"];

export const rule: Rule = {
  id: "key-vault-purge-protection",
  title: "Key vaults of the workspace are protected from purging",
  severity: "warning",
  why: `Whoever purges the vault destroys what its keys encrypt. A vault that holds a customer-managed key must be protected from purging, or Azure refuses the key;
for the workspace's own vault it keeps its connection secrets from being lost.`,
  how: "Set `enablePurgeProtection` to `true`. It cannot be turned off again.",
  documents: ["customer-managed-keys", "il5-guide"],
  policies: ["0b60c0b2-2dc2-4e1c-b5c9-abbed971de53"],
  controls: ["CP-9", "SC-12"],
  check: asLongAs("key-vault-purge-protection", function* ({ graph }): Iterable<Verdict> {
    const holding = keyVaults(graph);
    const vaults = new Set([...holding, ...storesOf(graph, "keyVault").map(({ resource }) => resource)]);
    for (const vault of vaults) {
      if (vault.kind !== "microsoft.keyvault/vaults" && vault.kind !== "microsoft.keyvault/managedhsms") continue;
      const holds = holding.has(vault);
      yield verdict(vault, ask(vault, path, isOneOf([true], false)), {
        whether: `${called(vault)} is protected from purging`,
        unmet: `${opening(vault)} is not protected from purging${holds ? ", so Azure refuses its keys for encryption, and purging it would destroy the data they encrypt" : ", so that its secrets can be destroyed for good within minutes of being deleted"}. Set 'enablePurgeProtection' to true.`,
        ...(holds && { severity: "error" as const }),
        repair: setting(vault, path, true, `Protect ${called(vault)} from purging`, "It cannot be turned off again."),
      });
    }
    for (const user of keyUsers(graph)) {
      const vault = vaultOf(graph, user);
      if (vault.is === "unseen")
        yield unclear(user.resource, vault.because, `the vault of the key of ${called(user.resource)} is protected from purging`);
    }
  }),
};

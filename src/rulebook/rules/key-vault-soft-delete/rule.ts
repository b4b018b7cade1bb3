import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { keyVaults } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const path = ["properties", "enableSoftDelete"];

export const rule: Rule = {
  id: "key-vault-soft-delete",
  title: "Key vaults of the workspace keep what is deleted",
  severity: "error",
  why: `Without soft delete a deleted key is gone, and with it all that it encrypts. Azure turns it on by itself unless a template says \`enableSoftDelete: false\`,
and refuses customer-managed keys from a vault that lacks it.`,
  how: "Set `enableSoftDelete` to `true`, or leave it out.",
  documents: ["customer-managed-keys", "il5-guide"],
  policies: ["1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d"],
  controls: ["CP-9"],
  check: asLongAs("key-vault-soft-delete", function* ({ graph }): Iterable<Verdict> {
    const vaults = new Set([...keyVaults(graph), ...storesOf(graph, "keyVault").map(({ resource }) => resource)]);
    for (const vault of vaults) {
      yield verdict(vault, ask(vault, path, isOneOf([true], true)), {
        whether: `${called(vault)} keeps what is deleted`,
        unmet: `${opening(vault)} has soft delete turned off: a deleted key is gone at once, with all that it encrypts, and Azure refuses its keys for encryption. Set 'enableSoftDelete' to true.`,
        repair: setting(vault, path, true, `Turn soft delete of ${called(vault)} on`),
      });
    }
  }),
};

import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, matches, unclear, verdict } from "../../questions/answer.ts";
import { keyUsers, keyVaults, vaultOf } from "../../questions/encryption.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const acls = ["properties", "networkAcls"];

export const rule: Rule = {
  id: "key-vault-network",
  title: "The vault of a customer-managed key is closed to the internet and open to the services that use the key",
  severity: "warning",
  why: `The vault that holds the key is worth as much as all data under it, so its firewall belongs shut. Shut wholly, it also locks out the services that unwrap the key:
encryption then stops working, and with it the data. Trusted services have to be let in.`,
  how: "Set `networkAcls.defaultAction` to `Deny` and `networkAcls.bypass` to `AzureServices`.",
  documents: ["customer-managed-keys", "il5-guide"],
  policies: ["55615ac9-af46-4a59-874e-391cc3dfb490"],
  controls: ["AC-4", "SC-7"],
  check: asLongAs("key-vault-network", function* ({ graph }): Iterable<Verdict> {
    const own = new Set(storesOf(graph, "keyVault").map(({ resource }) => resource));
    for (const vault of keyVaults(graph)) {
      if (own.has(vault)) continue; // 'public-network-access' and 'trusted-services' speak for the workspace's own
      const shut = isShut(vault);
      yield verdict(vault, shut, {
        whether: `${called(vault)} is closed to the internet`,
        unmet: `${opening(vault)} holds a customer-managed key and can be reached from the internet. Let its firewall deny by default and let trusted services in.`,
        repair: setting(
          vault,
          acls,
          { defaultAction: "Deny", bypass: "AzureServices" },
          `Close ${called(vault)} to all but trusted services`,
          "Whoever uses the vault from elsewhere is shut out.",
        ),
      });
      if (shut.is !== "met") continue;
      yield verdict(vault, ask(vault, [...acls, "bypass"], matches(/azureservices/i, true)), {
        value: "bypass",
        whether: `${called(vault)} lets trusted services in`,
        unmet: `${opening(vault)} holds a customer-managed key and lets no trusted services in, so the services that use the key cannot unwrap it and the data under it cannot be read. Set 'networkAcls.bypass' to 'AzureServices'.`,
        severity: "error",
        repair: setting(vault, [...acls, "bypass"], "AzureServices", `Let trusted services into ${called(vault)}`),
      });
    }
    for (const user of keyUsers(graph)) {
      const vault = vaultOf(graph, user);
      if (vault.is === "unseen")
        yield unclear(user.resource, vault.because, `the vault of the key of ${called(user.resource)} is closed to the internet`);
    }
  }),
};

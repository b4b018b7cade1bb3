import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const path = ["properties", "supportsHttpsTrafficOnly"];

export const rule: Rule = {
  id: "storage-secure-transfer",
  title: "The workspace's storage account takes encrypted connections only",
  severity: "warning",
  why: "With secure transfer off the account also answers over plain HTTP and unencrypted SMB, where data and keys can be read on the way. It is on by default.",
  how: "Set `supportsHttpsTrafficOnly` to `true`, or leave it out.",
  documents: ["azure-policy"],
  policies: ["404c3081-a854-4457-ae30-26a93ef643f9"],
  controls: ["SC-8", "SC-8(1)"],
  check: asLongAs("storage-secure-transfer", function* ({ graph }): Iterable<Verdict> {
    for (const { resource } of storesOf(graph, "storageAccount")) {
      yield verdict(resource, ask(resource, path, isOneOf([true], true)), {
        whether: `${called(resource)} takes encrypted connections only`,
        unmet: `${opening(resource)} answers over unencrypted connections too, where data and keys can be read on the way. Set 'supportsHttpsTrafficOnly' to true.`,
        repair: setting(resource, path, true, `Take encrypted connections only to ${called(resource)}`),
      });
    }
  }),
};

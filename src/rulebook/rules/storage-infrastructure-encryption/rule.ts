import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const path = ["properties", "encryption", "requireInfrastructureEncryption"];

export const rule: Rule = {
  id: "storage-infrastructure-encryption",
  title: "The workspace's storage account encrypts twice",
  severity: "note",
  why: `Infrastructure encryption encrypts data a second time, with another algorithm and another key, below the service. The DoD Impact Level 5 initiative asks for it;
it can be set only when the account is created.`,
  how: "Set `encryption.requireInfrastructureEncryption` to `true`.",
  documents: ["azure-policy"],
  policies: ["4733ea7b-a883-42fe-8cac-97454c2a9e4a"],
  controls: ["SC-28", "SC-28(1)"],
  check: asLongAs("storage-infrastructure-encryption", function* ({ graph, scenario }): Iterable<Verdict> {
    if (scenario.profile !== "il5") return;
    for (const { resource } of storesOf(graph, "storageAccount")) {
      yield verdict(resource, ask(resource, path, isOneOf([true], false)), {
        whether: `${called(resource)} encrypts twice`,
        unmet: `${opening(resource)} encrypts once, and Impact Level 5 asks for a second encryption below the service. Set 'encryption.requireInfrastructureEncryption' to true; it is settled when the account is created.`,
        repair: setting(resource, path, true, `Encrypt ${called(resource)} twice`, "An account that exists has to be created anew."),
      });
    }
  }),
};

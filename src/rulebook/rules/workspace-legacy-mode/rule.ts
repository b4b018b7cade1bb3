import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { workspacesOf } from "../../questions/workspaces.ts";

const path = ["properties", "v1LegacyMode"];

export const rule: Rule = {
  id: "workspace-legacy-mode",
  title: "The workspace is open to version 2 of the API",
  severity: "warning",
  why: `\`v1LegacyMode\` shuts off version 2 of Azure Machine Learning's API so that no request goes through the public Azure Resource Manager.
Command line, studio pages and SDK of version 2, managed online endpoints and serverless computes then fail. It was on by default before API version 2022-05-01.`,
  how: "Set `v1LegacyMode` to `false`. Keep it on only where no traffic to Azure Resource Manager over the public network is acceptable.",
  documents: ["isolation-with-v2"],
  check: asLongAs("workspace-legacy-mode", function* ({ graph }): Iterable<Verdict> {
    for (const workspace of workspacesOf(graph)) {
      yield verdict(workspace, ask(workspace, path, isOneOf([false], true)), {
        whether: `${called(workspace)} is open to version 2 of the API`,
        unmet: `${opening(workspace)} is in legacy mode, which shuts off version 2 of the API: its command line, SDK, managed endpoints and serverless computes fail. Set 'v1LegacyMode' to false.`,
        repair: setting(workspace, path, false, `Turn legacy mode of ${called(workspace)} off`),
      });
    }
  }),
};

import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const mode = ["properties", "systemDatastoresAuthMode"];

export const rule: Rule = {
  id: "storage-shared-key",
  title: "A storage account without shared keys has a workspace that does not use them",
  severity: "error",
  why: `Turning \`allowSharedKeyAccess\` off is good hardening, and Azure Policy asks for it. But the workspace's own datastores use the account's key unless
\`systemDatastoresAuthMode\` says otherwise: jobs, notebooks and studio then fail with authorization errors.`,
  how: "Set `systemDatastoresAuthMode` of the workspace to `Identity` before shared keys are turned off, and give its users and computes a data role on the account.",
  documents: ["service-authentication"],
  policies: ["8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54"],
  controls: ["AC-3"],
  *check({ graph }: Context): Iterable<Verdict> {
    for (const { resource, workspace } of storesOf(graph, "storageAccount")) {
      const keysOff = ask(resource, ["properties", "allowSharedKeyAccess"], isOneOf([false], false));
      if (keysOff.is !== "met") continue;
      yield verdict(workspace, ask(workspace, mode, isOneOf(["Identity", "UserDelegationSAS"], false)), {
        whether: `${called(workspace)} uses ${called(resource)} without shared keys`,
        unmet: `${opening(resource)} takes no shared keys, but the datastores of ${called(workspace)} use them: jobs and notebooks fail. Keep shared keys off and set 'systemDatastoresAuthMode' of the workspace to 'Identity'.`,
        related: [{ at: keysOff.at, message: "Shared keys are turned off here." }],
        repair: setting(workspace, mode, "Identity", `Let the datastores of ${called(workspace)} use identities`),
      });
    }
  },
};

import type { Graph, Resource } from "../../../model/graph.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import type { Answer } from "../../questions/answer.ts";
import { ask, isNotEmpty, isOneOf, unclear, verdict } from "../../questions/answer.ts";
import { encryptWithKey } from "../../questions/key-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setParts } from "../../questions/setting.ts";
import { orphanProjects, workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "workspace-cmk",
  title: "The workspace encrypts with a customer-managed key",
  severity: "warning",
  why: `A workspace keeps run histories, metrics and metadata in stores that are encrypted with a key of Microsoft's unless it is given yours.
Only with a customer-managed key can you rotate and revoke the key yourself. It can be set only when the workspace is created,
and an \`encryption\` block whose \`status\` is \`Disabled\` encrypts nothing.`,
  how: `Give the workspace an \`encryption\` block with \`status: 'Enabled'\`, the id of the key vault and the URI of the key.
The vault needs soft delete and purge protection and must be in the workspace's subscription. A project has the key of its hub.`,
  documents: ["customer-managed-keys", "il5-guide"],
  policies: ["ba769a63-b8cc-4b2d-abf6-ac33c7204be8"],
  controls: ["SC-12"],
  check: asLongAs("workspace-encryption", function* ({ graph }): Iterable<Verdict> {
    for (const workspace of workspacesOf(graph)) {
      const answer = keyOf(workspace);
      yield verdict(workspace, answer, {
        whether: `${called(workspace)} encrypts with a customer-managed key`,
        unmet: `${opening(workspace)} is encrypted with a key of Microsoft's. Whoever must hold the key can neither rotate nor revoke it, and it can be set only when the workspace is created. Enable 'encryption' with your key vault and key.`,
        repair: repairOf(graph, workspace),
        witness: "encryption.keyVaultProperties.keyIdentifier",
      });
    }
    for (const { project, because } of orphanProjects(graph)) {
      yield unclear(project, because, `the hub of ${called(project)} encrypts with a customer-managed key`);
    }
  }),
};

/** Enabled, and with a key: an empty one enables nothing. */
function keyOf(workspace: Resource): Answer {
  const status = ask(workspace, ["properties", "encryption", "status"], isOneOf(["Enabled"], false));
  if (status.is !== "met") return status;
  return ask(workspace, ["properties", "encryption", "keyVaultProperties", "keyIdentifier"], isNotEmpty);
}

function repairOf(graph: Graph, workspace: Resource): Repair {
  return encryptWithKey(graph, {
    resource: workspace,
    encrypt: ({ vaultId, uri, identityId }) => {
      const identity = { userAssignedIdentity: identityId };
      const keyVaultProperties = { keyVaultArmId: vaultId, keyIdentifier: uri };
      return setParts(workspace, ["properties", "encryption"], { status: "Enabled", identity, keyVaultProperties });
    },
    caution: "The encryption of a workspace that exists cannot be changed.",
  });
}

import type { Graph, Resource } from "../../../model/graph.ts";
import { cases, look, stringAt } from "../../../model/look.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Condition, Path, Reason, Value } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import type { Answer } from "../../questions/answer.ts";
import { ask, either, matches, verdict } from "../../questions/answer.ts";
import { isShut } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf, workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "trusted-services",
  title: "Stores that are closed let Azure's trusted services in",
  severity: "warning",
  why: `Azure Machine Learning reaches the storage account, key vault and registry of a workspace as a trusted service when their public access is closed:
to keep connection secrets, to read data in studio, to build and pull images. With the exception off those steps fail, however good the private endpoints are.`,
  how: `Set \`bypass\` of the storage account's or vault's \`networkAcls\` to \`AzureServices\`, and \`networkRuleBypassOptions\` of the registry.
For storage a resource access rule for \`Microsoft.MachineLearningServices/workspaces\` does as well.`,
  documents: ["secure-workspace", "network-overview", "managed-network"],
  controls: ["SC-7"],
  check: asLongAs("storage-network", function* ({ graph }): Iterable<Verdict> {
    for (const { resource, workspace } of storesOf(graph, "storageAccount", "keyVault", "containerRegistry")) {
      if (isShut(resource).is !== "met") continue;
      yield verdict(resource, isTrusting(graph, resource), {
        whether: `${called(resource)} lets trusted services in`,
        unmet: `${opening(resource)} is closed and lets no trusted services in, so that Azure Machine Learning cannot use it for ${called(workspace)}. Set '${String(bypassOf(resource).at(-1))}' to 'AzureServices'.`,
        repair: repairOf(resource),
      });
    }
  }),
};

function isTrusting(graph: Graph, resource: Resource): Answer {
  const bypass = ask(resource, bypassOf(resource), matches(/azureservices/i, true));
  return resource.kind === "microsoft.storage/storageaccounts" ? either(bypass, hasResourceRule(graph, resource)) : bypass;
}

function bypassOf(resource: Resource): Path {
  return resource.kind === "microsoft.containerregistry/registries"
    ? ["properties", "networkRuleBypassOptions"]
    : ["properties", "networkAcls", "bypass"];
}

/** A rule for a workspace of this deployment, or for all of a subscription or group; one for another workspace lets that one in. */
function hasResourceRule(graph: Graph, resource: Resource): Answer {
  const rules = cases(resource.body, ["properties", "networkAcls", "resourceAccessRules"], resource.condition);
  const items = rules.flatMap(({ seen }) => (seen.is === "value" && seen.value.kind === "list" ? seen.value.items : []));
  const answers = items.map((item) => isForUs(graph, item, resource.condition));
  if (answers.includes(true)) return { is: "met", at: resource.at };
  const because = answers.find((answer) => typeof answer === "object");
  return because ? { is: "unclear", at: resource.at, because } : { is: "unmet", at: resource.at };
}

function isForUs(graph: Graph, item: Value, under: Condition): boolean | Reason {
  const id = look(item, ["resourceId"], under);
  if (id.is !== "value") return id.is === "unclear" && id.because;
  if (id.value.kind === "scalar" && /machinelearningservices\/(workspaces\/)?\*$/i.test(String(id.value.value))) return true;
  const to = graph.resolve(id.value, under);
  if (to.is === "unclear") return to.because;
  return to.is === "found" && workspacesOf(graph).includes(to.resource);
}

function repairOf(resource: Resource): Repair {
  const had = stringAt(resource.body, bypassOf(resource), resource.condition);
  const value = had && !/^none$/i.test(had) ? `AzureServices, ${had}` : "AzureServices";
  return setting(resource, bypassOf(resource), value, `Let trusted services into ${called(resource)}`);
}

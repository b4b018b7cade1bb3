import type { Graph, Resource } from "../../../model/graph.ts";
import type { Path } from "../../../model/value.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isNotEmpty, verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { encryptDisks } from "../../questions/disk-repair.ts";
import { wantsKeys } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";

/** Where the set is named, by type, and what naming one means for what exists. */
const places: Readonly<Record<string, { readonly path: Path; readonly caution: string }>> = {
  "Microsoft.Compute/virtualMachines": {
    path: ["properties", "storageProfile", "osDisk", "managedDisk", "diskEncryptionSet", "id"],
    caution: "A machine that exists has to be stopped while its disk changes keys.",
  },
  "Microsoft.ContainerService/managedClusters": {
    path: ["properties", "diskEncryptionSetID"],
    caution: "A cluster that exists has to be created anew, and its identity must be allowed to read the disk encryption set.",
  },
};

export const rule: Rule = {
  id: "disk-cmk",
  title: "Disks of machines and clusters beside the workspace encrypt with a customer-managed key",
  severity: "note",
  why: `Where keys of your own are asked for, data that a jump box or an attached cluster keeps on its disks belongs under them too.
The disks of Azure Machine Learning's own computes cannot have one: they are temporary and encrypted with Microsoft's key.`,
  how: "Name a disk encryption set with your key: `managedDisk.diskEncryptionSet.id`, or `diskEncryptionSetID` of a cluster.",
  documents: ["customer-managed-keys"],
  controls: ["SC-12", "SC-28"],
  *check(context: Context): Iterable<Verdict> {
    if (!concernsMachineLearning(context.graph) || !wantsKeys(context)) return;
    for (const [type, place] of Object.entries(places)) {
      for (const resource of context.graph.ofType(type)) yield judge(context.graph, resource, place);
    }
  },
};

function judge(graph: Graph, resource: Resource, { path, caution }: { readonly path: Path; readonly caution: string }): Verdict {
  return verdict(resource, ask(resource, path, isNotEmpty), {
    whether: `disks of ${called(resource)} encrypt with a customer-managed key`,
    unmet: `${opening(resource)} keeps its disks under a key of Microsoft's, although keys of your own are asked for. Name a disk encryption set.`,
    repair: encryptDisks(graph, resource, path, caution),
  });
}

import type { Resource } from "../../../model/graph.ts";
import type { Path } from "../../../model/value.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isNotEmpty, verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { wantsKeys } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asking } from "../../questions/setting.ts";

const paths: Readonly<Record<string, Path>> = {
  "Microsoft.Compute/virtualMachines": ["properties", "storageProfile", "osDisk", "managedDisk", "diskEncryptionSet", "id"],
  "Microsoft.ContainerService/managedClusters": ["properties", "diskEncryptionSetID"],
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
    for (const [type, path] of Object.entries(paths)) {
      for (const resource of context.graph.ofType(type)) yield judge(resource, path);
    }
  },
};

function judge(resource: Resource, path: Path): Verdict {
  const parameter = { $parameter: "diskEncryptionSetId", description: "Id of the disk encryption set with the customer-managed key." };
  return verdict(resource, ask(resource, path, isNotEmpty), {
    whether: `disks of ${called(resource)} encrypt with a customer-managed key`,
    unmet: `${opening(resource)} keeps its disks under a key of Microsoft's, although keys of your own are asked for. Name a disk encryption set.`,
    repair: asking(resource, path, parameter, `Encrypt disks of ${called(resource)}`, "The disk encryption set's id becomes a parameter."),
  });
}

// Pairs of which the compiled file does not come from the Bicep beside it.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { filesBelow, type Pair } from "./pairs.ts";

export interface Stale {
  /** How the compiled file's path ends. */
  readonly arm: string;
  /** Stands on one side, and nothing on the other can have made it or been made of it. */
  readonly text: string;
  readonly on: "bicep" | "arm";
}

const stale: readonly Stale[] = [
  { arm: "src/Bicep.Core.Samples/Files/baselines/InvalidLambdas_LF/main.json", text: "antteststg", on: "bicep" },
  { arm: "src/Bicep.RegistryModuleTool.TestFixtures/Samples/Invalid/main.json", text: "The linux administrator username", on: "bicep" },
  { arm: "src/Bicep.RegistryModuleTool.TestFixtures/Samples/Modified/main.json", text: "Microsoft.ContainerService", on: "bicep" },
  { arm: "avm/res/api-center/service/tests/e2e/max/main.test.json", text: "IT-1234", on: "arm" },
  { arm: "infrastructure/bicep/main.json", text: "rg-wus-test", on: "arm" },
  { arm: "quickstarts/microsoft.compute/1vm-2nics-2subnets-1vnet/azuredeploy.json", text: "Standard_D2s_v3", on: "arm" },
  { arm: "quickstarts/microsoft.kubernetes/aks/azuredeploy.json", text: "Standard_D2s_v3", on: "arm" },
  { arm: "quickstarts/microsoft.network/front-door-premium-vm-private-link/azuredeploy.json", text: "Standard_D2s_v3", on: "arm" },
  {
    arm: "quickstarts/microsoft.documentdb/cosmosdb-mongodb-autoscale/azuredeploy.json",
    text: "DisableRateLimitingResponses",
    on: "bicep",
  },
  { arm: "quickstarts/microsoft.machinelearningservices/aistudio-basics/main.json", text: '"AAD"', on: "arm" },
  { arm: "quickstarts/microsoft.machinelearningservices/aistudio-cmk/main.json", text: '"AAD"', on: "arm" },
  {
    arm: "quickstarts/microsoft.machinelearningservices/aistudio-network-restricted/prereqs/prereq.main.json",
    text: "serviceEndpoints",
    on: "arm",
  },
  {
    arm: "quickstarts/microsoft.machinelearningservices/machine-learning-network-restricted/prereqs/prereq.main.json",
    text: "serviceEndpoints",
    on: "arm",
  },
  { arm: "quickstarts/microsoft.network/azure-bastion/azuredeploy.json", text: "10.1.1.0/27", on: "arm" },
  {
    arm: "quickstarts/microsoft.network/azurefirewall-create-with-ipgroups-and-linux-jumpbox/azuredeploy.json",
    text: "MicrosoftCBLMariner",
    on: "bicep",
  },
  {
    arm: "quickstarts/microsoft.web/webapp-windows-with-privateendpoint-applicationgateway/azuredeploy.json",
    text: "MutasemHamad",
    on: "arm",
  },
];

/** The row for a pair whose evidence still holds: the text is on the one side, and nowhere on the other. */
export function staleness(pair: Pair): Stale | undefined {
  return stale.find((row) => pair.arm.endsWith(`/${row.arm}`) && holds(row, pair));
}

function holds(row: Stale, pair: Pair): boolean {
  const bicep = filesBelow(dirname(pair.bicep)).filter((file) => file.endsWith(".bicep"));
  const texts = { bicep: bicep.map((file) => readFileSync(file, "utf8")).join("\n"), arm: readFileSync(pair.arm, "utf8") };
  return texts[row.on].includes(row.text) && !texts[row.on === "bicep" ? "arm" : "bicep"].includes(row.text);
}

import type { Graph } from "../../model/graph.ts";
import { connectionsOf } from "./endpoints.ts";
import { zoneName, zoneType } from "./zones.ts";

/**
 * Whether Azure Machine Learning has to do with a deployment, so that its networks and zones are ours to judge: something of it stands here,
 * a private endpoint leads to it, or a zone holds its names, as in a hub.
 */
export function concernsMachineLearning(graph: Graph): boolean {
  return (
    graph.resources.some(({ kind }) => kind.startsWith("microsoft.machinelearningservices/")) ||
    graph.ofType(zoneType).some((zone) => /^privatelink\.(api\.(azureml|ml\.azure)|notebooks)\./.test(String(zoneName(zone)))) ||
    connectionsOf(graph).items.some(({ groups }) => groups.some((group) => group === "amlworkspace" || group === "amlregistry"))
  );
}

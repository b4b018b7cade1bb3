// What api-versions a cloud offers, read once a connection: sovereign clouds lag behind.
import { inParallel } from "./parallel.ts";
import type { Connection } from "./pipeline.ts";
import { get, isObject } from "./read.ts";

const NAMESPACES = [
  "Microsoft.MachineLearningServices",
  "Microsoft.Network",
  "Microsoft.Storage",
  "Microsoft.KeyVault",
  "Microsoft.ContainerRegistry",
  "Microsoft.Insights",
  "Microsoft.Compute",
] as const;

/** A namespace that cannot be asked is left out: its versions are then those that the product knows. */
export async function readOffered(connection: Connection, subscription: string, signal?: AbortSignal): Promise<void> {
  if (connection.offered.size > 0) return;
  await inParallel(NAMESPACES, 3, signal, async (namespace) => {
    const read = await get(connection, `/subscriptions/${subscription}/providers/${namespace}`, { signal, version: "2021-04-01" });
    const types = read.is === "read" && isObject(read.value) && Array.isArray(read.value.resourceTypes) ? read.value.resourceTypes : [];
    for (const type of types) {
      if (!isObject(type) || typeof type.resourceType !== "string" || !Array.isArray(type.apiVersions)) continue;
      const versions = type.apiVersions.filter((version) => typeof version === "string");
      if (!type.resourceType.includes("/")) connection.offered.set(`${namespace}/${type.resourceType}`.toLowerCase(), versions);
    }
  });
}

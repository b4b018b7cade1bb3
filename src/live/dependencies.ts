// Azure's own list of what a workspace must reach, for holding against ours.
import type { BlindSpot, Json } from "../model/azure.ts";
import { blindSpot } from "./blind.ts";
import { inParallel } from "./parallel.ts";
import type { Connection } from "./pipeline.ts";
import { type Answer, get, isObject } from "./read.ts";

export interface Dependency {
  readonly category: string;
  /** A host, sometimes with a leading `*.`. */
  readonly host: string;
  readonly ports: readonly number[];
}

/** The lists of many workspaces by lower-case id; one that cannot be read is a blind spot. */
export async function readListed(
  connection: Connection,
  workspaces: readonly string[],
  signal?: AbortSignal,
): Promise<{ readonly listed: Readonly<Record<string, readonly Dependency[]>>; readonly blind: readonly BlindSpot[] }> {
  const read = await inParallel(workspaces, 4, signal, async (id) => ({ id, answer: await readDependencies(connection, id, signal) }));
  const type = "Microsoft.MachineLearningServices/workspaces/outboundNetworkDependenciesEndpoints";
  return {
    listed: Object.fromEntries(read.flatMap(({ id, answer }) => (answer.is === "read" ? [[id.toLowerCase(), answer.value]] : []))),
    blind: read.flatMap(({ id, answer }) => (answer.is === "read" ? [] : [blindSpot(id, [type], answer.failure)])),
  };
}

export async function readDependencies(
  connection: Connection,
  workspace: string,
  signal?: AbortSignal,
): Promise<Answer<readonly Dependency[]>> {
  const right = "Microsoft.MachineLearningServices/workspaces/outboundNetworkDependenciesEndpoints/read";
  const read = await get(connection, `${workspace}/outboundNetworkDependenciesEndpoints`, { right, signal });
  return read.is === "read" ? { is: "read", value: dependenciesOf(read.value) } : read;
}

function dependenciesOf(body: Json): readonly Dependency[] {
  const categories = isObject(body) && Array.isArray(body.value) ? body.value.filter(isObject) : [];
  return categories.flatMap(({ properties }) => {
    if (!isObject(properties) || !Array.isArray(properties.endpoints)) return [];
    return properties.endpoints.filter(isObject).map((endpoint) => {
      const details = Array.isArray(endpoint.endpointDetails) ? endpoint.endpointDetails.filter(isObject) : [];
      return {
        category: String(properties.category ?? ""),
        host: String(endpoint.domainName ?? "").toLowerCase(),
        ports: details.flatMap(({ port }) => (typeof port === "number" ? [port] : [])),
      };
    });
  });
}

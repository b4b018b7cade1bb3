// The published prefixes of the service tags that this product is about: for finding lists of addresses that went stale.
import type { AzureRow, Json } from "../model/azure.ts";
import { parseId } from "./ids.ts";
import { serviceTags } from "./network.ts";
import type { Connection } from "./pipeline.ts";
import { isObject } from "./read.ts";

type Tags = Readonly<Record<string, readonly string[]>>;

const known = new WeakMap<Connection, Promise<Tags | undefined>>();

/** Once a connection, since the list is of the whole cloud and large. Undefined where it cannot be read: nothing then counts as stale. */
export function tagsOf(connection: Connection, workspaces: readonly AzureRow[], signal?: AbortSignal): Promise<Tags | undefined> {
  const [first] = workspaces;
  const subscription = first && parseId(first.id)?.subscription;
  const region = typeof first?.location === "string" ? first.location.toLowerCase().replaceAll(" ", "") : undefined;
  if (!subscription || !region) return Promise.resolve(undefined);
  const read = known.get(connection) ?? readTags(connection, subscription, region, signal);
  known.set(connection, read);
  return read;
}

async function readTags(
  connection: Connection,
  subscription: string,
  region: string,
  signal: AbortSignal | undefined,
): Promise<Tags | undefined> {
  const read = await serviceTags(connection, subscription, region, signal);
  if (read.is === "read") return pick(read.value);
  known.delete(connection);
  return undefined;
}

/** Services whose addresses people write into rules; regional tags of others are thousands. */
const WANTED =
  /^(azuremachinelearning|batchnodemanagement|azureactivedirectory|azureresourcemanager|microsoftcontainerregistry|storage)(\.|$)/;

function pick(json: Json): Tags | undefined {
  if (!isObject(json) || !Array.isArray(json.values)) return undefined;
  const found = json.values.filter(isObject).flatMap(({ name, properties }) => {
    const prefixes = isObject(properties) && Array.isArray(properties.addressPrefixes) ? properties.addressPrefixes : [];
    const tag = String(name ?? "").toLowerCase();
    return WANTED.test(tag) ? [[tag, prefixes.filter((prefix) => typeof prefix === "string")] as const] : [];
  });
  return Object.fromEntries(found);
}

// What was read, as a file that can be kept and sent: no secret in it, and no one's name.
import type { AzureRow, BlindSpot, FailureKind, Json, Snapshot } from "../model/azure.ts";
import type { Cloud } from "../model/declaration.ts";

/** Rows that a snapshot keeps are masked: values of secrets go, people become `…`. Ids and names of resources stay: they are what is judged. */
export function masked(snapshot: Snapshot): Snapshot {
  return { ...snapshot, rows: snapshot.rows.map((row) => mask(row) as AzureRow) };
}

const SECRET =
  /(password|secret|connectionstring|instrumentationkey|sharedkey|accesskey|accountkey|primarykey|secondarykey|protectedsettings|sastoken|privatekey|sshpublickey|keydata|customdata|userdata|token|credential)s?$/i;
const PERSON =
  /^(createdby|lastmodifiedby|assignedto|username|adminusername|owner|email|mail|upn|userprincipalname|principalname|personalcomputeinstancesettings|contact|displayname)$/i;
const ADDRESS = /(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+/g;

function mask(json: Json, depth = 0): Json {
  if (depth > 100) return null;
  if (typeof json === "string") return json.replace(ADDRESS, "…");
  if (json === null || typeof json !== "object") return json;
  if (isList(json)) return json.map((item) => mask(item, depth + 1));
  const kept = Object.entries(json).map(([name, value]): [string, Json] => {
    const isText = typeof value === "string";
    if (SECRET.test(name) && isText) return [name, value === "" ? "" : "…"];
    if (PERSON.test(name)) return [name, isText ? "…" : null];
    return [name, mask(value, depth + 1)];
  });
  return Object.fromEntries(kept);
}

export type Parsed = { readonly is: "snapshot"; readonly snapshot: Snapshot } | { readonly is: "not"; readonly why: string };

/** Reads a snapshot file; also a plain list of rows, as Resource Graph's explorer and `az graph query` export them. Total. */
export function parseSnapshot(text: string): Parsed {
  let json: Json;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { is: "not", why: "The file is not JSON." };
  }
  const body = isObject(json) ? json : {};
  const rows = isList(json)
    ? json
    : isList(body.rows)
      ? body.rows
      : isList(body.data)
        ? body.data
        : isList(body.value)
          ? body.value
          : undefined;
  if (!rows) return { is: "not", why: "The file holds no list of Azure resources: neither a snapshot nor an export of Resource Graph." };
  if (isObject(json) && body.schema !== undefined && body.schema !== 1) {
    return { is: "not", why: `The snapshot's schema is '${String(body.schema)}'. This version reads schema 1. Update the product.` };
  }
  const cloud = CLOUDS.find((each) => each === body.cloud) ?? "public";
  const taken = typeof body.taken === "string" ? body.taken : "";
  const blind = isList(body.blind) ? body.blind.flatMap(blindSpot) : [];
  const tags = isObject(body.tags) ? { tags: tagsIn(body.tags) } : {};
  return { is: "snapshot", snapshot: { schema: 1, cloud, taken, rows: rows.filter(isRow), blind, ...tags } };
}

function tagsIn(json: { readonly [name: string]: Json }): NonNullable<Snapshot["tags"]> {
  return Object.fromEntries(
    Object.entries(json).map(([tag, list]) => [tag, isList(list) ? list.filter((one) => typeof one === "string") : []]),
  );
}

const CLOUDS: readonly Cloud[] = ["public", "usgov", "china"];

function blindSpot(json: Json): readonly BlindSpot[] {
  if (!isObject(json) || typeof json.id !== "string" || typeof json.text !== "string" || !isList(json.types)) return [];
  const types = json.types.filter((type) => typeof type === "string");
  const right = typeof json.right === "string" ? { right: json.right } : {};
  const settle = typeof json.settle === "string" ? { settle: json.settle } : {};
  const kind = typeof json.kind === "string" ? (json.kind as FailureKind) : "broken";
  return [{ id: json.id, types, kind, text: json.text, ...right, ...settle }];
}

function isRow(json: Json): json is AzureRow {
  return isObject(json) && typeof json.id === "string" && json.id.startsWith("/");
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

// What an API version does not know yet. A template of that version cannot set it and does not reset it, so its absence says nothing.

import type { Declaration } from "./declaration.ts";
import { own } from "./own.ts";
import { object, unknown, type Value } from "./value.ts";

interface Later {
  /** Of `properties`, as written. */
  readonly name: string;
  /** Date of the first API version that has it. */
  readonly since: string;
}

/**
 * Switches that alone decide about the network, by lower-case type. Dates are those of the types that Bicep generates from Azure's
 * specifications, read on 2026-08-20. Stores are not listed: their firewalls are older, and say whether they are open.
 * Nor is what a resource has only when its template asks for it: a workspace that an older version makes has no managed network and no
 * serverless subnet, and to doubt that would leave every answer about its flows open.
 */
const later: Readonly<Record<string, Later>> = {
  "microsoft.machinelearningservices/workspaces": { name: "publicNetworkAccess", since: "2021-07-01" },
};

/** The body of a declaration, with a value that nobody knows where its API version has no such property. */
export function bodyAsOf({ type, apiVersion, body }: Declaration): Value {
  const row = own(later, type.toLowerCase());
  if (!row || apiVersion === undefined || !/^\d{4}-\d{2}-\d{2}/.test(apiVersion) || apiVersion.slice(0, 10) >= row.since) return body;
  const properties = body.kind === "object" ? body.props.get("properties") : undefined;
  if (body.kind !== "object" || properties?.value.kind !== "object" || properties.value.props.has(row.name.toLowerCase())) return body;
  const { value } = properties;
  const text = `API version '${apiVersion}' does not know '${row.name}', so what the resource has is not seen.`;
  const settle = `use API version ${row.since} or later and write '${row.name}'`;
  const added = { name: row.name, at: value.at, value: unknown({ kind: "azure", text, settle, at: value.at }, value.at) };
  const whole = { ...properties, value: object([...value.props.values(), added], value.at, value.open) };
  return object(
    [...body.props.values()].map((one) => (one === properties ? whole : one)),
    body.at,
    body.open,
  );
}

// The small reader for what no client of the SDK reads whole: ML, storage, vaults, registries, private DNS, Resource Graph.
import { createPipelineRequest, type PipelineResponse } from "@azure/core-rest-pipeline";
import type { AzureRow, Json } from "../model/azure.ts";
import { type Failure, FailureError } from "./failure.ts";
import { failureOf, failureOfStatus } from "./failure-of.ts";
import type { Connection } from "./pipeline.ts";
import { typeOfPath, versionFor } from "./versions.ts";

export interface Asking {
  /** The action that the read needs, to name it when it is refused. */
  readonly right?: string;
  readonly signal?: AbortSignal | undefined;
  readonly version?: string;
}

export type Answer<T> = { readonly is: "read"; readonly value: T } | { readonly is: "failed"; readonly failure: Failure };

/** Rows, and why there may be more: a page that failed takes nothing from those before it. */
export interface Listing {
  readonly rows: readonly AzureRow[];
  readonly failure?: Failure;
}

/** One resource or document at a path such as `/subscriptions/…`. */
export async function get(connection: Connection, path: string, asking: Asking = {}): Promise<Answer<Json>> {
  try {
    const response = await send(connection, "GET", address(connection, path, asking), asking);
    return { is: "read", value: parse(response) };
  } catch (thrown) {
    return { is: "failed", failure: failureOf(thrown, asking.right, asking.signal?.aborted) };
  }
}

/** All pages of a list. */
export async function list(connection: Connection, path: string, asking: Asking = {}): Promise<Listing> {
  const rows: AzureRow[] = [];
  const seen = new Set<string>();
  let next: string | undefined = address(connection, path, asking);
  try {
    while (next !== undefined) {
      if (seen.has(next) || seen.size >= 10_000) throw broken("Azure's list leads in a circle.");
      seen.add(next);
      const page = pageOf(parse(await send(connection, "GET", next, asking)));
      rows.push(...page.rows);
      next = page.next;
    }
    return { rows };
  } catch (thrown) {
    return { rows, failure: failureOf(thrown, asking.right, asking.signal?.aborted) };
  }
}

/** One of the read-only POSTs that answers at once. */
export async function post(connection: Connection, path: string, body: Json, asking: Asking = {}): Promise<Answer<Json>> {
  try {
    const response = await send(connection, "POST", address(connection, path, asking), asking, body);
    return { is: "read", value: parse(response) };
  } catch (thrown) {
    return { is: "failed", failure: failureOf(thrown, asking.right, asking.signal?.aborted) };
  }
}

/** One request; anything but success is thrown as a failure. */
export async function send(
  connection: Connection,
  method: "GET" | "POST",
  url: string,
  asking: Asking,
  body?: Json,
): Promise<PipelineResponse> {
  const request = createPipelineRequest({ url, method, ...(asking.signal ? { abortSignal: asking.signal } : {}) });
  request.headers.set("Accept", "application/json");
  if (body !== undefined) {
    request.headers.set("Content-Type", "application/json");
    request.body = JSON.stringify(body);
  }
  const response = await connection.pipeline.sendRequest(connection.http, request);
  if (response.status < 300) return response;
  throw new FailureError(failureOfStatus(response.status, codeOf(response), asking.right));
}

/** An answer's JSON; an empty answer is null. */
export function parse(response: PipelineResponse): Json {
  if (!response.bodyAsText) return null;
  try {
    return JSON.parse(response.bodyAsText);
  } catch {
    throw broken("Azure's answer is cut off or not JSON.");
  }
}

/** One page of `{ value, nextLink }`, with the rows that have an id. */
function pageOf(body: Json): { readonly rows: readonly AzureRow[]; readonly next: string | undefined } {
  const page = isObject(body) ? body : {};
  const { value, nextLink } = page;
  if (!Array.isArray(value)) throw broken("Azure's answer is not a list.");
  return { rows: value.filter(isRow), next: typeof nextLink === "string" && nextLink !== "" ? nextLink : undefined };
}

export function isRow(item: Json | undefined): item is AzureRow {
  return isObject(item) && typeof item.id === "string" && item.id.startsWith("/");
}

export function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

export function address(connection: Connection, path: string, asking: Asking): string {
  const url = new URL(path, connection.cloud.endpoint);
  const type = typeOfPath(url.pathname);
  const version = asking.version ?? (type ? versionFor(type, connection.offered) : undefined) ?? "2022-12-01";
  url.searchParams.set("api-version", version);
  return url.toString();
}

function codeOf(response: PipelineResponse): string | undefined {
  try {
    const body: Json = JSON.parse(response.bodyAsText ?? "");
    const error = isObject(body) ? body.error : undefined;
    const code = isObject(error) ? error.code : undefined;
    return typeof code === "string" && /^[\w.-]{1,80}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

function broken(text: string): FailureError {
  return new FailureError({ kind: "broken", text, settle: "refresh to try again" });
}

// What is read of `terraform show -json PLAN`, taken out of JSON without trust in it.
import type { Json } from "../evaluate/values.ts";

export type JsonObject = { readonly [name: string]: Json };

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  /** Address of the module it is in, empty for the root. */
  readonly module: string;
  readonly values: JsonObject;
  /** `true` where the value is only known after the plan is applied. */
  readonly unknown: JsonObject;
}

export interface Plan {
  readonly resources: readonly PlannedResource[];
  readonly configuration: JsonObject;
  readonly provider: JsonObject;
}

/** The plan in a text; undefined when it is none. */
export function planIn(text: string): Plan | undefined {
  if (!text.includes('"planned_values"') || !text.includes('"format_version"')) return undefined;
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  const root = objectOf(json);
  const planned = objectOf(objectOf(root.planned_values).root_module);
  const unknown = new Map<string, JsonObject>();
  for (const change of listOf(root.resource_changes)) {
    const one = objectOf(change);
    if (typeof one.address === "string") unknown.set(one.address, objectOf(objectOf(one.change).after_unknown));
  }
  const configuration = objectOf(root.configuration);
  return {
    resources: resourcesIn(planned, "", unknown, 0),
    configuration: objectOf(configuration.root_module),
    provider: objectOf(configuration.provider_config),
  };
}

const deepest = 24;

function resourcesIn(module: JsonObject, address: string, unknown: ReadonlyMap<string, JsonObject>, depth: number): PlannedResource[] {
  if (depth > deepest) return [];
  const own = listOf(module.resources).flatMap((item): PlannedResource[] => {
    const one = objectOf(item);
    if (one.mode !== "managed" || typeof one.address !== "string" || typeof one.type !== "string" || typeof one.name !== "string")
      return [];
    const index = typeof one.index === "string" || typeof one.index === "number" ? { index: one.index } : {};
    const more = unknown.get(one.address) ?? {};
    return [
      { address: one.address, type: one.type, name: one.name, module: address, values: objectOf(one.values), unknown: more, ...index },
    ];
  });
  const inner = listOf(module.child_modules).flatMap((item) => {
    const child = objectOf(item);
    return resourcesIn(child, typeof child.address === "string" ? child.address : address, unknown, depth + 1);
  });
  return [...own, ...inner];
}

export function objectOf(json: Json | undefined): JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json) ? (json as JsonObject) : {};
}

export function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

// A row's JSON as a value. Every part is placed at the id of the nearest resource that holds it: a subnet's at the subnet.
import type { Json } from "../../model/azure.ts";
import type { Origin } from "../../model/origin.ts";
import type { Reason, Value } from "../../model/value.ts";
import { list, object, scalar, unknown } from "../../model/value.ts";
import { type Principals, principalAt } from "./principals.ts";

const deepest = 100;

/** Total: what is nested deeper than any resource of Azure is unknown with that reason. */
export function valueOfJson(json: Json, at: Origin, principals: Principals = new Map(), depth = 0): Value {
  if (depth > deepest) return unknown(tooDeep, at);
  if (json === null || typeof json !== "object") return scalar(json, at);
  if (isList(json)) {
    return list(
      json.map((item) => valueOfJson(item, at, principals, depth + 1)),
      at,
    );
  }
  const { id } = json;
  const own: Origin = typeof id === "string" && holds(json) ? { from: "azure", id } : at;
  const isRight = "roleDefinitionId" in json || "permissions" in json;
  const properties = Object.entries(json).map(([name, value]) => {
    const whose = isRight ? principalAt(name, value, own, principals) : undefined;
    return { name, at: own, value: whose ?? valueOfJson(value, own, principals, depth + 1) };
  });
  return object(properties, own);
}

/** Whether an object is a resource of its own, and not only a reference to one. */
function holds(json: { readonly [name: string]: Json }): boolean {
  return json.name !== undefined || json.properties !== undefined;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

const tooDeep: Reason = { kind: "limit", text: `This is nested more than ${deepest} levels deep.` };

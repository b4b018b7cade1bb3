// Reads that failed as blind spots: what may be there unseen.
import type { BlindSpot } from "../model/azure.ts";
import type { Failure } from "./failure.ts";

export function blindSpot(id: string, types: readonly string[], failure: Failure): BlindSpot {
  const { kind, text, right, settle } = failure;
  return { id, types, kind, text: `${about(types, id)} ${text}`, ...(right ? { right } : {}), ...(settle ? { settle } : {}) };
}

function about(types: readonly string[], id: string): string {
  const [type = "Resources"] = types;
  return `'${type}' at '${id.slice(id.lastIndexOf("/") + 1)}' could not be read.`;
}

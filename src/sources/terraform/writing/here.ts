import type { Resource } from "../../../model/graph.ts";
import type { Desk, Place } from "./desk.ts";

/** Where an expression is written. */
export interface Here {
  readonly desk: Desk;
  readonly place: Place;
  /** The resource that the repair is about. */
  readonly beside: Resource;
  /** Whether a name is not read from it. */
  readonly apart?: boolean;
}

export interface Cannot {
  readonly cannot: string;
}

/** Text of an expression that was made by the writer itself. */
export interface Raw {
  readonly $raw: string;
}

export function isRaw(draft: unknown): draft is Raw {
  return typeof draft === "object" && draft !== null && "$raw" in draft;
}

export function isCannot(value: unknown): value is Cannot {
  return typeof value === "object" && value !== null && "cannot" in value;
}

export function quoted(text: string): string {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t");
  return `"${escaped.replace(/\$\{/g, "$$$${").replace(/%\{/g, "%%{")}"`;
}

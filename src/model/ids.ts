// ARM ids, wherever they stand as text: known, partly known, or as pieces around a reference.

import type { Address, Value } from "./value.ts";
import { text } from "./value.ts";

/** A resource that an id points at: an address, or what stands below the resource at an address. */
export interface IdTarget {
  readonly to: Address;
  /** Child segments after it: `["subnets", "training"]`. */
  readonly below: readonly { readonly segment: string; readonly name: Value }[];
}

/** Reads an id out of a string value; undefined when it is not one. */
export function idOf(value: Value): IdTarget | undefined {
  if (value.kind === "scalar" && typeof value.value === "string") return fromSegments(segmentsOf([value]));
  if (value.kind !== "text") return undefined;
  const [first, ...rest] = value.parts;
  if (first?.kind === "reference" && first.path.length === 0) {
    const below = pairs(segmentsOf(rest));
    return below ? { to: first.to, below } : undefined;
  }
  return fromSegments(segmentsOf(value.parts));
}

/** Splits at slashes; a segment is one value. */
function segmentsOf(parts: readonly Value[]): readonly Value[] {
  const segments: Value[][] = [[]];
  for (const part of parts) {
    if (part.kind !== "scalar" || typeof part.value !== "string") {
      segments.at(-1)?.push(part);
      continue;
    }
    part.value.split("/").forEach((piece, index) => {
      if (index > 0) segments.push([]);
      if (piece !== "") segments.at(-1)?.push({ ...part, value: piece });
    });
  }
  return segments
    .filter((pieces) => pieces.length > 0)
    .map((pieces) => (pieces.length === 1 && pieces[0] ? pieces[0] : text(pieces, pieces[0]?.at ?? { from: "default", of: "an id" })));
}

function fromSegments(segments: readonly Value[]): IdTarget | undefined {
  const words = segments.map(word);
  const provider = words.lastIndexOf("providers");
  if (provider < 0) return undefined;
  const namespace = plain(segments[provider + 1]);
  const rest = pairs(segments.slice(provider + 2));
  if (!namespace?.includes(".") || !rest || rest.length === 0) return undefined;
  const subscription = words[0] === "subscriptions" ? segments[1] : undefined;
  const group = words[2] === "resourcegroups" ? segments[3] : undefined;
  return {
    to: {
      by: "id",
      type: [namespace, ...rest.map((pair) => pair.segment)].join("/"),
      names: rest.map((pair) => pair.name),
      ...(subscription ? { subscription } : {}),
      ...(group ? { resourceGroup: group } : {}),
    },
    below: [],
  };
}

function pairs(segments: readonly Value[]): IdTarget["below"] | undefined {
  if (segments.length % 2 !== 0) return undefined;
  const out: { segment: string; name: Value }[] = [];
  for (let index = 0; index < segments.length; index += 2) {
    const segment = plain(segments[index]);
    const name = segments[index + 1];
    if (segment === undefined || !name) return undefined;
    out.push({ segment, name });
  }
  return out;
}

function plain(value: Value | undefined): string | undefined {
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

function word(value: Value): string {
  return plain(value)?.toLowerCase() ?? "";
}

// What stands at a position: the string there and what it is a value of. By the text alone, so that it works while the file is half typed.
import { own } from "../model/own.ts";
import type { WordKind } from "../report/words.ts";

export interface Quoted {
  /** Offsets of what is inside the quotes. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The quoted string around an offset, on its line. */
export function quotedAt(text: string, offset: number): Quoted | undefined {
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const rest = /[\r\n]/.exec(text.slice(offset));
  const lineEnd = rest ? offset + rest.index : text.length;
  const line = text.slice(lineStart, lineEnd);
  for (const match of line.matchAll(/'([^']*)('|$)|"((?:[^"\\]|\\.)*)("|\\?$)/gs)) {
    const inside = match[1] ?? match[3] ?? "";
    const start = lineStart + match.index + 1;
    if (offset >= start && offset <= start + inside.length) return { start, end: start + inside.length, text: inside };
  }
  return undefined;
}

/** Names of properties, without underscores and in lower case, and the words that they take. */
const properties: Readonly<Record<string, readonly WordKind[]>> = {
  destinationaddresses: ["tag"],
  destinationaddressprefix: ["tag"],
  destinationaddressprefixes: ["tag"],
  sourceaddressprefix: ["tag"],
  sourceaddressprefixes: ["tag"],
  servicetagdestination: ["tag"],
  servicetag: ["tag"],
  addressprefix: ["tag"],
  targetfqdns: ["host"],
  destinationfqdns: ["host"],
  destinationfqdn: ["host"],
  // Of a managed network's rules; elsewhere it is no string.
  destination: ["host"],
  fqdns: ["host"],
  groupids: ["part"],
  groupid: ["part"],
  subresourcenames: ["part"],
  subresourcetarget: ["part"],
  privatednszonename: ["zone"],
};

/** The words that the string beginning at `start` may be, by the property that it is a value of. */
export function wordsWanted(text: string, start: number): readonly WordKind[] {
  const before = text.slice(Math.max(0, start - 4000), start - 1);
  // A list of strings may be open before it, but no list of objects.
  const property =
    /(?<![A-Za-z_])([A-Za-z_]+)['"]?\s*[:=]\s*(?:\[(?:[^[\]{}]|\$\{[^{}]*\})*)?$/.exec(before)?.[1]?.replaceAll("_", "").toLowerCase() ??
    "";
  if (property === "name") return inZone(before) ? ["zone"] : [];
  return own(properties, property) ?? [];
}

/** Whether the last resource that begins before is a private DNS zone. */
function inZone(before: string): boolean {
  const types = [...before.matchAll(/Microsoft\.[A-Za-z]+\/[A-Za-z/]+|\bazurerm_[a-z_]+/g)].map(([type]) => type);
  return /^(Microsoft\.Network\/privateDnsZones|azurerm_private_dns_zone)$/i.test(types.at(-1) ?? "");
}

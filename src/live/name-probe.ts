// What this machine makes of names. Only ever run because a person asked for it.
import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { inParallel } from "./parallel.ts";

export interface NameProbe {
  readonly name: string;
  /** The private address that the name should have, where one is known. */
  readonly expected?: string;
}

export interface NameResult extends NameProbe {
  readonly is: "private" | "public" | "other" | "none";
  readonly addresses: readonly string[];
  /** A full sentence. */
  readonly text: string;
}

const WIDTH = 6;

/** `other`: a private address, but not the endpoint's. */
export function probeNames(names: readonly NameProbe[], signal?: AbortSignal, resolve = addressesOf): Promise<readonly NameResult[]> {
  return inParallel(names.slice(0, 200), WIDTH, signal, async (probe) => {
    const addresses = await resolve(probe.name);
    const [first] = addresses;
    if (first === undefined) return { ...probe, is: "none", addresses, text: `'${probe.name}' has no address here.` };
    if (probe.expected !== undefined && addresses.includes(probe.expected)) {
      return { ...probe, is: "private", addresses, text: `'${probe.name}' is ${probe.expected}, the private endpoint's address.` };
    }
    const shown = addresses.join(", ");
    if (!addresses.every(isPrivate)) {
      return {
        ...probe,
        is: "public",
        addresses,
        text: `'${probe.name}' is ${shown}, a public address: this machine goes past the private endpoint.`,
      };
    }
    if (probe.expected === undefined) return { ...probe, is: "private", addresses, text: `'${probe.name}' is ${shown}.` };
    return {
      ...probe,
      is: "other",
      addresses,
      text: `'${probe.name}' is ${shown}, but the private endpoint's address is ${probe.expected}.`,
    };
  });
}

async function addressesOf(name: string): Promise<readonly string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

function isPrivate(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === "private" || range === "uniqueLocal" || range === "loopback" || range === "carrierGradeNat";
}

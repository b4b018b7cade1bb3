// Where in a network there is room for a subnet of a size.
import type { Graph, Resource } from "../../model/graph.ts";
import type { Range } from "../../reach/match/addresses.ts";
import { contains, subtract, writeRange } from "../../reach/match/addresses.ts";
import { prefixesOf } from "./prefixes.ts";

/**
 * A prefix of this length (IPv4) for a subnet: the one around what it has, else the first that no other subnet takes. Undefined where
 * the network or one of its subnets is not known, or nothing is free.
 */
export function roomFor(graph: Graph, subnet: Resource, has: Range, length: number): string | undefined {
  const network = subnet.parent;
  if (!network || network.existing) return undefined;
  const space = prefixesOf(network);
  const { items, open } = graph.children(network, "subnets");
  const others = items.filter((one) => one !== subnet).map(prefixesOf);
  if (space.open || open || others.some((one) => one.open || one.items.length === 0)) return undefined;
  const whole = space.items.map(({ range }) => range).filter(({ version }) => version === 4);
  const free = subtract(
    whole,
    others.flatMap((one) => one.items.map(({ range }) => range)),
  );
  const size = 1n << BigInt(32 - length);
  const from = (first: bigint): Range => ({ version: 4, first, last: first + size - 1n });
  const wanted = [has.first - (has.first % size), ...free.map(({ first }) => first + ((size - (first % size)) % size))].map(from);
  const found = wanted.find((one) => free.some((range) => contains(range, one)));
  return found && writeRange(found);
}

// A range of addresses is asked about piece by piece, so that every rule, route and network takes in a piece whole or not at all.
import type { Range } from "../match/addresses.ts";
import { pieces } from "../match/addresses.ts";
import type { Terms, Topology } from "../topology/types.ts";
import { rangesOf } from "./origination.ts";
import type { Target } from "./packet.ts";

/** More are asked about as one, which some rules then take in in part. */
const MOST_PIECES = 256;

const known = new WeakMap<Topology, readonly Range[]>();

export function targetPieces(topology: Topology, target: Target): readonly Target[] {
  if (target.is !== "range" || target.range.first === target.range.last) return [target];
  const edges = known.get(topology) ?? rangesOf(listsOf(topology));
  known.set(topology, edges);
  const cut = pieces(target.range, edges);
  return cut.length > MOST_PIECES ? [target] : cut.map((range) => ({ is: "range", range }));
}

function listsOf({ networks, groups, routeTables, firewalls, managed }: Topology): readonly Terms[] {
  return [
    ...networks.map(({ space }) => space),
    ...groups.flatMap(({ rules }) => rules.map(({ destinations }) => destinations)),
    ...routeTables.map(({ routes }) => ({ items: routes.map(({ prefix }) => prefix) })),
    ...firewalls.flatMap(({ networkRules, applicationRules }) => [...networkRules, ...applicationRules].map((rule) => rule.destinations)),
    ...managed.flatMap(({ rules }) => rules.map(({ addresses }) => addresses)),
  ];
}

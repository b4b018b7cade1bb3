// `REACH_RUNS=100000 node --test test/properties/reach-addresses.test.ts` is the long run; `REACH_SEED` repeats one.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseRange } from "../../src/reach/match/addresses.ts";
import { parsePorts } from "../../src/reach/match/ports.ts";
import { flowSources } from "../../src/reach/sources.ts";
import type { AddressWorld } from "../reach/address-world.ts";
import { addressGraph, addressWorlds } from "../reach/address-world.ts";
import { RUNS } from "../reach/agreement.ts";
import { walkFrom } from "../reach/network.ts";
import { slowWalk } from "../reach/slow-addresses.ts";

const seed = Number(process.env.REACH_SEED ?? Date.now() % 2 ** 31);

function disagreement(world: AddressWorld): string | undefined {
  const graph = addressGraph(world);
  const [source] = flowSources(graph).items;
  const range = parseRange(world.target);
  const ports = parsePorts(world.port);
  assert.ok(source && range && ports);
  const walk = walkFrom(graph, source, { is: "range", range }, "tcp", ports);
  const slow = slowWalk(world);
  return walk.is === slow ? undefined : `${walk.is}, and slowly ${slow}: ${walk.steps.map(({ text }) => text).join(" ")}`;
}

describe("the walk to addresses and a model that asks every address", () => {
  test("agree on routes, security groups and policies with a base", (context) => {
    context.diagnostic(`${RUNS} networks, seed ${seed}`);
    fc.assert(
      fc.property(addressWorlds, (world) => {
        assert.equal(disagreement(world), undefined);
      }),
      { numRuns: RUNS, seed },
    );
  });
});

// `REACH_RUNS=100000 node --test test/properties/reach.test.ts` is the long run; `REACH_SEED` repeats one.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { disagreement, RUNS } from "../reach/agreement.ts";
import type { World } from "../reach/small-world.ts";
import { worlds } from "../reach/small-world.ts";

const seed = Number(process.env.REACH_SEED ?? Date.now() % 2 ** 31);
const runs = { numRuns: RUNS, seed };

describe("the walk and a model that enumerates packets", () => {
  test("agree on networks of which everything is known", (context) => {
    context.diagnostic(`${RUNS} networks, seed ${seed}`);
    fc.assert(
      fc.property(worlds(false), (world: World) => {
        assert.equal(disagreement(world), undefined);
      }),
      runs,
    );
  });

  test("agree on networks of which parts are not known", (context) => {
    context.diagnostic(`${RUNS} networks, seed ${seed}`);
    fc.assert(
      fc.property(worlds(true), (world: World) => {
        assert.equal(disagreement(world), undefined);
      }),
      runs,
    );
  });
});

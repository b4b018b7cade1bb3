import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { disagreement, RUNS } from "../reach/agreement.ts";
import type { World } from "../reach/small-world.ts";
import { worlds } from "../reach/small-world.ts";

describe("the walk and a model that enumerates packets", () => {
  test("agree on networks of which everything is known", () => {
    fc.assert(
      fc.property(worlds(false), (world: World) => {
        assert.equal(disagreement(world), undefined);
      }),
      { numRuns: RUNS },
    );
  });

  test("agree on networks of which parts are not known", () => {
    fc.assert(
      fc.property(worlds(true), (world: World) => {
        assert.equal(disagreement(world), undefined);
      }),
      { numRuns: RUNS },
    );
  });
});

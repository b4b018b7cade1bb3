// `MEND_RUNS=400 node --test test/properties/mend.test.ts` is a longer run; `MEND_SEED` repeats one. `npm run mutations` takes out everything.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { filesIn, mendAfter, soundDeployment } from "../support/mutations.ts";

const seed = Number(process.env.MEND_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.MEND_RUNS ?? 40);

describe("a sound deployment that lost one thing", () => {
  for (const language of ["bicep", "arm", "terraform"]) {
    test(`is sound again in ${language} when every fix is taken`, async (context) => {
      const sound = await soundDeployment(filesIn(new URL(`../../samples/${language}/secure/`, import.meta.url)));
      context.diagnostic(`${numRuns} of ${sound.mutations.length} things, seed ${seed}`);
      assert.equal(sound.known.size, 0);
      const property = fc.asyncProperty(fc.constantFrom(...sound.mutations), async (mutation) => {
        const { is, why } = await mendAfter(sound, mutation);
        assert.notEqual(is, "failed", `Without ${mutation.what}: ${why}`);
      });
      await fc.assert(property, { numRuns, seed });
    });
  }
});

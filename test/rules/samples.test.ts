import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "../support/audit.ts";
import { filesIn } from "../support/mutations.ts";

describe("the secure samples", () => {
  for (const language of ["bicep", "arm", "terraform"]) {
    test(`are without a word in ${language}: nothing is wrong and nothing unclear`, async () => {
      const files = filesIn(new URL(`../../samples/${language}/secure/`, import.meta.url));
      const result = await audit(files);
      assert.ok(result.checks.length > 100);
      assert.deepEqual(
        result.findings.map(({ rule, verdict, message }) => `${rule} ${verdict}: ${message}`),
        [],
      );
      assert.deepEqual(result.problems, []);
    });
  }
});

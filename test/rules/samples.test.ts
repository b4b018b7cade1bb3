import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { revisions } from "../../src/rulebook/requirements/select.ts";
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

describe("the insecure samples", () => {
  for (const asOf of revisions.keys()) {
    test(`are mended by no rule without a port as of ${asOf}`, async () => {
      const { findings, deployments, auditor } = await audit(filesIn(new URL("../../samples/bicep/insecure/", import.meta.url)), { asOf });
      const fixes = findings.map((finding) => fixOf(finding, deployments, auditor));
      assert.ok(fixes.length > 0);
      for (const fix of fixes)
        if ("edits" in fix)
          assert.ok(
            fix.edits.every(({ newText }) => !newText.includes("NaN")),
            fix.title,
          );
    });
  }
});

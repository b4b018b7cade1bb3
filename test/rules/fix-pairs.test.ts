// The Bicep and the ARM example of a rule are one deployment: their fixes have to leave one deployment too.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { unfixed } from "../../scripts/docs/rules.ts";
import { comparedFixes } from "../../scripts/oracle/fix-pairs.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { readers } from "../support/audit.ts";

const rules = fileURLToPath(new URL("../../src/rulebook/rules/", import.meta.url));

describe("the fixes of a rule's examples", () => {
  for (const id of readdirSync(rules)) {
    test(`make the same resources of Bicep and of ARM: '${id}'`, async () => {
      const folder = `${rules}${id}`;
      const pair = { bicep: `${folder}/unmet.bicep`, arm: `${folder}/unmet.json` };
      const { fixes, apart } = await comparedFixes(pair, folder, await readers(), { ...defaultSettings, profile: "il5" });
      assert.ok(unfixed.has(id) || fixes.some(({ rule }) => rule === id));
      assert.deepEqual(
        fixes.filter(({ outcome }) => outcome !== "equal").map(({ rule, title, why }) => [rule, title, ...why]),
        [],
      );
      assert.deepEqual(apart, []);
    });
  }
});

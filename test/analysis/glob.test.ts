import assert from "node:assert/strict";
import { test } from "node:test";
import { matches } from "../../src/analysis/glob.ts";

test("globs match paths by segment, without case", () => {
  const yes: readonly (readonly [string, string])[] = [
    ["**/examples/**", "a/b/examples/c/main.tf"],
    ["*.bicep", "Main.bicep"],
    ["infra/", "infra/a/b.tf"],
    ["**", "a/b"],
    ["a/**/b.tf", "a/b.tf"],
    ["a?c", "abc"],
  ];
  const no: readonly (readonly [string, string])[] = [
    ["*.bicep", "a/main.bicep"],
    ["infra/*", "infra/a/b.tf"],
    ["a/**/b.tf", "a/c.tf"],
  ];
  for (const [glob, path] of yes) assert.equal(matches(glob, path), true, `${glob} ~ ${path}`);
  for (const [glob, path] of no) assert.equal(matches(glob, path), false, `${glob} ~ ${path}`);
});

test("a glob made to be slow is not", () => {
  assert.equal(matches("*a".repeat(60), "a".repeat(400) + "b"), false);
  assert.equal(matches("**/a/".repeat(40) + "x", "a/".repeat(400)), false);
});

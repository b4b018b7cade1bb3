import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { templateFunctionsPage, templateFunctionsPath } from "../../scripts/docs/template-functions.ts";

test("the table of template functions is the one that the library gives, and none is missing", () => {
  const page = templateFunctionsPage();
  assert.equal(readFileSync(new URL(`../../${templateFunctionsPath}`, import.meta.url), "utf8"), page);
  assert.doesNotMatch(page, /\| missing \|/);
});

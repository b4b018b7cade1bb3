import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { terraformMappingPage, terraformMappingPath } from "../../../scripts/docs/terraform-mapping.ts";

test("the page of azurerm's arguments says what the table says", () => {
  const written = readFileSync(new URL(`../../../${terraformMappingPath}`, import.meta.url), "utf8");
  assert.equal(written, terraformMappingPage(), "Run `npm run docs`.");
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv";
import { configurationSchema, schemaPath } from "../../scripts/docs/schema.ts";

test("the JSON schema for editors is the one that the shape makes; 'npm run docs' writes it", () => {
  assert.equal(readFileSync(new URL(`../../${schemaPath}`, import.meta.url), "utf8"), configurationSchema());
});

test("the JSON schema takes a good configuration and refuses a bad one", () => {
  const { allowComments, allowTrailingCommas, ...schema } = JSON.parse(configurationSchema());
  assert.ok(allowComments && allowTrailingCommas);
  const valid = new Ajv.default({ strict: false }).compile(schema);
  assert.ok(valid({ cloud: "usgov", features: { rstudio: true }, suppressions: [{ rule: "workspace-cmk", reason: "Accepted." }] }));
  assert.ok(!valid({ cloud: "blue" }));
  assert.ok(!valid({ suppressions: [{ rule: "workspace-cmk" }] }));
  assert.ok(!valid({ colud: "usgov" }));
});

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

test("the JSON schema says what every entry and every value means, and offers values and whole entries", () => {
  const { properties } = JSON.parse(configurationSchema());
  const mute: string[] = [];
  const visit = (path: string, node: { description?: string; properties?: object; items?: object }) => {
    for (const [name, inner] of Object.entries(node.properties ?? {})) {
      if (!inner.description) mute.push(`${path}.${name}`);
      visit(`${path}.${name}`, inner);
    }
    if (node.items) visit(`${path}[]`, node.items);
  };
  visit("", { properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== "$schema")) });
  assert.deepEqual(mute, []);
  for (const name of ["cloud", "profile"]) assert.equal(properties[name].enumDescriptions.length, properties[name].enum.length);
  assert.ok(properties.asOf.examples.includes("il5-2022-09"));
  assert.match(
    properties.features.properties.rstudio.description,
    /^RStudio on compute instances\. Off unless the files show it: a compute instance/,
  );
  for (const name of ["overrides", "suppressions", "environments"]) assert.equal(properties[name].items.defaultSnippets.length, 1);
});

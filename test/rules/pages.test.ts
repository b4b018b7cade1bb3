import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { rulePages, rulesFolder } from "../../scripts/docs/rules.ts";
import { indexText } from "../../scripts/new-rule.ts";
import { documents } from "../../src/rulebook/documents.ts";
import { rules } from "../../src/rulebook/index.ts";

const root = new URL("../../", import.meta.url);

describe("the pages of the rules", () => {
  test("are those that `npm run docs` writes", () => {
    for (const [path, text] of rulePages())
      assert.equal(readFileSync(new URL(path, root), "utf8"), text, `${path} is written by 'npm run docs'`);
  });

  test("are there for each rule and for nothing else", () => {
    const wanted = ["README.md", ...rules.map(({ id }) => `${id}.md`)];
    assert.deepEqual(readdirSync(new URL(rulesFolder, root)).sort(), wanted.sort());
  });
});

describe("the list of rules", () => {
  test("holds each folder's rule under the folder's name", () => {
    const folders = readdirSync(new URL("src/rulebook/rules", root)).sort();
    assert.deepEqual(rules.map(({ id }) => id).sort(), folders);
    assert.equal(readFileSync(new URL("src/rulebook/index.ts", root), "utf8"), indexText(folders));
  });
});

for (const rule of rules) {
  describe(rule.id, () => {
    test("says what it asks in a sentence without a stop, and why and how in full sentences", () => {
      assert.match(rule.title, /^[A-Z].*[^.!]$/);
      for (const text of [rule.why, rule.how]) {
        assert.match(text, /^[A-Z`][\s\S]*\.$/);
        assert.doesNotMatch(text, /!(?!\[)|\bplease\b/i);
      }
    });

    test("stands on documents that are known", () => {
      assert.ok(rule.documents.length > 0);
      for (const id of rule.documents)
        assert.ok(
          documents.some((document) => document.id === id),
          `'${id}' is a document`,
        );
    });
  });
}

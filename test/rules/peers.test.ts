import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { rules } from "../../src/rulebook/index.ts";
import { policies } from "../../src/rulebook/profiles/il5.ts";

const ids = new Set(rules.map(({ id }) => id));

test("the table of other tools' checks names rules that are there", () => {
  const text = readFileSync(new URL("../../docs/peer-coverage.md", import.meta.url), "utf8");
  const named = [...text.matchAll(/\[`([a-z0-9-]+)`\]\(rules\/([a-z0-9-]+)\.md\)/g)];
  assert.ok(named.length > 20);
  for (const [, id = "", page] of named) {
    assert.ok(ids.has(id), `'${id}' is a rule`);
    assert.equal(page, id);
  }
});

test("each policy of the IL5 initiative is answered by rules that are there and that name it", () => {
  for (const policy of policies) {
    assert.ok(policy.rules.length > 0);
    for (const id of policy.rules) assert.ok(ids.has(id), `'${id}' is a rule`);
    const naming = rules.filter((rule) => rule.policies?.includes(policy.id)).map(({ id }) => id);
    assert.ok(
      policy.rules.some((id) => naming.includes(id)),
      `one of ${policy.rules.join(", ")} names policy ${policy.id}`,
    );
  }
});

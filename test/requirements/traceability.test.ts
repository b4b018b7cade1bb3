import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { currentFacts, currentPage, currentPath } from "../../scripts/docs/current.ts";
import { linesOf, page, traced } from "../../scripts/docs/traceability.ts";
import { rules } from "../../src/rulebook/index.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";

const root = new URL("../../", import.meta.url);
const seeds = new URL("../shared/seeds/", root);

describe("the traceability tables", () => {
  for (const one of traced) {
    test(`of '${one.title}' are the ones that the rows make; 'npm run docs' writes them`, () => {
      assert.equal(readFileSync(new URL(`docs/traceability/${one.name}.md`, root), "utf8"), page(one));
    });
  }

  test("of today's facts is the one that the rows make, and each fact is carried by rows that are in force", () => {
    assert.equal(readFileSync(new URL(currentPath, root), "utf8"), currentPage());
    const facts = new URL("../shared/requirements/current.json", root);
    const known: readonly { readonly id: string }[] = existsSync(facts) ? JSON.parse(readFileSync(facts, "utf8")) : [];
    const carried = currentFacts();
    assert.deepEqual(
      known.map(({ id }) => id).filter((id) => !carried.has(id)),
      [],
    );
    for (const [fact, ids] of carried) {
      assert.ok(ids.length > 0, fact);
      for (const id of ids)
        assert.ok(
          requirements.some((row) => row.id === id),
          `${fact} is carried by ${id}`,
        );
    }
  });

  test("name only rules that there are", () => {
    const ids = new Set(rules.map(({ id }) => id));
    const named = traced.flatMap(({ notes }) => notes.flatMap((note) => note.rules));
    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      [],
    );
  });

  // The documents themselves are not part of the repository.
  const files = existsSync(seeds) ? readdirSync(seeds) : [];
  for (const one of traced) {
    const file = files.find((name) => name.startsWith(one.file));
    if (!file) continue;
    test(`carry every line of '${one.title}', and every line of its tables by a row, a rule or a reason of its own`, () => {
      const text = readFileSync(new URL(file, seeds), "utf8").split(/\r?\n/);
      const lines = linesOf(one);
      const missing = text.flatMap((content, index) => {
        const line = lines.get(index + 1);
        if (content.trim() === "") return [];
        if (!line) return [`${index + 1}: nothing carries it`];
        if (!isTableBody(text, index) || line.rows.length > 0) return [];
        return line.notes.some((note) => note.rules.length > 0 || note.first === note.last) ? [] : [`${index + 1}: a line of a table`];
      });
      assert.deepEqual(missing, []);
      assert.ok([...lines.keys()].every((line) => line >= 1 && line <= text.length));
    });
  }
});

function isTableBody(text: readonly string[], index: number): boolean {
  const isRow = (at: number) => (text[at] ?? "").trim().startsWith("|");
  const isRule = (at: number) => /^\s*\|[\s|:-]+$/.test(text[at] ?? "");
  return isRow(index) && !isRule(index) && !isRule(index + 1);
}

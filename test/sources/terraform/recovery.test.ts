import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createReadFile } from "../../../src/sources/terraform/syntax/file.ts";
import { grammar } from "./grammar.ts";

const read = createReadFile(grammar);
let count = 0;
const blocks = (text: string) =>
  read({ uri: `file:///${count++}.tf`, text }).blocks.map((block) => [block.type, ...block.labels.map((label) => label.text)].join("."));
const whole = 'resource "a" "one" {\n  x = 1\n}\n';

describe("a broken file", () => {
  for (const [what, broken] of [
    ["an unclosed brace", 'resource "a" "broken" {\n  y {\n    z = 1\n'],
    ["an unclosed heredoc", 'resource "a" "broken" {\n  y = <<EOT\nresource text\n'],
    ["an unclosed bracket", 'resource "a" "broken" {\n  y = [1, 2\n}\n'],
    ["an unclosed string", 'resource "a" "broken" {\n  y = "abc\n}\n'],
    ["a half-typed argument", 'resource "a" "broken" {\n  y = \n}\n'],
    ["nonsense", 'resource "a" "broken" {\n  ??? !!! ((\n}\n'],
  ] as const) {
    test(`with ${what} loses at most its block`, () => {
      const names = blocks(whole + broken + whole.replace("one", "two") + whole.replace("one", "three"));
      for (const name of ["resource.a.one", "resource.a.two", "resource.a.three"])
        assert.ok(names.includes(name), `${name} is still there`);
      assert.ok(names.includes("resource.a.broken"), "the broken block is still declared");
    });
  }

  test("keeps the positions of what it still reads", () => {
    const text = `resource "a" "broken" {\n${whole}`;
    const found = read({ uri: "file:///position.tf", text }).blocks.find((block) => block.labels[1]?.text === "one");
    assert.equal(text.slice(found?.start, found?.end), whole.trimEnd());
  });

  test("says where it is broken", () => {
    const { problems } = read({ uri: "file:///problem.tf", text: `${whole}resource "a" "b" {\n` });
    assert.deepEqual(
      problems.map(({ start }) => start),
      [whole.length],
    );
  });
});

describe("hostile files", () => {
  for (const [what, text] of [
    ["deep brackets", `x = ${"[".repeat(20_000)}`],
    ["deep closed brackets", `x = ${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["deep blocks", "a {\n".repeat(3_000)],
    ["deep templates", `x = "${'${"'.repeat(500)}`],
    ["NUL bytes", "resource\0"],
    ["a byte order mark", `\ufeff${whole}`],
    ["carriage returns", whole.replaceAll("\n", "\r\n")],
    ["nothing", ""],
  ] as const) {
    test(`with ${what} are read without a crash`, () => {
      const file = read({ uri: `file:///hostile-${count++}.tf`, text });
      assert.ok(Array.isArray(file.blocks));
    });
  }

  test("that are too large say so", () => {
    assert.match(read({ uri: "file:///large.tf", text: "#".repeat(9_000_000) }).problems[0]?.message ?? "", /larger than 8 MB/);
  });

  test("of JSON that nest deeply say so", () => {
    const text = `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    assert.match(read({ uri: "file:///deep.tf.json", text }).problems[0]?.message ?? "", /too deeply/);
  });
});

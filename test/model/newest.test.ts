import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Newest } from "../../src/model/newest.ts";

/** Counts what is made, and gives the text that was made of before. */
function counted(most: number) {
  const made: string[] = [];
  const kept = new Newest<string>(most);
  const ask = (uri: string, text: string) =>
    kept.of(uri, text, (before) => {
      made.push(`${uri} ${before ?? "-"}`);
      return text;
    });
  return { ask, made };
}

describe("what is made of the newest texts", () => {
  test("is made once as long as the text stays", () => {
    const { ask, made } = counted(100);
    for (const text of ["one", "one", "two", "two"]) assert.equal(ask("a", text), text);
    assert.deepEqual(made, ["a -", "a one"]);
  });

  test("of a text that is too large for its room is kept until others come", () => {
    const { ask, made } = counted(10);
    for (const uri of ["a", "a", "b", "a", "b"]) ask(uri, `${uri} is far longer than the room`);
    assert.deepEqual(made, ["a -", "b -"]);
  });

  test("is kept for files that are asked for again and again, and made anew for one that was not for long", () => {
    const { ask, made } = counted(40);
    ask("old", "once");
    for (let turn = 0; turn < 30; turn++) for (const uri of ["a", `file ${turn}`]) ask(uri, "often");
    assert.equal(made.filter((one) => one.startsWith("a ")).length, 1);
    ask("old", "once");
    assert.equal(made.filter((one) => one.startsWith("old ")).length, 2);
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Newest } from "../../src/model/newest.ts";

test("what was made of the newest text of a file is made once, from what was made of the text before", () => {
  const newest = new Newest<string>(10);
  const made: (string | undefined)[] = [];
  const of = (uri: string, text: string) =>
    newest.of(uri, text, (before) => {
      made.push(before);
      return text.toUpperCase();
    });
  assert.equal(of("a", "one"), "ONE");
  assert.equal(of("a", "one"), "ONE");
  assert.equal(of("a", "two"), "TWO");
  assert.equal(of("a", "one"), "ONE");
  assert.deepEqual(made, [undefined, "ONE", "TWO"]);
});

test("of files that together have more text than is kept, those that were asked for last are kept, one at least", () => {
  const newest = new Newest<string>(10);
  let made = 0;
  const of = (uri: string, text: string) =>
    newest.of(uri, text, () => {
      made += 1;
      return text;
    });
  for (const uri of ["a", "b", "a", "c"]) of(uri, "four");
  assert.equal(made, 3);
  of("a", "four");
  assert.equal(made, 3);
  of("b", "four");
  assert.equal(made, 4);
  of("d", "far more than ten");
  of("d", "far more than ten");
  assert.equal(made, 5);
});

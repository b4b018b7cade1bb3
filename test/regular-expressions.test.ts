// Texts are a stranger's: no pattern may take longer than in proportion to its text.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { check } from "recheck";
import { isIdentifier, isNewExpression, isRegularExpressionLiteral } from "typescript/unstable/ast/is";
import { openProgram } from "./support/program.ts";

/** Judged by the steps that attacks take, never by their time. */
const bySteps = { timeout: null, attackTimeout: null, incubationTimeout: null };

describe("a regular expression of the product", () => {
  test("takes linear time", async () => {
    using program = openProgram();
    const places = new Map(program.find(isRegularExpressionLiteral).map((place) => [place.text, place.shown]));
    assert.ok(places.size > 300);
    const slow: string[] = [];
    for (const [text, shown] of places) {
      const end = text.lastIndexOf("/");
      const { status } = await check(text.slice(1, end), text.slice(end + 1), bySteps);
      if (status !== "safe") slow.push(`${shown} is ${status}`);
    }
    assert.deepEqual(slow, []);
  });

  /** For a number of digits, for words, for a word between blanks: none has a repetition inside another. */
  test("is made at run time in few places only", () => {
    using program = openProgram();
    const places = program.find((node) => isNewExpression(node) && isIdentifier(node.expression) && node.expression.text === "RegExp");
    assert.deepEqual(places.map(({ shown }) => shown.replace(/:.*/s, "")).sort(), [
      "src/expression/functions/format.ts",
      "src/scaffold/snippets.ts",
      "src/scaffold/snippets.ts",
      "src/sources/terraform/syntax/recover.ts",
    ]);
  });
});

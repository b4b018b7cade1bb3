// A name that comes from a file must not find what every object has: 'constructor', 'toString', '__proto__'.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SyntaxKind } from "typescript/unstable/ast";
import { isBinaryExpression, isElementAccessExpression, isNumericLiteral, isStringLiteral } from "typescript/unstable/ast/is";
import { own } from "../src/model/own.ts";
import { openProgram } from "./support/program.ts";

describe("a name that is not known beforehand", () => {
  test("is looked up by 'own', and by nothing else", () => {
    using program = openProgram();
    const places = program.find(
      (node) =>
        isElementAccessExpression(node) &&
        !isStringLiteral(node.argumentExpression) &&
        !isNumericLiteral(node.argumentExpression) &&
        program.typeOf(node.argumentExpression) === "string",
    );
    assert.deepEqual(
      places.map(({ shown }) => shown.replace(/:\d+/, "")),
      ["src/model/own.ts table[name]"],
    );
  });

  test("is not asked for with 'in'", () => {
    using program = openProgram();
    const places = program.find(
      (node) => isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword && !isStringLiteral(node.left),
    );
    assert.deepEqual(
      places.map(({ shown }) => shown),
      [],
    );
  });

  test("is found when it is the table's own", () => {
    assert.equal(own({ a: 1 }, "a"), 1);
    assert.equal(own({ a: 1 }, "b"), undefined);
    assert.equal(own({ a: 1 }, "constructor"), undefined);
    assert.equal(own<number>(JSON.parse('{ "__proto__": 2 }'), "__proto__"), 2);
    assert.equal(own<number>({}, "__proto__"), undefined);
    assert.equal(own<number>(undefined, "a"), undefined);
  });
});

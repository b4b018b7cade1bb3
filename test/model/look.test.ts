import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cases, excludes, identity, implies, look, stringAt } from "../../src/model/look.ts";
import type { Literal, Reason, Value } from "../../src/model/value.ts";
import { choice, constant, list, object, scalar, text, unknown } from "../../src/model/value.ts";

const at = { from: "default", of: "a test" } as const;
const because: Reason = { kind: "parameter", text: "The parameter 'x' has no value." };
const isPrivate: Literal = { test: "parameters('x')", is: true, at, because };

function of(properties: Readonly<Record<string, Value>>, open?: Reason): Value {
  return object(
    Object.entries(properties).map(([name, value]) => ({ name, at, value })),
    at,
    open,
  );
}

describe("looking into a value", () => {
  test("finds a property whatever its case", () => {
    assert.equal(stringAt(of({ PublicNetworkAccess: scalar("Disabled", at) }), ["publicNetworkAccess"]), "Disabled");
  });

  test("says absent only where nothing can be hidden", () => {
    assert.equal(look(of({}), ["a"]).is, "absent");
    assert.equal(look(of({}, because), ["a"]).is, "unclear");
    assert.equal(look(unknown(because, at), ["a"]).is, "unclear");
    assert.equal(look(constant("parameters('x')", because, at), ["a"]).is, "unclear");
  });

  test("takes null for absent", () => {
    assert.equal(look(of({ a: scalar(null, at) }), ["a"]).is, "absent");
  });

  test("is unclear at a test that nobody decides and takes the side that is decided", () => {
    const value = of({ a: choice(isPrivate, scalar("Disabled", at), scalar("Enabled", at), at) });
    assert.equal(look(value, ["a", "b"]).is, "unclear");
    assert.equal(stringAt(value, ["a"], [isPrivate]), "Disabled");
    assert.equal(stringAt(value, ["a"], [{ ...isPrivate, is: false }]), "Enabled");
  });

  test("lists the cases of a choice with their conditions", () => {
    const value = of({ a: choice(isPrivate, scalar(1, at), of({}), at) });
    const found = cases(value, ["a"]);
    assert.deepEqual(
      found.map((one) => one.when.map((literal) => literal.is)),
      [[true], [false]],
    );
  });

  test("bounds the number of cases", () => {
    let value: Value = scalar(0, at);
    for (let index = 0; index < 100; index += 1) value = choice({ ...isPrivate, test: `t${index}` }, value, scalar(index, at), at);
    assert.equal(cases(value, []).length, 65);
  });
});

describe("identity", () => {
  test("is the same for the same expression over what nobody knows", () => {
    const name = () => text([scalar("St", at), constant("uniqueString(resourceGroup().id)", because, at)], at);
    assert.equal(identity(name()), identity(name()));
    assert.notEqual(identity(name()), undefined);
  });

  test("folds case of strings and is not there for the unknown", () => {
    assert.equal(identity(scalar("ABC", at)), identity(scalar("abc", at)));
    assert.equal(identity(unknown(because, at)), undefined);
    assert.equal(identity(list([scalar(1, at)], at, because)), undefined);
  });

  test("tells the string '1' from the number 1", () => {
    assert.notEqual(identity(scalar("1", at)), identity(scalar(1, at)));
  });
});

describe("conditions", () => {
  test("imply what they contain and exclude their opposite", () => {
    const other = { ...isPrivate, test: "y" };
    assert.equal(implies([isPrivate, other], [isPrivate]), true);
    assert.equal(implies([], [isPrivate]), false);
    assert.equal(excludes([isPrivate], [{ ...isPrivate, is: false }]), true);
    assert.equal(excludes([isPrivate], [other]), false);
  });
});

describe("text", () => {
  test("joins what is known and keeps what is not", () => {
    const made = text([scalar("a", at), scalar("b", at), constant("c", because, at), scalar("d", at)], at);
    assert.equal(made.kind === "text" ? made.parts.length : 0, 3);
    assert.equal(text([scalar("a", at), scalar(1, at)], at).kind, "scalar");
  });
});

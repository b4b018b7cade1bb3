import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { outputs, value } from "../sources/arm/read.ts";

const given = { parameters: { name: { type: "string" }, on: { type: "bool" }, list: { type: "array" } } };
const name = "<parameters(name)>";

describe("what is not known", () => {
  test("is the same constant by the same expression, however it is spelt", () => {
    const found = outputs(
      {
        a: "[concat('st', uniqueString(resourceGroup().id))]",
        b: "[format('{0}{1}', 'st', UNIQUESTRING(resourcegroup().Id))]",
        c: "[format('st{0}', uniqueString(subscription().id, resourceGroup().name))]",
      },
      given,
    );
    assert.equal(found.a, found.b);
    assert.notEqual(found.a, found.c);
  });

  test("keeps what is known of a string", () => {
    assert.equal(value("concat(parameters('name'), '.BLOB.core')", given), `${name}.BLOB.core`);
    assert.equal(value("toLower(concat('ABC', parameters('name')))", given), "abc<tolower(parameters(name))>");
    assert.equal(value("endsWith(concat(parameters('name'), '.core'), '.CORE')", given), true);
    assert.equal(value("startsWith(concat('ab', parameters('name')), 'x')", given), false);
    assert.equal(value("equals(concat('ab', parameters('name')), 'xy')", given), false);
    assert.equal(value("take(concat('abcd', parameters('name')), 2)", given), "ab");
    assert.equal(value("empty(concat('a', parameters('name')))", given), false);
  });

  test("is never empty where it is an id that Azure gives", () => {
    const identity = "reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id'), '2023-01-31')";
    for (const property of ["principalId", "clientId", "tenantId"]) {
      assert.equal(value(`empty(${identity}.${property})`, given), false);
      assert.equal(value(`equals(${identity}.${property}, '')`, given), false);
    }
    assert.equal(value("empty(resourceId('Microsoft.KeyVault/vaults', 'kv'))", given), false);
    assert.notEqual(value(`empty(${identity}.tags)`, given), false);
  });

  test("chooses between two values by a test that is the same everywhere", () => {
    assert.deepEqual(value("if(parameters('on'), 'a', 'b')", given), ["if", "parameters(on)", "a", "b"]);
    assert.deepEqual(value("if(not(parameters('on')), 'a', 'b')", given), ["if", "parameters(on)", "b", "a"]);
    assert.deepEqual(value("if(equals(parameters('on'), true()), 'a', 'a')", given), "a");
    assert.deepEqual(value("if(parameters('on'), if(parameters('on'), 1, 2), 3)", given), ["if", "parameters(on)", 1, 3]);
    assert.deepEqual(value("toUpper(if(parameters('on'), 'a', 'b'))", given), ["if", "parameters(on)", "A", "B"]);
    assert.deepEqual(value("concat(if(parameters('on'), 'a', 'b'), if(parameters('on'), 'c', 'd'))", given), [
      "if",
      "parameters(on)",
      "ac",
      "bd",
    ]);
    assert.deepEqual(value("and(parameters('on'), false())", given), false);
    assert.deepEqual(value("if(equals('x', parameters('name')), 1, 2)", given), value("if(equals(parameters('name'), 'x'), 1, 2)", given));
  });

  test("cuts names at their slashes, and nothing that may hold slashes itself", () => {
    assert.equal(value("split(format('{0}/{1}', parameters('name'), 'default'), '/')[1]", given), "default");
    assert.equal(value("split(format('{0}/{1}', parameters('name'), 'default'), '/')[0]", given), name);
    assert.equal(value("split(concat('a-', parameters('name'), '/b'), '/')[0]", given), `a-${name}`);
    const address = { parameters: { vnetId: { type: "string" } } };
    assert.equal(value("split(concat(parameters('vnetId'), '/x'), '/')[2]", address), '<split(concat(parameters(vnetid),"/x"),"/")[2]>');
  });

  test("leaves open what it may add", () => {
    assert.deepEqual(value("concat(createArray(1), parameters('list'))", given), [1, "... parameter"]);
    assert.deepEqual(value("contains(concat(createArray(1), parameters('list')), 1)", given), true);
    assert.deepEqual(value("length(concat(createArray(1), parameters('list')))", given), "<? parameter>");
    assert.deepEqual(value("union(createObject('a', 1), parameters('list'))", given), {
      a: "<union(1,parameters(list).a)>",
      "...": "parameter",
    });
    assert.deepEqual(value("union(parameters('list'), createObject('a', 1))", given), { a: 1, "...": "parameter" });
    assert.deepEqual(value("union(createObject('a', 1), if(parameters('on'), createObject('b', 2), createObject()))", given), {
      a: 1,
      b: ["if", "parameters(on)", 2, null],
    });
    assert.deepEqual(value("map(parameters('list'), lambda('x', 1))", given), "<map(parameters(list),1)>");
  });

  test("points at resources by id", () => {
    assert.equal(
      value("resourceId('Microsoft.Storage/storageAccounts', parameters('name'))", given),
      `→Microsoft.Storage/storageAccounts(${name})`,
    );
    assert.equal(value("resourceId(resourceGroup().name, 'A.b/c/d', 'x', 'y')", given), "→A.b/c/d(x, y)");
    assert.equal(value("reference(resourceId('A.b/c', 'x'), '2020-01-01').blob", given), "→A.b/c(x).properties.blob");
    assert.equal(
      value("reference(resourceId('A.b/c', 'x'), '2020-01-01', 'Full').identity.principalId", given),
      "→A.b/c(x).identity.principalId",
    );
    assert.equal(value("resourceId('A.b/c', 'x', 'y')", given), "<? error>");
  });

  test("differs only where that is sure", () => {
    const both = (a: string, b: string) => value(`equals(${a}, ${b})`, { parameters: { p: { type: "string" }, q: { type: "string" } } });
    assert.equal(both("concat('a-', parameters('p'), '-b')", "concat('a-', parameters('p'), '-c')"), false);
    assert.equal(both("concat('a-', parameters('p'))", "concat('b-', parameters('q'))"), false);
    assert.equal(
      both("concat('a', parameters('p'), '-b-', parameters('q'))", "concat('a', parameters('p'), '-c-', parameters('q'))"),
      false,
    );
    assert.match(String(both("concat('a-', parameters('p'))", "concat('a-', parameters('q'))")), /^<equals/);
    assert.match(String(both("concat('a', parameters('p'))", "concat('ab', parameters('q'))")), /^<equals/);
  });

  test("gives up names and groups of ids", () => {
    const id = "resourceId('other', 'Microsoft.Network/virtualNetworks/subnets', parameters('name'), 'snet')";
    assert.equal(value(`last(split(${id}, '/'))`, given), "snet");
    assert.equal(value(`split(${id}, '/')[8]`, given), name);
    assert.equal(value(`split(${id}, '/')[4]`, given), "other");
    assert.equal(value("split(concat(resourceGroup().id, '/providers/A.b/c/', parameters('name')), '/')[8]", given), name);
    assert.equal(
      value("split(concat('/subscriptions/', parameters('name'), 'x/y'), '/')[2]", given),
      `<split(concat("/subscriptions/",parameters(name),"x/y"),"/")[2]>`,
    );
    assert.equal(value("split(parameters('name'), '/')[8]", given), `<split(parameters(name),"/")[8]>`);
  });

  test("takes a region that was given for the resource group's", () => {
    assert.equal(value("resourceGroup().location", {}, { region: "westus" }), "westus");
    assert.equal(value("resourceGroup().location"), "<resourcegroup().location>");
  });

  test("is bounded where it grows", () => {
    const doubled = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`v${index + 1}`, `[concat(variables('v${index}'), variables('v${index}'))]`]),
    );
    assert.equal(value("variables('v60')", { variables: { v0: "xxxxxxxxxx", ...doubled } }), "<? limit>");
    assert.equal(
      String(value("variables('v60')", { ...given, variables: { v0: "[parameters('name')]", ...doubled } })).length < 1000,
      true,
    );
    const cases = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}`, { type: "bool" }]));
    const nested = Object.keys(cases).reduce((inner, name, index) => `concat(${inner}, if(parameters('${name}'), '${index}', ''))`, "'x'");
    assert.match(JSON.stringify(value(nested, { parameters: cases })), /<\?|<concat/);
    assert.deepEqual((value("range(0, 1000000)") as unknown[]).length, 10_001);
  });

  test("is one property under a known object, wherever the same lies over the same", () => {
    const both = outputs(
      {
        one: "[union(createObject('a', 1), parameters('list')).a]",
        other: "[union(createObject('a', add(0, 1)), parameters('list')).A]",
        else: "[union(createObject('a', 2), parameters('list')).a]",
        shallow: "[shallowMerge(createArray(createObject('a', 1), parameters('list'))).a]",
      },
      given,
    );
    assert.equal(both.one, both.other);
    assert.equal(new Set(Object.values(both)).size, 3);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { value } from "../sources/arm/read.ts";

/** Expressions and what Azure answers, as its documents say or as deployments show. */
const known: readonly (readonly [expression: string, answer: unknown])[] = [
  ["concat('a', 'b', 1, true())", "ab1True"],
  ["concat(createArray(1), createArray(2, 3))", [1, 2, 3]],
  ["format('{0}, {1}. {{x}}', 'Hello', 3)", "Hello, 3. {x}"],
  ["format('{0:D4}|{1:N0}|{2:X2}|{3,5}|{4,-4}|', 7, 8175133, 255, 'ab', 'cd')", "0007|8,175,133|FF|   ab|cd  |"],
  ["format('{0:000}-{1:yyyy/MM/dd}', 5, '2026-11-21T10:00:00Z')", "005-2026/11/21"],
  ["toLower('aBc')", "abc"],
  ["toUpper('aBc')", "ABC"],
  ["trim('  a b ')", "a b"],
  ["replace('a-b-c', '-', '')", "abc"],
  ["split('a,b;c', createArray(',', ';'))", ["a", "b", "c"]],
  ["join(createArray('a', 'b'), '-')", "a-b"],
  ["substring('storage', 2, 3)", "ora"],
  ["padLeft(7, 3, '0')", "007"],
  ["startsWith('Storage', 'sTo')", true],
  ["endsWith('Storage', 'AGE')", true],
  ["indexOf('abcABC', 'B')", 1],
  ["lastIndexOf('abcABC', 'b')", 4],
  ["contains('one two', 'One')", false],
  ["contains(createObject('One', 1), 'one')", true],
  ["contains(createArray(1, 2), 2)", true],
  ["length('abc')", 3],
  ["empty('')", true],
  ["empty(createObject())", true],
  ["empty(null())", true],
  ["first('abc')", "a"],
  ["last(createArray('x', 'y'))", "y"],
  ["first(createArray())", null],
  ["take(createArray(1, 2, 3), 2)", [1, 2]],
  ["skip('abc', 2)", "c"],
  ["range(5, 3)", [5, 6, 7]],
  ["min(createArray(4, 2))", 2],
  ["max(4, 2)", 4],
  ["int('42')", 42],
  ["string(createObject('a', createArray(1)))", '{"a":[1]}'],
  ["string(true())", "True"],
  ["bool('TRUE')", true],
  ["json('{\"a\":null}')", { a: null }],
  ["json('{ \"a\": [1, ], /* why */ }')", { a: [1] }],
  ["array('x')", ["x"]],
  ["union(createArray(1, 2), createArray(2, 3))", [1, 2, 3]],
  ["union(createObject('a', createObject('b', 1)), createObject('A', createObject('c', 2)))", { A: { b: 1, c: 2 } }],
  ["intersection(createArray(1, 2, 3), createArray(3, 1))", [1, 3]],
  ["intersection(createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3))", { a: 1 }],
  ["items(createObject('b', 2, 'a', 1))[0].key", "a"],
  ["objectKeys(createObject('b', 2, 'a', 1))", ["b", "a"]],
  ["flatten(createArray(createArray(1), createArray(2)))", [1, 2]],
  ["shallowMerge(createArray(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2))))", { a: { c: 2 } }],
  ["coalesce(null(), 'a')", "a"],
  ["tryGet(createObject('a', createObject('b', 1)), 'a', 'c')", null],
  ["tryGet(createArray(7), 0)", 7],
  ["base64('one, two')", "b25lLCB0d28="],
  ["base64ToString('b25lLCB0d28=')", "one, two"],
  ["base64ToJson(base64('{\"a\":1}')).a", 1],
  ["dataUri('Hello')", "data:text/plain;charset=utf8;base64,SGVsbG8="],
  ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", "Hello, World!"],
  ["uri('http://contoso.org/firstpath', 'myscript.sh')", "http://contoso.org/myscript.sh"],
  ["uriComponent('http://a b/(c)')", "http%3A%2F%2Fa%20b%2F%28c%29"],
  ["uriComponentToString('http%3A%2F%2Fa')", "http://a"],
  ["uniqueString('hello', 'world')", "a7wkljktk6wne"],
  ["cidrSubnet('10.144.0.0/20', 24, 1)", "10.144.1.0/24"],
  ["cidrSubnet('fdad:3236:5555::/48', 52, 0)", "fdad:3236:5555::/52"],
  ["cidrHost('10.144.3.0/24', 4)", "10.144.3.5"],
  [
    "parseCidr('10.144.0.0/20')",
    {
      network: "10.144.0.0",
      netmask: "255.255.240.0",
      broadcast: "10.144.15.255",
      firstUsable: "10.144.0.1",
      lastUsable: "10.144.15.254",
      cidr: 20,
    },
  ],
  ["dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y', 'yyyy-MM-dd')", "2023-04-07"],
  ["dateTimeAdd('2020-04-07 14:53:14Z', '-P9D', 'u')", "2020-03-29 14:53:14Z"],
  ["dateTimeToEpoch('2026-01-01T00:00:00Z')", 1767225600],
  ["dateTimeFromEpoch(1767225600)", "2026-01-01T00:00:00Z"],
  ["map(range(0, 2), lambda('i', add(lambdaVariables('i'), 1)))", [1, 2]],
  ["filter(createArray(1, 2, 3), lambda('x', greater(lambdaVariables('x'), 1)))", [2, 3]],
  ["reduce(createArray(1, 2, 3), 0, lambda('sum', 'x', add(lambdaVariables('sum'), lambdaVariables('x'))))", 6],
  ["sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))", [1, 2, 3]],
  ["toObject(createArray('a'), lambda('x', lambdaVariables('x')), lambda('x', 1))", { a: 1 }],
  ["groupBy(createArray('ab', 'ac', 'b'), lambda('x', first(lambdaVariables('x'))))", { a: ["ab", "ac"], b: ["b"] }],
  ["mapValues(createObject('a', 1), lambda('v', mul(lambdaVariables('v'), 2)))", { a: 2 }],
  ["div(7, 2)", 3],
  ["mod(7, 2)", 1],
  ["if(and(true(), not(false())), 'y', 'n')", "y"],
  ["or(false(), equals('a', 'A'))", false],
  ["equals(createObject('a', 1), createObject('A', 1))", true],
  ["indexFromEnd(createArray(1, 2, 3), 1)", 3],
  ["tryIndexFromEnd(createArray(1), 2)", null],
  ["parseUri('https://a.b/c?d=1').host", "a.b"],
  ["like('Standard_LRS', 'standard*s')", true],
  ["distinct(createArray(1, 2, 1))", [1, 2]],
];

describe("a function of the template language", () => {
  for (const [expression, answer] of known)
    test(`${expression} is ${JSON.stringify(answer)}`, () => assert.deepEqual(value(expression), answer));

  test("answers for the cloud that is deployed to", () => {
    const zone = "concat('privatelink', environment().suffixes.acrLoginServer)";
    assert.equal(value(zone), "privatelink.azurecr.io");
    assert.equal(value(zone, {}, { cloud: "usgov" }), "privatelink.azurecr.us");
    assert.equal(value(zone, {}, { cloud: "china" }), "privatelink.azurecr.cn");
  });

  test("that fails says why, and nothing else is lost", () => {
    for (const expression of [
      "substring('abc', 2, 5)",
      "int('x')",
      "div(1, 0)",
      "json('{')",
      "json('')",
      "createArray(1)[3]",
      "createObject().x",
      "nope('x')",
      "concat()",
    ])
      assert.equal(value(expression), "<? error>", expression);
  });

  test("that only Azure or the clock can answer is unknown with that reason", () => {
    assert.equal(value("utcNow()"), "<? time>");
    assert.equal(value("newGuid()"), "<? time>");
    assert.equal(value("listKeys('x', '2023-01-01').keys[0].value"), "<? azure>");
  });
});

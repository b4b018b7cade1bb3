import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Expr } from "../../../src/expression/tree.ts";
import { parse } from "../../../src/sources/bicep/parse.ts";

/** The tree of `var x = …`, with every operation in brackets. */
function shape(text: string): string {
  const { statements, faults } = parse(`var x = ${text}\n`);
  assert.deepEqual(faults, []);
  const statement = statements[0];
  assert.equal(statement?.kind, "var");
  return spell(statement.value);
}

function spell(expr: Expr): string {
  switch (expr.kind) {
    case "literal":
      return JSON.stringify(expr.value);
    case "symbol":
      return expr.name;
    case "interpolation":
      return `"${expr.parts.map((part) => (part.kind === "literal" ? part.value : `{${spell(part)}}`)).join("")}"`;
    case "binary":
      return `(${spell(expr.left)} ${expr.operator} ${spell(expr.right)})`;
    case "unary":
      return `(${expr.operator}${spell(expr.operand)})`;
    case "ternary":
      return `(${spell(expr.test)} ? ${spell(expr.then)} : ${spell(expr.else)})`;
    case "member":
      return `${spell(expr.base)}${expr.safe ? ".?" : "."}${expr.name}`;
    case "index":
      return `${spell(expr.base)}[${expr.safe ? "?" : ""}${expr.fromEnd ? "^" : ""}${spell(expr.index)}]`;
    case "nested":
      return `${spell(expr.base)}::${expr.name}`;
    case "nonNull":
      return `${spell(expr.operand)}!`;
    case "call":
      return `${expr.base ? `${spell(expr.base)}.` : ""}${expr.name}(${expr.arguments.map(spell).join(", ")})`;
    case "lambda":
      return `(${expr.parameters.join(", ")}) => ${spell(expr.body)}`;
    case "array":
      return `[${expr.items.map((item) => (item.kind === "spread" ? `...${spell(item.operand)}` : spell(item))).join(", ")}]`;
    case "object":
      return `{${expr.members.map((one) => (one.kind === "spread" ? `...${spell(one.operand)}` : `${spell(one.name)}: ${spell(one.value)}`)).join(", ")}}`;
    case "for":
      return `[for ${expr.item}${expr.index ? `, ${expr.index}` : ""} in ${spell(expr.over)}${expr.when ? ` if ${spell(expr.when)}` : ""}: ${spell(expr.body)}]`;
    case "broken":
      return "broken";
  }
}

describe("expressions", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a ? b : c.id", "(a ? b : c.id)"],
    ["a || b && c == d + e * -f", "(a || (b && (c == (d + (e * (-f))))))"],
    ["a ?? b ?? c", "((a ?? b) ?? c)"],
    ["!a.b!.?c[?0][^1]::d", "(!a.b!.?c[?0][?^1]::d)"],
    ["a =~ b != c", "((a =~ b) != c)"],
    ["a\n  ? 'x'\n  : 'y'", '(a ? "x" : "y")'],
    ["map([1, 2], (v, i) => { n: v })", 'map([1, 2], (v, i) => {"n": v})'],
    ["sys.format('{0}', x)", 'sys.format("{0}", x)'],
    ["[\n  ...a\n  'b'\n]", '[...a, "b"]'],
    [`{\n  'a-b': 1\n  '\${c}d': 2\n  ...e\n}`, '{"a-b": 1, "{c}d": 2, ...e}'],
    ["[for (v, i) in range(0, 2): v + i]", "[for v, i in range(0, 2): (v + i)]"],
    [`'a\${b ? 'c' : 'd'}e'`, '"a{(b ? "c" : "d")}e"'],
    [`'\${{ a: 1 }.a}'`, '"{{"a": 1}.a}"'],
    [`'it\\'s \\\${x} \\u{1F600} // no comment'`, `"it's \${x} 😀 // no comment"`],
    [`'''\nraw \${x} it's'''`, `"raw \${x} it's"`],
    [`$'''a \${x} b'''`, '"a {x} b"'],
    [`$$'''a \${x} $\${y}'''`, `"a \${x} {y}"`],
    ["f(\n  a,\n  b\n)", "f(a, b)"],
    ["x // comment\n", "x"],
    ["a /* b */ + c", "(a + c)"],
  ];
  for (const [text, tree] of cases)
    test(`${JSON.stringify(text)} is read with the precedence of the grammar`, () => assert.equal(shape(text), tree));
});

describe("statements", () => {
  const whole = `#disable-next-line no-unused-params
targetScope = 'subscription'
metadata owner = 'us'
extension graph
extension 'br:example.azurecr.io/ext:1.0' with {
  a: 1
} as ext
import {
  thing
  other as renamed
} from './types.bicep'
import * as all from './types.bicep'
@export()
@description('''over
lines''')
type shape = {
  @minValue(1)
  size: int?
  *: string
  kind: 'a' | 'b' | null
  items: (string | int)[]
  pair: [string, bool]
}
type level = -1 | 0 | 3?

type input = resourceInput<'Microsoft.Storage/storageAccounts@2023-05-01'>.properties.encryption
type union =
  | 'x'
  | 'y'
@allowed([
  'a'
  'b'
])
param one string = 'a'
param two shape[]?
param three resource 'Microsoft.Storage/storageAccounts@2023-05-01'
var typed string = 'x'
func join(a string, b int?) string => '\${a}\${b}'
resource group 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  name: 'rg'
}
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' =
  if (one == 'a') {
    name: 'n'
    @batchSize(1)
    resource sub 'subnets' = [for i in range(0, 2): if (i > 0) {
      name: 's\${i}'
    }]
  }
module m 'br/public:avm/res/x/y:1.0.0' = [
  for (v, i) in [1, 2]: {
    name: 'm\${i}'
    scope: group
  }
]
test t 'main.bicep' = {
  params: {}
}
assert fine = one != 'b'
output id string = net.id
output made resource 'Microsoft.Storage/storageAccounts@2023-05-01' = three
`;

  test("every kind of them is read", () => {
    const { statements, faults } = parse(whole);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      statements.map((one) => one.kind).join(" "),
      "targetScope metadata extension extension import import type type type type param param param var func resource resource module test assert output output",
    );
  });

  test("the same file is read with any line ends", () => {
    const { statements, faults } = parse(`\uFEFF${whole.replaceAll("\n", "\r\n")}`);
    assert.deepEqual(faults, []);
    assert.equal(statements.length, 22);
  });

  test("a parameters file is read", () => {
    const { statements, faults } = parse(
      "using none\nextends './base.bicepparam'\nvar x = 1\nparam a = x + 1\nparam b = {\n  c: readEnvironmentVariable('C')\n}\nextensionConfig k with {\n  a: 1\n}\n",
    );
    assert.deepEqual(faults, []);
    assert.equal(statements.map((one) => one.kind).join(" "), "using extends var param param extensionConfig");
  });

  test("statements and names know where they stand", () => {
    const text = "@secure()\nparam a string\nvar bee = a\n";
    const [param, variable] = parse(text).statements;
    assert.equal(param && text.slice(param.start, param.end), "@secure()\nparam a string");
    assert.equal(variable?.kind === "var" && text.slice(variable.name.start, variable.name.end), "bee");
  });

  test("a resource in an unindented body stays in its parent", () => {
    const { statements, faults } = parse("resource a 'A.B/c@1' = {\nname: 'a'\nresource d 'd' = {\nname: 'd'\n}\n}\nvar x = 1\n");
    assert.deepEqual(faults, []);
    assert.equal(statements.map((one) => one.kind).join(" "), "resource var");
  });
});

describe("half-typed text", () => {
  const around = (line: string) => `param before string\n\n${line}\n\nparam after string\n`;
  const lines = [
    "var x =",
    "var x = {",
    "var x = [1, 2",
    "var x = f(",
    "var x = a ? b",
    "var x = 'open",
    `var x = '\${open`,
    "resource r 'A.B/c@1' = {\n  name: 'n'\n  properties: {\n    a: \n",
    "resource r 'A.B/c@1'",
    "@allowed([\nparam x string",
    "@description('x'",
    "module",
    "param x {",
    "}\n}",
    "wrong words here",
    "import { a from 'b'",
  ];
  for (const line of lines)
    test(`${JSON.stringify(line)} is a fault, and its neighbours are read`, () => {
      const { statements, faults } = parse(around(line));
      assert.notEqual(faults.length, 0);
      const names = statements.map((one) => ("name" in one ? one.name.name : ""));
      assert.ok(names.includes("before") && names.includes("after"), names.join(" "));
    });
});

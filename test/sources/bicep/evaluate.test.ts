import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { declared, evaluate, output, said } from "./world.ts";

const storage = "Microsoft.Storage/storageAccounts@2023-05-01";

describe("symbols", () => {
  test("a resource's id points at it, and its name is the one that is written", () => {
    const fragment = evaluate(`
param prefix string = 'ml'
resource st '${storage}' = {
  name: '\${prefix}store'
  location: 'westeurope'
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: st
  name: 'keep-\${st.name}'
  properties: {
    notes: st.id
    where: st.location
    endpoint: st.properties.primaryEndpoints.blob
  }
}`);
    const lock = declared(fragment, "lock");
    assert.deepEqual(
      lock.names.map((name) => said(name)),
      ["keep-mlstore"],
    );
    assert.equal(lock.scope && said(lock.scope), "-> st");
    assert.deepEqual(said(lock.body, ["properties"]), {
      notes: "-> st",
      where: "westeurope",
      endpoint: "-> st.properties.primaryEndpoints.blob",
    });
  });

  test("children have all their names, by parent, in a body and by slashes", () => {
    const fragment = evaluate(`
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  resource inner 'subnets' = {
    name: 'a'
  }
}
resource beside 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: net
  name: 'b'
}
resource slashed 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  name: '\${net.name}/c'
}
output o string = net::inner.id`);
    const names = (key: string) =>
      declared(fragment, key)
        .names.map((name) => said(name))
        .join("/");
    assert.deepEqual([names("net::inner"), names("beside"), names("slashed")], ["net/a", "net/b", "net/c"]);
    assert.equal(declared(fragment, "net::inner").type, "Microsoft.Network/virtualNetworks/subnets");
    const id = fragment.outputs.get("o");
    assert.equal(id && said(id), "-> net::inner");
  });

  test("what is declared elsewhere is open, and lies where its scope says", () => {
    const fragment = evaluate(`
resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'hub'
  scope: resourceGroup('11111111-1111-1111-1111-111111111111', 'rg-hub')
}`);
    const hub = declared(fragment, "hub");
    assert.equal(hub.existing, true);
    assert.equal(said(hub.body, ["properties", "subnets"]), "? elsewhere");
    assert.equal(hub.home?.resourceGroup && said(hub.home.resourceGroup), "rg-hub");
  });

  test("an extension in the old spelling is what it extends, and a provider's name is no part of a type", () => {
    const fragment = evaluate(`
resource role 'Microsoft.Storage/storageAccounts/providers/roleAssignments@2022-04-01' = {
  name: 'st/Microsoft.Authorization/one'
}
resource st 'az:${storage}' = {
  name: 'st'
}`);
    const role = declared(fragment, "role");
    assert.equal(role.type, "Microsoft.Authorization/roleAssignments");
    assert.equal(role.scope && said(role.scope), "-> Microsoft.Storage/storageAccounts(st)");
    assert.equal(declared(fragment, "st").type, "Microsoft.Storage/storageAccounts");
  });

  test("a parameter without a value is a constant that says what would settle it", () => {
    const fragment = evaluate("param x string\noutput o string = x\n");
    const value = fragment.outputs.get("o");
    assert.equal(value?.kind === "constant" && value.because.settle, "give 'x' a value in a parameters file for 'main.bicep'");
  });

  test("a parameter that may be null is null, and null asks for the default of another", () => {
    assert.equal(output("type t = string?\nparam x t\noutput o string = x ?? 'none'\n"), "none");
    const more = { "m.bicep": "param x string = 'own'\noutput y string = x\n" };
    assert.equal(output("module m 'm.bicep' = {\n  name: 'm'\n  params: { x: null }\n}\noutput o string = m.outputs.y\n", more), "own");
  });

  test("names that lead to themselves are a problem, not a hang", () => {
    const fragment = evaluate("var a = b\nvar b = a\noutput o string = a\n");
    assert.deepEqual(
      fragment.problems.map((one) => one.message),
      ["'a' depends on itself."],
    );
  });
});

describe("conditions and loops", () => {
  test("a condition that is known decides, and one that is not is kept", () => {
    const fragment = evaluate(`
param on bool
param off bool = false
resource a '${storage}' = if (on) {
  name: 'a'
}
resource b '${storage}' = if (off) {
  name: 'b'
}
resource c '${storage}' = if (!off && on) {
  name: 'c'
}`);
    assert.deepEqual(
      fragment.declarations.map((one) => one.key),
      ["a", "c"],
    );
    const [a, c] = fragment.declarations;
    assert.equal(a?.condition.length, 1);
    assert.equal(a?.condition[0]?.test, c?.condition[0]?.test);
  });

  test("a loop over what is known is one resource an item, with its index", () => {
    const fragment = evaluate(`
var names = ['x', 'y']
resource st '${storage}' = [for (name, i) in names: {
  name: '\${name}\${i}'
}]
output o array = [for i in range(0, 2): st[i].id]`);
    assert.deepEqual(
      fragment.declarations.map((one) => [one.key, said(one.names[0] ?? one.body)]),
      [
        ["st[0]", "x0"],
        ["st[1]", "y1"],
      ],
    );
    const ids = fragment.outputs.get("o");
    assert.deepEqual(ids && said(ids), ["-> st[0]", "-> st[1]"]);
  });

  test("a loop over what is not known is one declaration that says so", () => {
    const fragment = evaluate(`
param names array
resource st '${storage}' = [for name in names: {
  name: name
}]
output o string = st[0].id`);
    const st = declared(fragment, "st");
    assert.equal(st.repeated?.kind, "parameter");
    const id = fragment.outputs.get("o");
    assert.equal(id && said(id), "-> st");
  });

  test("a million resources of one loop are not told apart", () => {
    const fragment = evaluate(`resource st '${storage}' = [for i in range(0, 9000): {\n  name: 's\${i}'\n}]\n`);
    assert.equal(fragment.declarations.length, 1);
    assert.equal(fragment.declarations[0]?.repeated?.kind, "limit");
  });
});

describe("modules", () => {
  const child = `
param network string
param tags object = {}
resource pe 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe'
  tags: tags
  properties: {
    subnet: { id: '\${network}/subnets/s' }
  }
}
output id string = pe.id`;
  const main = `
param on bool
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
}
module end './modules/end.bicep' = if (on) {
  name: 'end'
  scope: resourceGroup('rg-two')
  params: {
    network: net.id
  }
}
output o string = end.outputs.id`;

  test("arguments go in, outputs come out, the condition and the place hold for all in it", () => {
    const fragment = evaluate({ "main.bicep": main, "modules/end.bicep": child });
    const pe = declared(fragment, "end/pe");
    assert.equal(said(pe.body, ["properties", "subnet", "id"]), `\${-> net}/subnets/s`);
    assert.equal(pe.condition[0]?.test, "parameters(on)");
    assert.equal(pe.home?.resourceGroup && said(pe.home.resourceGroup), "rg-two");
    assert.equal(pe.calls.length, 1);
    const id = fragment.outputs.get("o");
    assert.equal(id && said(id), "-> end/pe");
  });

  test("a module of another language is read by its reader", () => {
    const arm = JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      parameters: { name: { type: "string" } },
      resources: [{ type: "Microsoft.Storage/storageAccounts", apiVersion: "2023-05-01", name: "[parameters('name')]" }],
    });
    const fragment = evaluate({ "main.bicep": "module m './m.json' = {\n  name: 'm'\n  params: { name: 'st' }\n}\n", "m.json": arm });
    assert.deepEqual(
      fragment.declarations.map((one) => said(one.names[0] ?? one.body)),
      ["st"],
    );
  });

  test("a module that is not there is a problem, and what it holds is unseen", () => {
    const fragment = evaluate("module m './gone.bicep' = {\n  name: 'm'\n}\noutput o string = m.outputs.x\n");
    assert.equal(fragment.problems.length, 1);
    assert.equal(fragment.unseen[0]?.because.kind, "module");
    const value = fragment.outputs.get("o");
    assert.equal(value && said(value), "? module");
  });

  test("a registry module is read from the local cache, else 'bicep restore' settles it", () => {
    const text = "module m 'br/public:avm/res/x/y:1.0.0' = {\n  name: 'm'\n}\n";
    assert.equal(evaluate(text).unseen[0]?.because.settle, "run 'bicep restore main.bicep'");
    const arm = '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[]}';
    const host: { [uri: string]: string } = { "main.bicep": text, "bicepconfig.json": '{"cacheRootDirectory":"/w/cache"}' };
    host["bicep-cache://named/w/cache/br/mcr.microsoft.com/bicep$avm$res$x$y/1.0.0$/main.json"] = arm;
    assert.deepEqual(evaluate(host).unseen, []);
  });

  test("modules that need each other's outputs are a problem", () => {
    const pass = "param x string\noutput y string = x\n";
    const call = (own: string, other: string) => `module ${own} 'p.bicep' = {\n  name: '${own}'\n  params: { x: ${other}.outputs.y }\n}\n`;
    const fragment = evaluate({ "main.bicep": call("a", "b") + call("b", "a"), "p.bicep": pass });
    assert.deepEqual(
      fragment.problems.map((one) => one.message),
      ["Module 'a' depends on its own outputs."],
    );
  });
});

describe("what Bicep works out before deployment", () => {
  const shared = "@export()\nvar sizes = { s: 1, l: 3 }\n@export()\nfunc twice(n int) int => n * 2\n@export()\ntype t = string?\n";

  test("variables, functions and types come from other files", () => {
    const more = { "shared.bicep": shared };
    assert.equal(output("import { sizes, twice as double } from 'shared.bicep'\noutput o int = double(sizes.l)\n", more), 6);
    assert.equal(output("import * as all from 'shared.bicep'\noutput o int = all.twice(all.sizes.l)\n", more), 6);
    assert.equal(output("import { f } from 'br/public:avm/utl/x:1.0.0'\noutput o int = f(1)\n"), "? module");
    assert.equal(output("import { t } from 'shared.bicep'\nparam x t\noutput o bool = x == null\n", more), true);
  });

  test("files are loaded as text, JSON and YAML", () => {
    assert.equal(output("output o string = loadTextContent('a.txt')\n", { "a.txt": "hello" }), "hello");
    assert.equal(output("output o int = loadJsonContent('a.json').b[1]\n", { "a.json": '{ "b": [1, 2] } // end' }), 2);
    assert.equal(output("output o int = loadJsonContent('a.json', 'b[1]')\n", { "a.json": '{"b": [1, 2]}' }), 2);
    assert.equal(output("output o string = loadYamlContent('a.yaml').b\n", { "a.yaml": "b: c\n" }), "c");
    assert.equal(output("output o string = loadTextContent('gone.txt')\n"), "? unread");
  });

  test("nameof, lambdas and safe access", () => {
    assert.equal(output("param a object = {}\noutput o string = nameof(a.b.c)\n"), "c");
    assert.equal(output("output o int = reduce(map([1, 2, 3], x => x * x), 0, (a, b) => a + b)\n"), 14);
    assert.equal(output("param a object?\noutput o string = a.?b.c[0] ?? 'none'\n"), "none");
    assert.equal(output("var a = { b: null }\noutput o string = a.?c.?d ?? 'none'\n"), "none");
  });

  test("a function that calls itself is a problem", () => {
    const fragment = evaluate("func f(x int) int => f(x)\noutput o int = f(1)\n");
    assert.match(fragment.problems[0]?.message ?? "", /calls itself/);
  });
});

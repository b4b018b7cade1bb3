import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../src/model/assemble.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { look, stringAt } from "../../src/model/look.ts";
import { constant, type Literal, list, object, reference, scalar, text, type Value } from "../../src/model/value.ts";

const at = { from: "default", of: "a test" } as const;
const because = { kind: "parameter", text: "The parameter 'x' has no value." } as const;
const on: Literal = { test: "x", is: true, at, because };

function value(plain: unknown): Value {
  if (Array.isArray(plain)) return list(plain.map(value), at);
  if (typeof plain === "object" && plain !== null && "kind" in plain) return plain as Value;
  if (typeof plain === "object" && plain !== null)
    return object(
      Object.entries(plain).map(([name, inner]) => ({ name, at, value: value(inner) })),
      at,
    );
  return scalar(plain as string, at);
}

function declare(key: string, type: string, names: readonly unknown[], body: unknown, more: Partial<Declaration> = {}): Declaration {
  return {
    key,
    type,
    names: names.map(value),
    existing: false,
    condition: [],
    body: value(body),
    at,
    span: at,
    calls: [],
    language: "bicep",
    ...more,
  };
}

function graph(...declarations: readonly Declaration[]) {
  return assemble([{ declarations, outputs: new Map(), unseen: [], problems: [] }]);
}

const vnetType = "Microsoft.Network/virtualNetworks";
const ref = (key: string) => reference({ by: "key", key }, [], at);

describe("assembling", () => {
  test("makes resources of inline children, like those declared by themselves", () => {
    const made = graph(
      declare("vnet", vnetType, ["v"], { properties: { subnets: [{ name: "a", properties: { addressPrefix: "10.0.0.0/24" } }] } }),
      declare("b", `${vnetType}/subnets`, ["v", "b"], { properties: {} }),
    );
    const vnet = made.get("vnet");
    assert.ok(vnet);
    assert.deepEqual(
      made.children(vnet, "subnets").items.map((item) => stringAt(item.names.at(-1) ?? value(""), [])),
      ["a", "b"],
    );
    assert.equal(made.get("b")?.parent, vnet);
  });

  test("resolves an id by symbol, by resourceId, by text and by text around a symbol", () => {
    const made = graph(declare("vnet", vnetType, ["v"], { properties: { subnets: [{ name: "a" }] } }));
    const subnet = made.get("vnet/subnets/a");
    assert.ok(subnet);
    const found = (id: Value) => {
      const resolution = made.resolve(id);
      return resolution.is === "found" ? resolution.resource : resolution.is;
    };
    assert.equal(found(reference({ by: "id", type: `${vnetType}/subnets`, names: [value("V"), value("A")] }, [], at)), subnet);
    assert.equal(found(value("/subscriptions/0/resourceGroups/g/providers/microsoft.network/virtualNetworks/v/subnets/a")), subnet);
    assert.equal(found(text([ref("vnet"), value("/subnets/a")], at)), subnet);
    assert.equal(found(reference({ by: "key", key: "vnet" }, ["properties", "subnets", 0, "id"], at)), subnet);
    assert.equal(found(value("")), "absent");
    assert.equal(found(value("/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/other")), "elsewhere");
    assert.equal(found(constant("parameters('subnetId')", because, at)), "unclear");
  });

  test("links by a name that nobody knows", () => {
    const name = text([value("st"), constant("uniqueString(resourceGroup().id)", because, at)], at);
    const made = graph(declare("s", "Microsoft.Storage/storageAccounts", [name], {}));
    const resolution = made.resolve(reference({ by: "id", type: "microsoft.storage/storageaccounts", names: [name] }, [], at));
    assert.equal(resolution.is === "found" && resolution.resource, made.get("s"));
  });

  test("merges what amends a resource, under its condition", () => {
    const made = graph(
      declare("s", "Microsoft.Storage/storageAccounts", ["s"], { properties: { publicNetworkAccess: "Enabled" } }),
      declare(
        "r",
        "Microsoft.Storage/storageAccounts",
        ["s"],
        { properties: { networkAcls: { defaultAction: "Deny" } } },
        { amends: ref("s"), condition: [on] },
      ),
    );
    const storage = made.get("s");
    assert.ok(storage);
    assert.equal(stringAt(storage.body, ["properties", "networkAcls", "defaultAction"]), undefined);
    assert.equal(stringAt(storage.body, ["properties", "networkAcls", "defaultAction"], [on]), "Deny");
    assert.equal(made.get("r"), storage);
  });

  test("keeps alternatives under opposite conditions apart and finds the one that holds", () => {
    const off = { ...on, is: false };
    const made = graph(
      declare("new", "Microsoft.KeyVault/vaults", ["k"], {}, { condition: [on] }),
      declare("old", "Microsoft.KeyVault/vaults", ["k"], {}, { condition: [off] }),
    );
    const id = reference({ by: "id", type: "Microsoft.KeyVault/vaults", names: [value("k")] }, [], at);
    const under = made.resolve(id, [off]);
    assert.equal(under.is === "found" && under.resource.key, "old");
    const either = made.resolve(id);
    assert.equal(either.is === "found" && either.others?.length, 1);
  });

  test("takes 'existing' for the declared resource of that name, and leaves it open when there is none", () => {
    const made = graph(
      declare("vnet", vnetType, ["v"], {}),
      declare("pointer", vnetType, ["v"], {}, { existing: true }),
      declare("far", vnetType, ["w"], {}, { existing: true }),
    );
    assert.equal(made.get("pointer"), made.get("vnet"));
    assert.equal(made.ofType(vnetType).length, 1);
    const far = made.get("far");
    assert.ok(far);
    assert.equal(made.children(far, "subnets").open?.kind, "elsewhere");
  });

  test("takes an 'existing' child for the inline one", () => {
    const made = graph(
      declare("vnet", vnetType, ["v"], { properties: { subnets: [{ name: "a", properties: {} }] } }),
      declare("vnet::a", `${vnetType}/subnets`, ["v", "a"], {}, { existing: true }),
    );
    assert.equal(made.get("vnet::a"), made.get("vnet/subnets/a"));
  });

  test("adds access policies that are declared by themselves to their vault", () => {
    const made = graph(
      declare("v", "Microsoft.KeyVault/vaults", ["v"], { properties: { accessPolicies: [{ objectId: "1" }] } }),
      declare("p", "Microsoft.KeyVault/vaults/accessPolicies", ["v", "add"], { properties: { accessPolicies: [{ objectId: "2" }] } }),
    );
    assert.equal(stringAt(made.get("v")?.body ?? value(""), ["properties", "accessPolicies", 1, "objectId"]), "2");
  });

  test("knows who refers to a resource and where", () => {
    const made = graph(
      declare("n", "Microsoft.Network/networkSecurityGroups", ["n"], {}),
      declare("vnet", vnetType, ["v"], {
        properties: { subnets: [{ name: "a", properties: { networkSecurityGroup: { id: ref("n") } } }] },
      }),
    );
    const group = made.get("n");
    assert.ok(group);
    assert.deepEqual(
      made.referrers(group).map((one) => [one.resource.key, one.path.join(".")]),
      [["vnet", "properties.subnets.0.properties.networkSecurityGroup.id"]],
    );
  });

  test("does not loop over resources that point at themselves", () => {
    const made = graph(declare("a", vnetType, ["a"], { x: reference({ by: "key", key: "a" }, ["x"], at) }));
    const resolution = made.resolve(reference({ by: "key", key: "a" }, ["x"], at));
    assert.equal(resolution.is, "unclear");
  });

  test("proves nothing missing where a part is not seen", () => {
    const made = assemble([
      { declarations: [], outputs: new Map(), unseen: [{ because, at, types: ["Microsoft.Network/privateEndpoints"] }], problems: [] },
    ]);
    assert.equal(made.mayHold("microsoft.network/privateendpoints"), because);
    assert.equal(made.mayHold("Microsoft.Network/azureFirewalls"), undefined);
  });

  test("proves nothing missing of a type that tells by its body, where one is only pointed at", () => {
    const endpoint = { ...declare("pe", "Microsoft.Network/privateEndpoints", ["pe"], {}), existing: true };
    assert.equal(graph(endpoint).mayHold("Microsoft.Network/privateEndpoints")?.kind, "elsewhere");
    const zone = { ...declare("zone", "Microsoft.Network/privateDnsZones", ["privatelink.azurecr.io"], {}), existing: true };
    assert.equal(graph(zone).mayHold("Microsoft.Network/privateDnsZones"), undefined, "its name says what it is");
  });

  test("knows that a child which is only pointed at is there, whatever it holds", () => {
    const policy = declare("policy", "Microsoft.Network/firewallPolicies", ["afwp"], {});
    const rules = { ...declare("rules", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", ["afwp", "rules"], {}), existing: true };
    const made = graph(policy, rules);
    const found = made.get("policy");
    assert.ok(found);
    assert.equal(made.children(found, "ruleCollectionGroups").items.length, 0);
    assert.equal(made.children(found, "ruleCollectionGroups").open?.kind, "elsewhere");
  });

  test("keeps open what is written here of something that is declared elsewhere", () => {
    const subnet = { ...declare("subnet", `${vnetType}/subnets`, ["v", "a"], {}), existing: true };
    const body = { properties: { networkSecurityGroup: { id: "x" } } };
    const group = { ...declare("association", `${vnetType}/subnets`, [], body), amends: reference({ by: "key", key: "subnet" }, [], at) };
    const found = graph(subnet, group).get("subnet");
    assert.ok(found);
    assert.equal(look(found.body, ["properties", "networkSecurityGroup", "id"]).is, "value");
    assert.equal(look(found.body, ["properties", "serviceEndpointPolicies"]).is, "unclear");
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rule as access } from "../../src/rulebook/rules/public-network-access/rule.ts";
import { rule as cmk } from "../../src/rulebook/rules/workspace-cmk/rule.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, either, graphOf, idOf, notKnown, ref, resource, told } from "../support/graph.ts";

const workspace = (properties: { readonly [name: string]: Plain } = {}, kind = "Default") =>
  resource("mlw", "Microsoft.MachineLearningServices/workspaces", "mlw", { kind, properties });

describe("workspace-cmk", () => {
  const says = (encryption: Plain) => told(cmk, contextOf(graphOf(workspace({ encryption }))));
  const key = { keyIdentifier: notKnown() };

  test("wants a block that is enabled and has a key", () => {
    assert.deepEqual(told(cmk, contextOf(graphOf(workspace()))), ["unmet mlw"]);
    assert.deepEqual(says({ status: "Disabled", keyVaultProperties: { keyIdentifier: "https://kv.vault.azure.net/keys/k" } }), [
      "unmet mlw",
    ]);
    assert.deepEqual(says({ status: "enabled", keyVaultProperties: { keyIdentifier: "https://kv.vault.azure.net/keys/k" } }), ["met mlw"]);
    assert.deepEqual(says({ status: "Enabled", keyVaultProperties: { keyIdentifier: "" } }), ["unmet mlw"]);
    assert.deepEqual(says({ status: "Enabled" }), ["unmet mlw"]);
  });

  test("is unclear behind parameters without a value", () => {
    assert.deepEqual(says({ status: notKnown(), keyVaultProperties: key }), ["unclear mlw"]);
    assert.deepEqual(says(either("encrypt", { status: "Enabled", keyVaultProperties: key }, null)), ["unclear mlw"]);
  });
});

describe("public-network-access", () => {
  const says = (properties: { readonly [name: string]: Plain }, type: string, role: string) => {
    const store = resource("store", type, "store", { properties });
    return told(access, contextOf(graphOf(workspace({ publicNetworkAccess: "Disabled", [role]: ref("store") }), store)));
  };

  test("wants the switch off, or a firewall that denies by default", () => {
    assert.deepEqual(told(access, contextOf(graphOf(workspace()))), ["unmet mlw"]);
    const storage = "Microsoft.Storage/storageAccounts";
    assert.deepEqual(says({}, storage, "storageAccount"), ["met mlw", "unmet store"]);
    assert.deepEqual(says({ publicNetworkAccess: "disabled" }, storage, "storageAccount"), ["met mlw", "met store"]);
    assert.deepEqual(says({ networkAcls: { defaultAction: "Deny" } }, storage, "storageAccount"), ["met mlw", "met store"]);
    assert.deepEqual(says({ networkRuleSet: { defaultAction: "Deny" } }, "Microsoft.ContainerRegistry/registries", "containerRegistry"), [
      "met mlw",
      "met store",
    ]);
  });

  test("is unclear where the switch or the store cannot be seen", () => {
    assert.deepEqual(told(access, contextOf(graphOf(workspace({ publicNetworkAccess: notKnown() })))), ["unclear mlw"]);
    const apart = workspace({ publicNetworkAccess: "Disabled", keyVault: idOf("Microsoft.KeyVault/vaults", "kv") });
    assert.deepEqual(told(access, contextOf(graphOf(apart))), ["met mlw", "unclear mlw"]);
  });

  test("judges online endpoints and machine learning registries too", () => {
    const endpoint = resource("oe", "Microsoft.MachineLearningServices/workspaces/onlineEndpoints", ["mlw", "oe"]);
    const registry = resource("reg", "Microsoft.MachineLearningServices/registries", "reg", {
      properties: { publicNetworkAccess: "Disabled" },
    });
    assert.deepEqual(told(access, contextOf(graphOf(endpoint, registry))), ["met reg", "unmet oe"]);
  });
});

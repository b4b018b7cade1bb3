import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Declaration } from "../../src/model/declaration.ts";
import { rule as identity } from "../../src/rulebook/rules/cmk-identity/rule.ts";
import { rule as key } from "../../src/rulebook/rules/cmk-key/rule.ts";
import { rule as network } from "../../src/rulebook/rules/key-vault-network/rule.ts";
import { rule as purge } from "../../src/rulebook/rules/key-vault-purge-protection/rule.ts";
import { rule as storageCmk } from "../../src/rulebook/rules/storage-cmk/rule.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, graphOf, idOf, notKnown, ref, resource, told } from "../support/graph.ts";

type Properties = { readonly [name: string]: Plain };

const encryption = (more: Properties = {}) => ({
  status: "Enabled",
  identity: { userAssignedIdentity: ref("id") },
  keyVaultProperties: { keyVaultArmId: ref("kv"), keyIdentifier: ref("key", "properties", "keyUri") },
  ...more,
});
const workspace = (properties: Properties) =>
  resource("mlw", "Microsoft.MachineLearningServices/workspaces", "mlw", { identity: { type: "UserAssigned" }, properties });
const vault = (properties: Properties = {}) => resource("kv", "Microsoft.KeyVault/vaults", "kv", { properties });
const cmk = (properties: Properties = { kty: "RSA", keySize: 3072 }) =>
  resource("key", "Microsoft.KeyVault/vaults/keys", ["kv", "key"], { properties });
const who = resource("id", "Microsoft.ManagedIdentity/userAssignedIdentities", "id");
const role = (principal: Plain, definition: string) =>
  resource(
    "role",
    "Microsoft.Authorization/roleAssignments",
    "role",
    { properties: { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${definition}`, principalId: principal } },
    { scope: { kind: "reference", to: { by: "key", key: "kv" }, path: [], at: { from: "default", of: "a test" } } },
  );
const crypto = "e147488a-f6f5-4113-8e2d-b22465e65bf6";
const principal = ref("id", "properties", "principalId");

describe("cmk-identity", () => {
  const says = (...more: readonly Declaration[]) =>
    told(identity, contextOf(graphOf(workspace({ encryption: encryption() }), cmk(), who, ...more)));

  test("takes a crypto role on the vault, or an access policy with get, wrapKey and unwrapKey", () => {
    assert.deepEqual(says(vault()), ["met mlw identity.type", "unmet mlw rights"]);
    assert.deepEqual(says(vault(), role(principal, crypto)), ["met mlw identity.type", "met mlw rights"]);
    const policy = (keys: readonly string[]) => vault({ accessPolicies: [{ objectId: principal, permissions: { keys } }] });
    assert.deepEqual(says(policy(["Get", "WrapKey", "UnwrapKey"])), ["met mlw identity.type", "met mlw rights"]);
    assert.deepEqual(says(policy(["get", "list"])), ["met mlw identity.type", "unmet mlw rights"]);
  });

  test("does not take a role of somebody else or another role", () => {
    const other = resource("other", "Microsoft.ManagedIdentity/userAssignedIdentities", "other");
    assert.ok(says(vault(), other, role(ref("other", "properties", "principalId"), crypto)).includes("unmet mlw rights"));
    assert.ok(says(vault(), role(principal, "acdd72a7-3385-48ef-bd42-f606fba81ae7")).includes("unmet mlw rights"));
  });

  test("cannot tell whose an unknown principal is, or what a vault elsewhere lets in", () => {
    assert.ok(says(vault(), role(notKnown(), crypto)).includes("unclear mlw rights"));
    assert.ok(says(resource("kv", "Microsoft.KeyVault/vaults", "kv", {}, { existing: true })).includes("unclear mlw rights"));
  });

  test("cannot tell what permissions that nobody knows allow, or what any number of roles grant", () => {
    const policy = (keys: Plain) => vault({ accessPolicies: [{ objectId: principal, permissions: { keys } }] });
    assert.ok(says(policy(notKnown())).includes("unclear mlw rights"));
    assert.ok(says(policy(["get", notKnown()])).includes("unclear mlw rights"));
    const repeated = { kind: "parameter", text: "Their number is not known." } as const;
    assert.ok(says(vault(), { ...role(principal, crypto), repeated }).includes("unclear mlw rights"));
  });

  test("wants a user-assigned identity for a storage account, which has none of its own when it is created", () => {
    const properties = {
      encryption: { keySource: "Microsoft.Keyvault", keyvaultproperties: { keyvaulturi: ref("kv", "properties", "vaultUri") } },
    };
    const storage = resource("st", "Microsoft.Storage/storageAccounts", "st", { identity: { type: "SystemAssigned" }, properties });
    assert.ok(told(identity, contextOf(graphOf(workspace({ storageAccount: ref("st") }), storage, vault()))).includes("unmet st identity"));
  });
});

describe("cmk-key", () => {
  const says = (properties: Properties) => told(key, contextOf(graphOf(workspace({ encryption: encryption() }), vault(), cmk(properties))));

  test("wants RSA of a size that Azure takes, and advises 3072 bits for a workspace", () => {
    assert.deepEqual(says({ kty: "EC" }), ["unmet key kty"]);
    assert.deepEqual(says({ kty: "RSA-HSM", keySize: 4096 }), ["met key 3072", "met key keySize", "met key kty"]);
    assert.deepEqual(says({ kty: "RSA", keySize: 2048 }), ["met key keySize", "met key kty", "unmet key 3072"]);
    assert.deepEqual(says({ kty: "RSA", keySize: 1024 }), ["met key kty", "unmet key 3072", "unmet key keySize"]);
  });
});

describe("the vault of a key", () => {
  const encrypted = workspace({ encryption: encryption() });

  test("is protected from purging, and is closed but for trusted services", () => {
    assert.deepEqual(told(purge, contextOf(graphOf(encrypted, cmk(), vault()))), ["unmet kv"]);
    assert.deepEqual(told(network, contextOf(graphOf(encrypted, cmk(), vault()))), ["unmet kv"]);
    const shut = vault({ enablePurgeProtection: true, networkAcls: { defaultAction: "Deny", bypass: "None" } });
    assert.deepEqual(told(purge, contextOf(graphOf(encrypted, cmk(), shut))), ["met kv"]);
    assert.deepEqual(told(network, contextOf(graphOf(encrypted, cmk(), shut))), ["met kv", "unmet kv bypass"]);
  });

  test("cannot be told of when it is elsewhere", () => {
    const apart = workspace({
      encryption: encryption({ keyVaultProperties: { keyVaultArmId: idOf("Microsoft.KeyVault/vaults", "x"), keyIdentifier: notKnown() } }),
    });
    assert.deepEqual(told(purge, contextOf(graphOf(apart))), ["unclear mlw"]);
  });
});

test("storage-cmk is advice until the workspace has a key of its own", () => {
  const storage = resource("st", "Microsoft.Storage/storageAccounts", "st", { properties: {} });
  const severity = (properties: Properties) => {
    const [verdict] = storageCmk.check(contextOf(graphOf(workspace({ storageAccount: ref("st"), ...properties }), storage)));
    return verdict?.is === "unmet" ? (verdict.severity ?? storageCmk.severity) : verdict?.is;
  };
  assert.equal(severity({}), "note");
  assert.equal(severity({ encryption: encryption() }), "warning");
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bodyAsOf } from "../../src/model/api-versions.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { look } from "../../src/model/look.ts";
import { object, type Property, scalar, type Value } from "../../src/model/value.ts";

const at = { from: "default", of: "a test" } as const;
const place = { from: "file", uri: "file:///w/main.json", start: 0, end: 1 } as const;
const property = (name: string, value: Value): Property => ({ name, at, value });

/** What is seen of a property: `value`, `absent`, or why it is unclear. */
function seen(type: string, apiVersion: string | undefined, name: string, ...properties: readonly Property[]): string {
  const body = object([property("properties", object(properties, at))], at);
  const one: Declaration = {
    key: "one",
    type,
    ...(apiVersion !== undefined && { apiVersion }),
    names: [scalar("one", at)],
    existing: false,
    condition: [],
    body,
    at: place,
    span: place,
    calls: [],
    language: "arm",
  };
  const found = look(bodyAsOf(one), ["properties", name]);
  return found.is === "unclear" ? found.because.text : found.is;
}

const workspace = "Microsoft.MachineLearningServices/Workspaces";
const account = "Microsoft.Storage/storageAccounts";
const vault = "Microsoft.KeyVault/vaults";

describe("a property that is left out", () => {
  for (const [type, name, open, said] of [
    [workspace, "publicNetworkAccess", "2020-09-01-preview", "2021-07-01"],
    [workspace, "v1LegacyMode", "2022-02-01-preview", "2022-05-01"],
    [account, "supportsHttpsTrafficOnly", "2018-11-01", "2019-04-01"],
    [vault, "enableRbacAuthorization", "2026-02-01", "2025-05-01"],
  ] as const) {
    test(`'${name}' is unclear with API version ${open}, which is named, and absent with ${said}`, () => {
      assert.match(seen(type, open, name), new RegExp(`^API version '${open}' .*'${name}'`));
      assert.equal(seen(type, said, name), "absent");
    });

    test(`'${name}' is taken as written where it is written all the same`, () => {
      assert.equal(seen(type, open, name, property(name, scalar("Disabled", at))), "value");
    });
  }

  test("is absent where one default holds in all versions", () => {
    assert.equal(seen(vault, "2019-09-01", "publicNetworkAccess"), "absent");
    assert.equal(seen(workspace, "2020-03-01", "managedNetwork"), "absent");
    assert.equal(seen(account, "2018-11-01", "allowSharedKeyAccess"), "absent");
  });

  test("is absent where no version is known, and of other types", () => {
    assert.equal(seen(workspace, undefined, "publicNetworkAccess"), "absent");
    assert.equal(seen(workspace, "latest", "publicNetworkAccess"), "absent");
    assert.equal(seen("Microsoft.Network/virtualNetworks", "2019-09-01", "publicNetworkAccess"), "absent");
  });

  test("is unclear for each of several, and what is written beside them stays", () => {
    assert.match(
      seen(workspace, "2020-04-01", "v1LegacyMode", property("publicNetworkAccess", scalar("Disabled", at))),
      /legacy mode is on/,
    );
  });
});

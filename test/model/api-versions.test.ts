import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bodyAsOf } from "../../src/model/api-versions.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { look } from "../../src/model/look.ts";
import { object, type Property, scalar, type Value } from "../../src/model/value.ts";

const at = { from: "default", of: "a test" } as const;
const place = { from: "file", uri: "file:///w/main.json", start: 0, end: 1 } as const;
const property = (name: string, value: Value): Property => ({ name, at, value });

function access(type: string, apiVersion: string | undefined, ...properties: readonly Property[]): string {
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
  const seen = look(bodyAsOf(one), ["properties", "publicNetworkAccess"]);
  return seen.is === "unclear" ? seen.because.text : seen.is;
}

const workspace = "Microsoft.MachineLearningServices/Workspaces";

describe("a property that the API version does not know", () => {
  test("is not absent but unclear, with the version to use", () => {
    assert.match(access(workspace, "2020-09-01-preview"), /'2020-09-01-preview' does not know 'publicNetworkAccess'/);
  });

  test("is absent from a version that knows it, from none and from another type", () => {
    assert.equal(access(workspace, "2021-07-01"), "absent");
    assert.equal(access(workspace, undefined), "absent");
    assert.equal(access(workspace, "latest"), "absent");
    assert.equal(access("Microsoft.Network/virtualNetworks", "2019-09-01"), "absent");
  });

  test("is taken as written where it is written all the same", () => {
    assert.equal(access(workspace, "2020-04-01", property("publicNetworkAccess", scalar("Disabled", at))), "value");
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseConfiguration } from "../../src/analysis/configuration/parse.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";

const uri = "file:///repo/infra/aml-network-audit.json";

/** Parses and gives each problem as `line:column text | message`, counted from 1. */
function read(text: string) {
  const { configuration, problems } = parseConfiguration(text, uri);
  const told = problems.map(({ start, end, message }) => {
    const before = text.slice(0, start).split("\n");
    return { at: `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`, text: text.slice(start, end), message };
  });
  return { configuration, told };
}

describe("a configuration file", () => {
  test("gives every setting that it holds", () => {
    const { configuration, told } = read(`{
      // which cloud
      "$schema": "./schema.json",
      "cloud": "usgov", "region": "US Gov Virginia", "asOf": "il5-2022-09", "profile": "il5",
      "features": { "rstudio": true, "python": false },
      "severities": { "workspace-cmk": "error" },
      "overrides": [{ "files": "dev/**", "severities": { "workspace-cmk": "off" } }],
      "suppressions": [{ "rule": "workspace-cmk", "subject": "mlw-dev", "reason": "No secrets there.", "until": "2027-01-31" }],
      "baseline": "baseline.json", "serviceTags": ["ServiceTags_Public.json"],
      "environments": [{ "name": "prod", "deployments": [{ "template": "hub/main.bicep", "parameters": ["hub/prod.bicepparam"] }, { "template": "work/" }] }],
      "exclude": ["modules/**"],
      "showUnclear": true,
    }`);
    assert.deepEqual(told, []);
    assert.equal(configuration.cloud, "usgov");
    assert.equal(configuration.region, "usgovvirginia");
    assert.equal(configuration.asOf, "il5-2022-09");
    assert.equal(configuration.profile, "il5");
    assert.deepEqual(Object.fromEntries(configuration.features), { rstudio: true, python: false });
    assert.deepEqual([...configuration.severities], [["workspace-cmk", "error"]]);
    assert.deepEqual([...(configuration.overrides[0]?.severities ?? [])], [["workspace-cmk", "off"]]);
    assert.equal(configuration.suppressions[0]?.until, "2027-01-31");
    assert.equal(configuration.baseline, "baseline.json");
    assert.deepEqual(configuration.serviceTags, ["ServiceTags_Public.json"]);
    assert.deepEqual(configuration.environments[0]?.deployments, [
      { template: "hub/main.bicep", parameters: ["hub/prod.bicepparam"] },
      { template: "work/", parameters: [] },
    ]);
    assert.deepEqual(configuration.exclude, ["modules/**"]);
    assert.equal(configuration.showUnclear, true);
    assert.equal(configuration.base, "file:///repo/infra/");
  });

  test("names a value that is not allowed with its place and what is allowed, and uses the rest", () => {
    const { configuration, told } = read('{\n  "cloud": "blue",\n  "profile": "il5"\n}');
    assert.equal(told.length, 1);
    assert.deepEqual([told[0]?.at, told[0]?.text], ["2:12", '"blue"']);
    assert.match(told[0]?.message ?? "", /'public', 'usgov', 'china', not 'blue'/);
    assert.equal(configuration.cloud, undefined);
    assert.equal(configuration.profile, "il5");
  });

  test("names every unknown name and the one that is perhaps meant", () => {
    const { configuration, told } = read(
      '{ "colud": "china", "features": { "rstudoi": true, "pyton": true, "r": true }, "severities": { "no-such-rule": "off" } }',
    );
    assert.deepEqual(
      told.map(({ text }) => text),
      ['"colud"', '"rstudoi"', '"pyton"', '"no-such-rule"'],
    );
    assert.match(told[0]?.message ?? "", /Perhaps 'cloud' is meant/);
    assert.match(told[1]?.message ?? "", /Perhaps 'rstudio' is meant/);
    assert.match(told[3]?.message ?? "", /workspace-cmk/);
    assert.deepEqual([...configuration.features], [["r", true]]);
  });

  test("drops a bad item of a list and keeps its neighbours, each problem at its own place", () => {
    const { configuration, told } = read('{ "exclude": [1, "a/", 2, "b/", "", "c/"] }');
    assert.deepEqual(configuration.exclude, ["a/", "b/", "c/"]);
    assert.deepEqual(
      told.map(({ text }) => text),
      ["1", "2", '""'],
    );
  });

  test("does not accept a suppression without a reason", () => {
    const { configuration, told } = read('{ "suppressions": [{ "rule": "workspace-cmk" }, { "rule": "workspace-cmk", "reason": " " }] }');
    assert.deepEqual(configuration.suppressions, []);
    assert.match(told[0]?.message ?? "", /'reason' is missing/);
    assert.match(told[1]?.message ?? "", /the reason for which/);
  });

  test("does not accept a day that does not exist", () => {
    const { told } = read('{ "asOf": "2021-02-30" }');
    assert.match(told[0]?.message ?? "", /2020-03, 2021-07, il5-2022-09, 2023/);
  });

  test("drops an environment with a bad deployment whole, because half of one would mean something else", () => {
    const { configuration, told } = read(
      '{ "environments": [{ "name": "a", "deployments": [{ "template": "x" }, { "template": 4 }] }, { "name": "b", "deployments": [{ "template": "y" }] }] }',
    );
    assert.deepEqual(
      configuration.environments.map(({ name }) => name),
      ["b"],
    );
    assert.deepEqual(
      told.map(({ text }) => text),
      ["4"],
    );
  });

  test("uses what can be read of a file that is no JSON", () => {
    const { configuration, told } = read('{ "cloud": "china", "profile": ');
    assert.equal(configuration.cloud, "china");
    assert.ok(told.length > 0);
  });

  test("has its defaults when it is empty, a list, or nested without end", () => {
    for (const text of ["", "[]", "null", "\u0000\u0001", "[".repeat(30_000), '{"a":'.repeat(30_000)]) {
      const { configuration } = read(text);
      assert.deepEqual({ ...configuration, base: undefined }, { ...defaultSettings, base: undefined });
    }
  });

  test("never makes the audit stop, whatever it holds", () => {
    const names = fc.constantFrom(
      "cloud",
      "features",
      "severities",
      "overrides",
      "suppressions",
      "environments",
      "exclude",
      "asOf",
      "__proto__",
      "x",
    );
    const any = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.dictionary(names, tie("value")),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.dictionary(names, any).map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (text) => {
          const { problems } = parseConfiguration(text, uri);
          for (const { start, end } of problems) assert.ok(start >= 0 && start <= end && end <= text.length + 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

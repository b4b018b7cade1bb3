// Routes by address for the service's calls need the prefixes of both regions of a pair:
// learn.microsoft.com/azure/machine-learning/how-to-access-azureml-behind-firewall, "IP Address routes".
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Rule } from "../../src/model/verdict.ts";
import { rule as asymmetric } from "../../src/rulebook/rules/asymmetric-route/rule.ts";
import { rule as stale } from "../../src/rulebook/rules/service-tag-prefixes-stale/rule.ts";
import { pairOf } from "../../src/rulebook/service-tags/region-pairs.ts";
import type { Parts } from "../reach/network.ts";
import { collection, networkOf, networkRule, toFirewall } from "../reach/network.ts";
import { contextOf } from "../support/graph.ts";

const tags: Readonly<Record<string, readonly string[]>> = {
  azuremachinelearning: ["20.1.0.0/28", "20.1.1.0/28", "20.2.0.0/28", "20.3.0.0/28"],
  "azuremachinelearning.eastus2": ["20.1.0.0/28", "20.1.1.0/28"],
  "azuremachinelearning.centralus": ["20.2.0.0/28"],
};
const firstOfTwo = ["20.1.0.0/28", "20.1.1.0/28"];
const both = [...firstOfTwo, "20.2.0.0/28"];

function told(rule: Rule, prefixes: readonly string[], listed = true, parts: Parts = {}): readonly string[] {
  const routes = prefixes.map((addressPrefix, index) => ({
    name: `aml-${index}`,
    properties: { addressPrefix, nextHopType: "Internet" },
  }));
  const made = contextOf(networkOf({ routes: [toFirewall, ...routes], ...parts }), "public", "computePublicIp", "firewall");
  const context = { ...made, scenario: { ...made.scenario, region: "eastus2" } };
  const verdicts = rule.check(listed ? { ...context, servicePrefixes: (tag) => tags[tag] } : context);
  return [...verdicts].map((verdict) => (verdict.is === "met" ? "met" : `${verdict.is}: ${verdict.message}`));
}

describe("routes by address for calls of the service", () => {
  test("serve with the prefixes of the region and of the one that is paired with it", () => {
    assert.deepEqual(told(asymmetric, both), ["met"]);
  });

  test("do not serve with those of one region, and the other one is named", () => {
    const [first = "", ...others] = told(asymmetric, firstOfTwo);
    assert.deepEqual(others, []);
    assert.match(first, /^unmet: .*'AzureMachineLearning\.eastus2' straight .* 'AzureMachineLearning\.centralus' not wholly/);
    assert.match(told(asymmetric, ["20.2.0.0/28", "20.1.0.0/28"])[0] ?? "", /'AzureMachineLearning\.eastus2' not wholly/);
  });

  test("are unclear without the published list, and name it", () => {
    const many = Array.from({ length: 6 }, (_, index) => `20.1.${index}.0/28`);
    const [first = ""] = told(asymmetric, many, false);
    assert.match(first, /^unclear: .*ServiceTags_\*\.json/);
  });

  test("serve as tags of both regions too", () => {
    assert.deepEqual(told(asymmetric, ["AzureMachineLearning.EastUS2", "AzureMachineLearning.CentralUS"]), ["met"]);
    assert.match(told(asymmetric, ["AzureMachineLearning.EastUS2"])[0] ?? "", /^unmet: .*centralus/);
    assert.deepEqual(told(asymmetric, ["AzureMachineLearning"]), ["met"]);
  });
});

describe("a list of the service's addresses", () => {
  test("in routes lacks the paired region's where only one region's are listed", () => {
    const [first = ""] = told(stale, firstOfTwo);
    assert.match(
      first,
      /tags 'AzureMachineLearning\.eastus2' and 'AzureMachineLearning\.centralus' would do\. It lacks 1 of 3 .*'20\.2\.0\.0\/28'/,
    );
  });

  test("in routes is whole with those of both", () => {
    assert.match(told(stale, both)[0] ?? "", /It is whole today/);
  });

  test("in a firewall's rule is held against the region alone where it lists that", () => {
    const rules = [collection("net", 200, "Allow", networkRule("aml", firstOfTwo))];
    assert.match(
      told(stale, [], true, { routes: [toFirewall], collections: rules })[0] ?? "",
      /tag 'AzureMachineLearning\.eastus2' would do\. It is whole/,
    );
  });
});

describe("the table of pairs", () => {
  test("holds both ways but for the regions that the page excepts", () => {
    assert.equal(pairOf("eastus2"), "centralus");
    assert.equal(pairOf("centralus"), "eastus2");
    assert.deepEqual(["westus3", "eastus", "westus"].map(pairOf), ["eastus", "westus", "eastus"]);
    assert.deepEqual(["brazilsouth", "southcentralus", "westindia", "southindia"].map(pairOf), [
      "southcentralus",
      "northcentralus",
      "southindia",
      "centralindia",
    ]);
    assert.deepEqual(["usgovvirginia", "usgovtexas", "usgovarizona", "usdodeast"].map(pairOf), [
      "usgovtexas",
      "usgovvirginia",
      "usgovtexas",
      "usdodcentral",
    ]);
  });

  test("has none for regions without a pair", () => {
    for (const region of ["italynorth", "polandcentral", "qatarcentral", "atlantis"]) assert.equal(pairOf(region), undefined, region);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { coverage } from "../../src/reach/coverage.ts";
import { parseRange } from "../../src/reach/match/addresses.ts";
import { comparePrefixes, readPublishedTags } from "../../src/reach/tags/published.ts";
import { rule } from "../../src/rulebook/rules/service-tag-prefixes-stale/rule.ts";
import { contextOf } from "../support/graph.ts";
import { collection, networkOf, networkRule, toFirewall } from "./network.ts";

const list = {
  changeNumber: 7,
  cloud: "Public",
  values: [
    { name: "AzureMonitor", properties: { addressPrefixes: ["20.1.0.0/16", "20.2.0.0/24", "2603:1000::/40", "broken"] } },
    { name: "Broken", properties: {} },
    null,
  ],
};

const ranges = (...prefixes: readonly string[]) => prefixes.flatMap((prefix) => parseRange(prefix) ?? []);

describe("the published list of service tags", () => {
  test("is read by name, without case, and what is no prefix is passed over", () => {
    const tags = readPublishedTags(list);
    assert.equal(tags?.cloud, "public");
    assert.equal(tags?.changeNumber, 7);
    assert.equal(tags?.prefixes("azuremonitor")?.length, 4);
    assert.equal(tags?.prefixes("storage"), undefined);
  });

  test("is not read from anything else", () => {
    for (const json of [null, 1, "x", [], {}, { values: 3 }, { values: [] }]) assert.equal(readPublishedTags(json), undefined);
  });

  test("shows what a list of addresses lacks and what it keeps in vain", () => {
    const found = comparePrefixes(ranges("20.1.0.0/17", "40.0.0.0/24"), ranges("20.1.0.0/16", "20.2.0.0/24"));
    assert.deepEqual(found, { missing: ["20.1.0.0/16", "20.2.0.0/24"], stale: ["40.0.0.0/24"] });
    assert.deepEqual(comparePrefixes(ranges("20.1.0.0/17", "20.1.128.0/17"), ranges("20.1.0.0/16")), { missing: [], stale: [] });
  });
});

describe("addresses in the place of a tag", () => {
  const prefixes = (tag: string) => (tag === "azuremonitor" ? ["20.1.0.0/16", "20.2.0.0/24"] : undefined);
  const answer = (addresses: readonly string[], given?: typeof prefixes) => {
    const graph = networkOf({ routes: [toFirewall], collections: [collection("net", 200, "Allow", networkRule("monitor", addresses))] });
    const { scenario, requirements } = contextOf(graph, "public");
    const row = coverage(graph, scenario, requirements, given).rows.find(({ requirement }) => requirement.id === "outbound-azure-monitor");
    return row?.cells[0]?.is;
  };

  test("are unclear without the list, and counted with it", () => {
    assert.equal(answer(["20.1.0.0/16", "20.2.0.0/24"]), "unclear");
    assert.equal(answer(["20.1.0.0/16", "20.2.0.0/24"], prefixes), "allowed");
    assert.equal(answer(["20.1.0.0/16"], prefixes), "blocked");
    assert.equal(answer(["99.0.0.0/8"], prefixes), "blocked");
  });

  test("are held against the list by 'service-tag-prefixes-stale'", () => {
    const graph = networkOf({
      routes: [toFirewall],
      collections: [collection("net", 200, "Allow", networkRule("batch", ["20.1.0.0/16", "40.0.0.0/24"]))],
    });
    const context = { ...contextOf(graph), servicePrefixes: () => ["20.1.0.0/16", "20.2.0.0/24"] };
    const [verdict] = [...rule.check(context)];
    assert.ok(verdict?.is === "unmet");
    assert.equal(verdict.severity, "warning");
    assert.match(
      verdict.message,
      /lacks 1 of 2 prefixes of the tag: '20\.2\.0\.0\/24'\. 1 of 2 are not in the tag any more: '40\.0\.0\.0\/24'/,
    );
  });

  const told = (name: string, addresses: readonly string[], tags: Readonly<Record<string, readonly string[]>>) => {
    const graph = networkOf({ routes: [toFirewall], collections: [collection("net", 200, "Allow", networkRule(name, addresses))] });
    const made = contextOf(graph);
    const context = { ...made, scenario: { ...made.scenario, region: "eastus" }, servicePrefixes: (tag: string) => tags[tag] };
    return [...rule.check(context)].map((verdict) => (verdict.is === "unmet" ? verdict.message : verdict.is));
  };

  test("are held against the tag's regional form where they are a region's", () => {
    const tags = { batchnodemanagement: ["20.1.0.0/24", "20.2.0.0/24"], "batchnodemanagement.eastus": ["20.1.0.0/24"] };
    assert.match(told("batch", ["20.1.0.0/24"], tags)[0] ?? "", /'BatchNodeManagement\.eastus' would do\. It is whole today/);
    assert.match(told("batch", ["20.1.0.0/25"], tags)[0] ?? "", /lacks 1 of 1 prefixes/);
    assert.match(told("batch", ["20.1.0.0/24", "20.2.0.0/24"], tags)[0] ?? "", /'BatchNodeManagement' would do/);
  });

  test("are known for a tag's by two of its prefixes, whatever the rule is called, and never by one", () => {
    const tags = { storage: ["20.1.0.0/24", "20.2.0.0/24", "20.3.0.0/24"] };
    assert.match(told("r1", ["20.1.0.0/24", "20.3.0.0/24"], tags)[0] ?? "", /'Storage' would do\. It lacks 1 of 3/);
    assert.deepEqual(told("r1", ["20.1.0.0/24"], tags), []);
    assert.deepEqual(told("r1", ["20.1.0.0/24", "20.1.9.0/24"], tags), []);
  });

  test("in the routes of one table are one list", () => {
    const route = (name: string, addressPrefix: string) => ({ name, properties: { addressPrefix, nextHopType: "Internet" } });
    const graph = networkOf({ routes: [route("batch-1", "20.1.0.0/24"), route("batch-2", "20.9.0.0/24")] });
    const context = { ...contextOf(graph), servicePrefixes: () => ["20.1.0.0/24", "20.2.0.0/24"] };
    const [verdict, ...others] = [...rule.check(context)];
    assert.ok(verdict?.is === "unmet" && others.length === 0);
    assert.match(verdict.message, /^'batch-1' and 1 more list 2 address ranges/);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Deployment } from "../../src/model/finding.ts";
import { flowsOf, notNeeded } from "../../src/report/flows.ts";
import { collection, networkOf, networkRule, toFirewall } from "../reach/network.ts";
import { contextOf } from "../support/graph.ts";

const list = ["20.1.0.0/16", "20.2.0.0/24"];

function deployment(servicePrefixes?: Deployment["servicePrefixes"]): Deployment {
  const rules = [collection("net", 200, "Allow", networkRule("monitor", list))];
  const { graph, scenario } = contextOf(networkOf({ routes: [toFirewall], collections: rules }));
  const one = { id: "main", language: "bicep", entries: [], parameters: [], files: [], resources: 0, graph, scenario } as const;
  return servicePrefixes ? { ...one, servicePrefixes } : one;
}

describe("the matrix of a report", () => {
  const monitor = (given: Deployment) =>
    flowsOf(given).rows.find(({ requirement }) => requirement.id === "outbound-azure-monitor")?.cells[0]?.is;

  test("counts addresses by the published list that the findings were made with", () => {
    assert.equal(monitor(deployment()), "unclear");
    assert.equal(monitor(deployment((tag) => (tag === "azuremonitor" ? list : undefined))), "allowed");
  });

  test("calls no flow unneeded that is only not judged", () => {
    const unneeded = notNeeded(deployment()).map(({ value }) => value);
    assert.ok(unneeded.length > 0);
    assert.ok(!unneeded.includes("ml.azure.com"));
  });
});

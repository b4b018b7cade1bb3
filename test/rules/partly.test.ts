// What a tag lacks of another one, by the published lists: said where a rule for it lets only a part through.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDestination, traceFlow } from "../../src/reach/trace.ts";
import { createPaint } from "../../src/report/paint.ts";
import { createPlaces } from "../../src/report/places.ts";
import { printWalks } from "../../src/report/walk.ts";
import { rule } from "../../src/rulebook/rules/outbound-service-tag/rule.ts";
import { collection, networkOf, networkRule, toFirewall } from "../reach/network.ts";
import { contextOf } from "../support/graph.ts";

const graph = networkOf({
  routes: [toFirewall],
  collections: [collection("net", 200, "Allow", networkRule("cloud", ["AzureCloud"], { destinationPorts: ["*"] }))],
});
const signIn = /'AzureCloud' lacks 4 of 200 prefixes of 'AzureActiveDirectory', '20\.190\.128\.0\/18' among them/;

describe("a firewall that allows 'AzureCloud'", () => {
  test("is told what that lacks of the sign-in service and of Front Door", () => {
    const said = [...rule.check(contextOf(graph))].flatMap((verdict) => (verdict.is === "unmet" ? [verdict.message] : [])).join("\n");
    assert.match(said, signIn);
    assert.match(said, /'AzureCloud' lacks 22 of 90 prefixes of 'AzureFrontDoor\.Frontend'/);
    assert.doesNotMatch(said, /of 'AzureMachineLearning'/);
  });

  test("lacks other prefixes in Government", () => {
    const said = [...rule.check(contextOf(graph, "usgov"))]
      .flatMap((verdict) => (verdict.is === "unmet" ? [verdict.message] : []))
      .join("\n");
    assert.match(said, /'AzureCloud' lacks 2 of 34 prefixes of 'AzureActiveDirectory', '62\.11\.192\.0\/20' among them/);
    assert.doesNotMatch(said, /Frontend/);
  });

  test("is told the same by 'explain'", () => {
    const { scenario } = contextOf(graph);
    const destination = parseDestination("AzureActiveDirectory");
    assert.ok(destination);
    const places = createPlaces("file:///", () => "x");
    assert.match(printWalks(traceFlow(graph, scenario, destination), places, createPaint(false), 400), signIn);
  });
});

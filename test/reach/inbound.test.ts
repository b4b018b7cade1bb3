// Cases from learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules, of what comes in.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { judgeInbound } from "../../src/reach/judge/inbound.ts";
import { parseRange } from "../../src/reach/match/addresses.ts";
import { flowSources } from "../../src/reach/sources.ts";
import { tagTable } from "../../src/reach/tags/knowledge.ts";
import type { Plain } from "../support/graph.ts";
import { notKnown } from "../support/graph.ts";
import { networkOf, securityRule } from "./network.ts";

const into = (name: string, priority: number, access: "Allow" | "Deny", from: Plain, more = {}): Plain =>
  securityRule(name, priority, access, "*", { direction: "Inbound", sourceAddressPrefix: from, ...more });

function told(security: readonly Plain[], caller: string, port = 443): string {
  const [source] = flowSources(networkOf({ security })).items;
  const group = source?.subnet?.securityGroup;
  assert.ok(source?.subnet && group?.is === "there");
  const range = parseRange(caller);
  const [found] = judgeInbound(
    group.to,
    {
      from: { range: parseRange("10.1.1.0/24"), subnet: source.subnet, condition: [] },
      protocol: "tcp",
      ports: { from: port, to: port },
      target: range ? { is: "range", range } : { is: "tag", name: caller.toLowerCase() },
    },
    { tags: tagTable("public") },
  );
  if (found?.is === "allowed") return `allowed by ${found.by.name}`;
  return found?.is === "blocked" ? `blocked by ${found.by?.name ?? "default"}` : "unclear";
}

describe("what comes in to a subnet", () => {
  test("from its network is let in by default rule 65000", () => {
    assert.equal(told([], "VirtualNetwork"), "allowed by AllowVnetInBound");
    assert.equal(told([], "10.1.7.4"), "allowed by AllowVnetInBound");
    assert.equal(told([], "10.0.7.4"), "allowed by AllowVnetInBound", "a peered network is of the network");
  });

  test("from the load balancer is let in by default rule 65001", () => {
    assert.equal(told([], "AzureLoadBalancer"), "allowed by AllowAzureLoadBalancerInBound");
  });

  test("from anywhere else is denied by default rule 65500", () => {
    for (const caller of ["AzureMachineLearning", "Internet", "52.1.1.1", "10.200.0.4"])
      assert.equal(told([], caller), "blocked by default");
  });

  test("is let in by a rule, and denied by one before it", () => {
    const allow = into("aml", 200, "Allow", "AzureMachineLearning", { destinationPortRange: "44224" });
    assert.equal(told([allow], "AzureMachineLearning", 44224), "allowed by aml");
    assert.equal(told([allow], "AzureMachineLearning", 44225), "blocked by default");
    assert.equal(told([allow, into("no", 100, "Deny", "*")], "AzureMachineLearning", 44224), "blocked by no");
  });

  test("from the load balancer is not what a rule about the Internet means", () => {
    assert.equal(told([into("no", 100, "Deny", "Internet")], "AzureLoadBalancer"), "allowed by AllowAzureLoadBalancerInBound");
    assert.equal(told([into("no", 100, "Deny", "AzureLoadBalancer")], "AzureLoadBalancer"), "blocked by no");
  });

  test("is unclear where the caller of a rule is not known", () => {
    assert.equal(told([into("who", 100, "Deny", notKnown())], "VirtualNetwork"), "unclear");
    assert.equal(told([into("who", 100, "Allow", notKnown())], "AzureMachineLearning"), "unclear");
  });

  test("has priorities of its own: a rule about what goes out may have the same one", () => {
    const out = securityRule("out", 100, "Deny", "*");
    assert.equal(told([into("in", 100, "Allow", "AzureMachineLearning"), out], "AzureMachineLearning"), "allowed by in");
  });
});

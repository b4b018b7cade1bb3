import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rule as invalidTag } from "../../src/rulebook/rules/invalid-service-tag/rule.ts";
import { rule as loose } from "../../src/rulebook/rules/loose-host-pattern/rule.ts";
import { rule as outdated } from "../../src/rulebook/rules/outdated-requirement/rule.ts";
import { rule as overbroad } from "../../src/rulebook/rules/overbroad-rule/rule.ts";
import { rule as wrongCloud } from "../../src/rulebook/rules/wrong-cloud-host/rule.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, graphOf, notKnown, ref, resource } from "../support/graph.ts";

const every = [invalidTag, loose, outdated, overbroad, wrongCloud];
const workspace = resource("ws", "Microsoft.MachineLearningServices/workspaces", "ws", { properties: {} });

function group(to: Plain, more: { readonly [name: string]: Plain } = {}) {
  const rule = (name: string, priority: number) => ({
    name,
    properties: {
      priority,
      direction: "Outbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "*",
      destinationAddressPrefix: to,
      destinationPortRange: "443",
      ...more,
    },
  });
  return resource("nsg", "Microsoft.Network/networkSecurityGroups", "nsg", {
    properties: { securityRules: [rule("a", 100), rule("b", 110)] },
  });
}

/** `rule of subject`, for what is unclear. */
function unclear(...declarations: readonly ReturnType<typeof resource>[]): readonly string[] {
  const context = contextOf(graphOf(...declarations));
  const verdicts = every.flatMap((rule) => [...rule.check(context)].map((verdict) => ({ rule, verdict })));
  return verdicts.flatMap(({ rule, verdict }) => (verdict.is === "unclear" ? [`${rule.id} of ${verdict.subject.symbol}`] : []));
}

describe("a word that nobody knows", () => {
  test("is unclear once a security group, to the rules that look at such words", () => {
    assert.deepEqual(unclear(workspace, group(notKnown())), ["invalid-service-tag of nsg", "outdated-requirement of nsg"]);
    const wide = group(notKnown(), { destinationPortRange: "*" });
    assert.deepEqual(unclear(workspace, wide), ["invalid-service-tag of nsg", "outdated-requirement of nsg", "overbroad-rule of nsg"]);
  });

  test("is said with the entry, the reason and what settles it", () => {
    const verdict = [...invalidTag.check(contextOf(graphOf(workspace, group(notKnown()))))].find(({ is }) => is === "unclear");
    assert.ok(verdict?.is === "unclear");
    assert.match(
      verdict.message,
      /^It cannot be told of security group 'nsg' whether .*: what stands in security rule 'a' and 1 more is not known\. ./,
    );
  });

  test("is nothing on the side that is ours, nor without machine learning, nor when it is read from another resource", () => {
    assert.deepEqual(unclear(workspace, group("AzureMachineLearning", { sourceAddressPrefix: notKnown() })), []);
    assert.deepEqual(unclear(group(notKnown())), []);
    assert.deepEqual(unclear(workspace, group(ref("ws", "properties", "x"))), []);
  });

  test("is unclear in hosts of a firewall policy and in prefixes of routes", () => {
    const rules = [
      {
        name: "hosts",
        ruleType: "ApplicationRule",
        protocols: [{ protocolType: "Https", port: 443 }],
        targetFqdns: ["pypi.org", notKnown()],
      },
    ];
    const policy = resource("rcg", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", ["afwp", "rcg"], {
      properties: { priority: 100, ruleCollections: [{ name: "c", priority: 100, action: { type: "Allow" }, rules }] },
    });
    assert.deepEqual(unclear(workspace, policy), ["loose-host-pattern of rcg", "outdated-requirement of rcg", "wrong-cloud-host of rcg"]);
    const table = resource("rt", "Microsoft.Network/routeTables", "rt", {
      properties: { routes: [{ name: "r", properties: { addressPrefix: notKnown(), nextHopType: "Internet" } }] },
    });
    assert.deepEqual(unclear(workspace, table), ["invalid-service-tag of rt", "outdated-requirement of rt"]);
  });
});

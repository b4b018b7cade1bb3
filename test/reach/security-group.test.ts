// Cases from learn.microsoft.com/azure/virtual-network/network-security-groups-overview and service-tags-overview.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Declaration } from "../../src/model/declaration.ts";
import type { Plain } from "../support/graph.ts";
import { either, notKnown, ref, resource } from "../support/graph.ts";
import type { Parts } from "./network.ts";
import { networkOf, say, securityRule, toFirewall, walkTo } from "./network.ts";

function told(security: readonly Plain[], to: string, parts: Parts = {}): string {
  return say(walkTo(networkOf({ security, ...parts }), to));
}

const closed = securityRule("deny-all", 4096, "Deny", "*");

describe("a network security group", () => {
  test("lets everything out by its default rules", () => {
    assert.equal(told([], "AzureMachineLearning"), "allowed by AllowInternetOutBound");
    assert.equal(told([], "10.1.2.4"), "allowed by AllowVnetOutBound");
  });

  test("asks rules by priority, lowest first, and stops at the first that fits", () => {
    const allow = securityRule("aml", 200, "Allow", "AzureMachineLearning");
    assert.equal(told([closed, allow], "AzureMachineLearning"), "allowed by aml");
    assert.equal(told([securityRule("no", 100, "Deny", "*"), allow], "AzureMachineLearning"), "blocked by no");
  });

  test("passes over rules of the other direction", () => {
    const inbound = securityRule("in", 100, "Deny", "*", { direction: "Inbound" });
    assert.equal(told([inbound], "AzureMachineLearning"), "allowed by AllowInternetOutBound");
  });

  test("takes 'Internet' for every service, and not for the network", () => {
    const deny = securityRule("no-internet", 100, "Deny", "Internet");
    assert.equal(told([deny], "AzureMachineLearning"), "blocked by no-internet");
    assert.equal(told([deny], "10.1.2.4"), "allowed by AllowVnetOutBound");
    assert.equal(told([securityRule("internet", 100, "Allow", "Internet"), closed], "Storage.eastus"), "allowed by internet");
  });

  test("takes 'VirtualNetwork' for the network and those peered with it", () => {
    const allow = securityRule("inside", 100, "Allow", "VirtualNetwork");
    assert.equal(told([allow, closed], "10.1.9.9"), "allowed by inside");
    assert.equal(told([allow, closed], "10.0.0.4"), "allowed by inside");
    assert.equal(told([allow, closed], "10.0.0.4", { apart: true }), "blocked by deny-all");
    assert.equal(told([allow, closed], "AzureMonitor"), "blocked by deny-all");
    assert.equal(told([allow, closed], "VirtualNetwork"), "allowed by inside");
  });

  test("may take 'VirtualNetwork' for everything where a route leads everywhere", () => {
    const routes: readonly Plain[] = [{ name: "all", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" } }];
    assert.equal(told([securityRule("inside", 100, "Allow", "VirtualNetwork"), closed], "AzureMonitor", { routes }), "unclear");
  });

  test("reads lists of prefixes and of ports", () => {
    const lists = securityRule("lists", 100, "Allow", "", {
      destinationAddressPrefix: "",
      destinationAddressPrefixes: ["AzureMonitor", "AzureMachineLearning"],
      destinationPortRange: "",
      destinationPortRanges: ["80", "440-450"],
    });
    assert.equal(told([lists, closed], "AzureMachineLearning:443"), "allowed by lists");
    assert.equal(told([lists, closed], "AzureMachineLearning:8787"), "blocked by deny-all");
  });

  test("needs the protocol", () => {
    const udp = securityRule("udp", 100, "Allow", "AzureMachineLearning", { protocol: "Udp" });
    assert.equal(told([udp, closed], "AzureMachineLearning:5831/udp"), "allowed by udp");
    assert.equal(told([udp, closed], "AzureMachineLearning:443"), "blocked by deny-all");
  });

  test("does not hold computes in its application security groups", () => {
    const group = resource("asg", "Microsoft.Network/applicationSecurityGroups", "asg", { properties: {} });
    const rule = securityRule("asg", 100, "Deny", "*", { sourceAddressPrefix: "", sourceApplicationSecurityGroups: [{ id: ref("asg") }] });
    assert.equal(told([rule], "AzureMachineLearning", { more: [group] }), "allowed by AllowInternetOutBound");
  });

  test("covers a part of the sources only where a rule says so", () => {
    const half = securityRule("half", 100, "Allow", "*", { sourceAddressPrefix: "10.1.1.0/25" });
    const rest = securityRule("rest", 110, "Allow", "*", { sourceAddressPrefix: "10.1.1.128/25" });
    assert.equal(told([half, closed], "AzureMachineLearning"), "blocked by deny-all");
    assert.equal(told([half, rest, closed], "AzureMachineLearning"), "allowed by half");
  });

  test("denies where only a part is let through: 'AzureCloud' lacks the sign-in service", () => {
    const cloud = securityRule("cloud", 100, "Allow", "AzureCloud");
    assert.equal(told([cloud, closed], "AzureMachineLearning"), "allowed by cloud");
    assert.equal(told([cloud, closed], "AzureActiveDirectory"), "blocked by deny-all");
  });

  test("does not let through hosts by tags that cannot be shown to hold them", () => {
    assert.equal(told([securityRule("aml", 100, "Allow", "AzureMachineLearning"), closed], "pypi.org"), "blocked by deny-all");
  });
});

describe("what of a security rule is not known or wrong", () => {
  test("is never taken to allow", () => {
    const cases: readonly Plain[] = [
      securityRule("x", 100, "Allow", "AzureMachineLearning", { access: notKnown() }),
      securityRule("x", 100, "Allow", "AzureMachineLearning", { destinationPortRange: notKnown() }),
      securityRule("x", 100, "Allow", "AzureMachineLearning", { destinationPortRange: "500-400" }),
      securityRule("x", 100, "Allow", "10.0.0.0/64"),
      securityRule("x", 100, "Allow", "AzureMachineLearning", { direction: notKnown() }),
      either("open", securityRule("x", 100, "Allow", "*"), securityRule("x", 100, "Deny", "*")),
    ];
    for (const rule of cases) assert.equal(told([rule, closed], "AzureMachineLearning"), "unclear");
  });

  test("nothing follows from a priority that is not known, or that two rules have", () => {
    const allow = securityRule("allow", 100, "Allow", "*");
    const vague = securityRule("deny", 100, "Deny", "*", { priority: notKnown() });
    assert.equal(told([allow, vague], "AzureMachineLearning"), "unclear");
    assert.equal(told([allow, securityRule("deny", 100, "Deny", "*")], "AzureMachineLearning"), "unclear");
  });

  test("addresses of version 6 say nothing of version 4", () => {
    assert.equal(told([securityRule("six", 100, "Allow", "::/0"), closed], "AzureMachineLearning"), "blocked by deny-all");
  });

  test("a group that is declared elsewhere may hold anything", () => {
    const parts = {
      subnet: { networkSecurityGroup: { id: "/subscriptions/x/resourceGroups/y/providers/Microsoft.Network/networkSecurityGroups/z" } },
    };
    assert.equal(say(walkTo(networkOf(parts), "AzureMachineLearning")), "unclear");
  });
});

describe("priorities", () => {
  test("of rules for the other direction play no part", () => {
    const half = securityRule("half", 100, "Allow", "Storage.eastus");
    const other = securityRule("other", 100, "Deny", "*", { direction: "Inbound" });
    assert.equal(told([half, other, closed], "Storage"), "blocked by deny-all");
  });
});

describe("'VirtualNetwork'", () => {
  test("takes in the private addresses that a route of the subnet names", () => {
    const parts = { security: [], routes: [toFirewall] };
    const walk = walkTo(networkOf(parts), "10.200.0.4");
    assert.match(walk.steps[0]?.text ?? "", /default rule 'AllowVnetOutBound'/);
    assert.equal(say(walkTo(networkOf({ security: [] }), "10.200.0.4")), "blocked: nothing allows");
  });
});

describe("a security admin rule", () => {
  const rule = (access: string, more: Plain = {}) =>
    resource("admin", "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules", ["m", "c", "r", "no-web"], {
      properties: {
        direction: "Outbound",
        access,
        priority: 10,
        protocol: "Any",
        destinations: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
        destinationPortRanges: ["443"],
        ...(more as object),
      },
    });
  const told = (...more: readonly Declaration[]) =>
    walkTo(networkOf({ security: [securityRule("all", 100, "Allow", "*")], more }), "AzureMonitor");

  test("that may deny comes before what a security group allows", () => {
    const walk = told(rule("Deny"));
    assert.ok(walk.is === "unclear");
    assert.match(walk.because.text, /Security admin rule 'no-web' may deny it before any security group is asked/);
    assert.equal(say(told(rule("Maybe"))), "unclear");
  });

  test("that allows, is for other ports or for what comes in, changes nothing", () => {
    for (const one of [
      rule("Allow"),
      rule("AlwaysAllow"),
      rule("Deny", { destinationPortRanges: ["22"] }),
      rule("Deny", { direction: "Inbound" }),
    ])
      assert.equal(say(told(one)), "allowed by all");
  });
});

// What is written wrongly or not known is never taken to allow: the answer is that it cannot be told, or that it is blocked for sure.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { either, notKnown } from "../support/graph.ts";
import type { Body, Parts } from "./network.ts";
import { applicationRule, collection, networkOf, networkRule, say, securityRule, toFirewall, walkTo } from "./network.ts";

const tag = "AzureMachineLearning";
const closed = securityRule("deny-all", 4096, "Deny", "*");

function bySecurity(more: Body, to = tag): string {
  return say(walkTo(networkOf({ security: [securityRule("x", 100, "Allow", to, more), closed] }), tag));
}

function byFirewall(rule: Plain, to = tag, more: Parts = {}): string {
  return say(walkTo(networkOf({ routes: [toFirewall], collections: [collection("net", 200, "Allow", rule)], ...more }), to));
}

function byRoute(properties: Body): string {
  return say(walkTo(networkOf({ routes: [{ name: "x", properties }] }), tag));
}

const unclear = (what: string, ask: () => string) => test(what, () => assert.equal(ask(), "unclear"));
const blocked = (what: string, ask: () => string) => test(what, () => assert.match(ask(), /^blocked/));

describe("priorities", () => {
  const allow = (priority: Plain) => securityRule("allow", 0, "Allow", tag, { priority });
  const deny = (priority: Plain) => securityRule("deny", 0, "Deny", tag, { priority });
  const secured = (...security: readonly Plain[]) => say(walkTo(networkOf({ security }), tag));
  unclear("that two rules share that contradict each other", () => secured(allow(100), deny(100)));
  unclear("of which one is not known", () => secured(allow(100), deny(notKnown())));
  unclear("of which one is missing", () => secured(allow(100), securityRule("deny", 0, "Deny", tag, { priority: null })));
  unclear("of which one is no number", () => secured(allow(100), deny("first")));
  unclear("that are negative", () => secured(allow(100), deny(-1)));
  test("that two rules share that agree do no harm", () =>
    assert.equal(secured(allow(100), securityRule("too", 100, "Allow", "*")), "allowed by allow"));
  unclear("of collections, shared by two that contradict each other", () =>
    byFirewall(networkRule("a", [tag]), tag, {
      collections: [collection("a", 200, "Allow", networkRule("a", [tag])), collection("b", 200, "Deny", networkRule("b", [tag]))],
    }),
  );
});

describe("ports", () => {
  for (const range of ["500-400", "-443", "443-", "70000", "443-70000", "https", "44 3", "443,8787"])
    unclear(`written as '${range}'`, () => bySecurity({ destinationPortRange: range }));
  for (const range of ["9-1", "65536", "1-2-3"])
    unclear(`of a firewall's rule, written as '${range}'`, () => byFirewall(networkRule("x", [tag], { destinationPorts: [range] })));
  unclear("that are not known", () => bySecurity({ destinationPortRange: notKnown() }));
  blocked("of an empty list", () => bySecurity({ destinationPortRange: "", destinationPortRanges: [] }));
  blocked("of a firewall's rule with an empty list", () => byFirewall(networkRule("x", [tag], { destinationPorts: [] })));
});

describe("addresses", () => {
  for (const prefix of [
    "10.1.0.0/99",
    "10.1.0.0/-1",
    "10.1.0",
    "10.1.0.300",
    "010.1.0.0/16",
    "10.1.0.9-10.1.0.0",
    "2001:db8::/200",
    "10.1.0.0/16/8",
  ])
    unclear(`of a source, written as '${prefix}'`, () => byFirewall(networkRule("x", [tag], { sourceAddresses: [prefix] })));
  for (const prefix of ["20.0.0.0/64", "::1-20.0.0.1", "Azure Machine Learning"])
    unclear(`of a destination, written as '${prefix}'`, () => bySecurity({}, prefix));
  blocked("of version 6 alone, for a service that is reached over version 4", () => bySecurity({}, "::/0"));
  blocked("of version 6 as the source of a subnet of version 4", () =>
    byFirewall(networkRule("x", [tag], { sourceAddresses: ["2001:db8::/32"] })),
  );
  test("of both versions mixed: each counts for its own", () =>
    assert.equal(byFirewall(networkRule("x", [tag], { sourceAddresses: ["2001:db8::/32", "10.1.0.0/16"] })), "allowed by x"));
  unclear("of both versions in one range", () => byFirewall(networkRule("x", [tag], { sourceAddresses: ["10.1.0.0-2001:db8::1"] })));
  blocked("of an empty list of sources", () => byFirewall(networkRule("x", [tag], { sourceAddresses: [] })));
  blocked("of an empty list of destinations", () => byFirewall(networkRule("x", [])));
  unclear("of a subnet that has none", () =>
    say(
      walkTo(
        networkOf({
          routes: [toFirewall],
          subnet: { addressPrefix: null },
          collections: [collection("net", 200, "Allow", networkRule("x", [tag], { sourceAddresses: ["10.1.1.0/24"] }))],
        }),
        tag,
      ),
    ),
  );
});

describe("parts of rules that are not known", () => {
  const parts: readonly (readonly [string, Body])[] = [
    ["access", { access: notKnown() }],
    ["access that is no access", { access: "Maybe" }],
    ["direction", { direction: notKnown() }],
    ["direction that is none", { direction: "Sideways" }],
    ["protocol", { protocol: notKnown() }],
    ["source", { sourceAddressPrefix: notKnown() }],
    ["source port", { sourcePortRange: notKnown() }],
    ["destination", { destinationAddressPrefix: notKnown() }],
    ["list of destinations", { destinationAddressPrefix: "", destinationAddressPrefixes: notKnown() }],
  ];
  for (const [what, more] of parts) unclear(`of a security rule: ${what}`, () => bySecurity(more));
  unclear("of a security rule: a protocol that is none", () => bySecurity({ protocol: "Pigeon" }));
  blocked("of a security rule: a protocol of another kind", () => bySecurity({ protocol: "Esp" }));
  for (const [what, more] of [...parts, ["ports", { destinationPortRange: "9-1" }] as const, ["protocol", { protocol: "Pigeon" }] as const])
    unclear(`of a security rule that denies: ${what}`, () =>
      say(walkTo(networkOf({ security: [securityRule("x", 100, "Deny", tag, more)] }), tag)),
    );

  const filters: readonly (readonly [string, Plain])[] = [
    ["ports", networkRule("x", [tag], { destinationPorts: notKnown() })],
    ["protocols", networkRule("x", [tag], { ipProtocols: notKnown() })],
    ["sources", networkRule("x", [tag], { sourceAddresses: notKnown() })],
    ["an IP group", networkRule("x", [tag], { sourceAddresses: [], sourceIpGroups: [notKnown()] })],
    ["destinations", networkRule("x", [], { destinationAddresses: notKnown() })],
    ["hosts", networkRule("x", [], { destinationFqdns: notKnown() })],
    ["the rule itself, by a condition", either("c", networkRule("x", [tag]), null)],
    ["the rule itself", notKnown()],
  ];
  for (const [what, rule] of filters)
    unclear(`of a network rule: ${what}`, () => byFirewall(rule, tag, { policy: { dnsSettings: { enableProxy: true } } }));

  const applications: readonly (readonly [string, Body])[] = [
    ["hosts", { targetFqdns: notKnown() }],
    ["a host", { targetFqdns: [notKnown()] }],
    ["protocols", { protocols: notKnown() }],
    ["the type of a protocol", { protocols: [{ protocolType: notKnown(), port: 443 }] }],
    ["sources", { sourceAddresses: notKnown() }],
    ["FQDN tags", { targetFqdns: [], fqdnTags: notKnown() }],
    ["an asterisk in the middle", { targetFqdns: ["py*.org"] }],
  ];
  for (const [what, more] of applications)
    unclear(`of an application rule: ${what}`, () => byFirewall(applicationRule("x", ["pypi.org"], more), "pypi.org"));

  unclear("of a collection: its action", () =>
    byFirewall(networkRule("x", [tag]), tag, {
      collections: [{ name: "c", priority: 200, action: { type: notKnown() }, rules: [networkRule("x", [tag])] }],
    }),
  );
  unclear("of a policy: its groups of rules", () =>
    byFirewall(networkRule("x", [tag]), tag, { policy: { basePolicy: { id: notKnown() } }, collections: [] }),
  );
});

describe("routes", () => {
  unclear("without a next hop", () => byRoute({ addressPrefix: "0.0.0.0/0" }));
  unclear("with a next hop that is none", () => byRoute({ addressPrefix: "0.0.0.0/0", nextHopType: "Moon" }));
  unclear("with a next hop that is not known", () => byRoute({ addressPrefix: "0.0.0.0/0", nextHopType: notKnown() }));
  unclear("to an appliance without an address", () => byRoute({ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" }));
  unclear("to an appliance with half an address", () =>
    byRoute({ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0" }),
  );
  unclear("to nowhere, for a prefix that is not known", () => byRoute({ addressPrefix: notKnown(), nextHopType: "None" }));
  unclear("to nowhere, for a prefix that is none", () => byRoute({ addressPrefix: "0.0.0.0/64", nextHopType: "None" }));
  unclear("to nowhere, without a prefix", () => byRoute({ nextHopType: "None" }));
});

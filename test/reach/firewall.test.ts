// Cases from learn.microsoft.com/azure/firewall/rule-processing, firewall-faq and fqdn-filtering-network-rules.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { either, notKnown, ref, resource } from "../support/graph.ts";
import type { Parts } from "./network.ts";
import { applicationRule, collection, networkOf, networkRule, say, toFirewall, walkTo } from "./network.ts";

function told(collections: readonly Plain[], to: string, parts: Parts = {}): string {
  return say(walkTo(networkOf({ routes: [toFirewall], collections, ...parts }), to));
}

const aml = networkRule("aml", ["AzureMachineLearning"]);

describe("a firewall policy", () => {
  test("allows what a network rule allows", () => {
    assert.equal(told([collection("net", 200, "Allow", aml)], "AzureMachineLearning"), "allowed by aml");
  });

  test("denies what no rule allows", () => {
    assert.equal(told([collection("net", 200, "Allow", aml)], "AzureMonitor"), "blocked: nothing allows");
    assert.equal(told([], "AzureMonitor"), "blocked: nothing allows");
  });

  test("looks at the port and at the protocol", () => {
    const collections = [collection("net", 200, "Allow", aml)];
    assert.equal(told(collections, "AzureMachineLearning:18881"), "blocked: nothing allows");
    assert.equal(told(collections, "AzureMachineLearning:443/udp"), "blocked: nothing allows");
  });

  test("counts only rules whose sources take in the subnet", () => {
    const other = networkRule("other", ["AzureMachineLearning"], { sourceAddresses: ["10.2.0.0/16"] });
    assert.equal(told([collection("net", 200, "Allow", other)], "AzureMachineLearning"), "blocked: nothing allows");
    const half = networkRule("half", ["AzureMachineLearning"], { sourceAddresses: ["10.1.1.0/25"] });
    assert.equal(told([collection("net", 200, "Allow", half)], "AzureMachineLearning"), "blocked: nothing allows");
    const rest = networkRule("rest", ["AzureMachineLearning"], { sourceAddresses: ["10.1.1.128/25"] });
    assert.equal(told([collection("net", 200, "Allow", half, rest)], "AzureMachineLearning"), "allowed by half");
  });

  test("unites several rules over a range of ports", () => {
    const low = networkRule("low", ["AzureMachineLearning"], { destinationPorts: ["8704-8706"] });
    const high = networkRule("high", ["AzureMachineLearning"], { destinationPorts: ["8707-8710"] });
    assert.equal(told([collection("net", 200, "Allow", low)], "AzureMachineLearning:8704-8710"), "blocked: nothing allows");
    assert.equal(told([collection("net", 200, "Allow", low, high)], "AzureMachineLearning:8704-8710"), "allowed by low");
  });

  test("asks collections by priority, whatever their order in the file", () => {
    const deny = collection("deny", 100, "Deny", networkRule("no", ["AzureMachineLearning"]));
    const allow = collection("allow", 200, "Allow", aml);
    assert.equal(told([allow, deny], "AzureMachineLearning"), "blocked by no");
    const late = collection("deny", 300, "Deny", networkRule("no", ["*"]));
    assert.equal(told([late, allow], "AzureMachineLearning"), "allowed by aml");
  });

  test("does not say which of two collections of one priority comes first", () => {
    const deny = collection("deny", 200, "Deny", networkRule("no", ["AzureMachineLearning"]));
    assert.equal(told([collection("allow", 200, "Allow", aml), deny], "AzureMachineLearning"), "unclear");
  });

  test("asks network rules before application rules, whatever their priority", () => {
    const deny = collection("deny", 100, "Deny", applicationRule("no", ["pypi.org"]));
    const net = collection("net", 65000, "Allow", networkRule("all", ["*"]));
    assert.equal(told([deny, net], "pypi.org"), "allowed by all");
  });

  test("asks application rules only about TCP", () => {
    const every = collection("app", 200, "Allow", applicationRule("all", ["*"]));
    assert.equal(told([every], "AzureMachineLearning:443"), "allowed by all");
    assert.equal(told([every], "AzureMachineLearning:443/udp"), "blocked: nothing allows");
  });

  test("takes names in network rules only as a DNS proxy", () => {
    const named = collection("net", 200, "Allow", networkRule("pypi", [], { destinationFqdns: ["pypi.org"] }));
    assert.equal(told([named], "pypi.org", { policy: { dnsSettings: { enableProxy: true } } }), "allowed by pypi");
    assert.equal(told([named], "pypi.org"), "unclear");
  });

  test("takes rules of its base policy before its own", () => {
    const base = [
      resource("base", "Microsoft.Network/firewallPolicies", "base", { properties: {} }),
      resource("baseRules", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", ["base", "rules"], {
        properties: {
          priority: 60000,
          ruleCollections: [collection("base", 60000, "Deny", networkRule("base-no", ["AzureMachineLearning"]))],
        },
      }),
    ];
    const parts = { policy: { basePolicy: { id: ref("base") } }, more: base };
    assert.equal(told([collection("net", 100, "Allow", aml)], "AzureMachineLearning", parts), "blocked by base-no");
  });

  test("reads sources from IP groups", () => {
    const group = resource("spokes", "Microsoft.Network/ipGroups", "spokes", { properties: { ipAddresses: ["10.1.0.0/16"] } });
    const rule = networkRule("aml", ["AzureMachineLearning"], { sourceAddresses: [], sourceIpGroups: [ref("spokes")] });
    assert.equal(told([collection("net", 200, "Allow", rule)], "AzureMachineLearning", { more: [group] }), "allowed by aml");
    assert.equal(told([collection("net", 200, "Allow", rule)], "AzureMachineLearning"), "unclear");
  });
});

describe("what of a rule is not known", () => {
  test("is never taken to allow", () => {
    const cases: readonly Plain[] = [
      networkRule("x", ["AzureMachineLearning"], { destinationPorts: notKnown() }),
      networkRule("x", ["AzureMachineLearning"], { sourceAddresses: notKnown() }),
      networkRule("x", [], { destinationAddresses: [notKnown()] }),
      networkRule("x", ["AzureMachineLearning"], { ipProtocols: [notKnown()] }),
      networkRule("x", ["AzureMachineLearning"], { destinationPorts: ["9000-1"] }),
      networkRule("x", ["AzureMachineLearning"], { sourceAddresses: ["10.1.0.0/99"] }),
      either("withRule", aml, null),
    ];
    for (const rule of cases) assert.equal(told([collection("net", 200, "Allow", rule)], "AzureMachineLearning"), "unclear");
  });

  test("matters only where it may decide", () => {
    const vague = networkRule("vague", ["AzureMonitor"], { destinationPorts: notKnown() });
    assert.equal(told([collection("net", 200, "Allow", vague)], "AzureMachineLearning"), "blocked: nothing allows");
    assert.equal(told([collection("net", 200, "Allow", vague, aml)], "AzureMachineLearning"), "allowed by aml");
  });

  test("makes an allow below a vague deny unclear", () => {
    const deny = collection("deny", 100, "Deny", networkRule("no", ["AzureMachineLearning"], { destinationPorts: notKnown() }));
    assert.equal(told([deny, collection("net", 200, "Allow", aml)], "AzureMachineLearning"), "unclear");
  });
});

describe("application rules", () => {
  test("a firewall takes URLs only when it is Premium and inspects TLS", () => {
    const url = (more = {}) => [collection("app", 200, "Allow", applicationRule("url", [], { targetUrls: ["pypi.org/*"], ...more }))];
    assert.equal(told(url({ terminateTLS: true }), "pypi.org", { policy: { sku: { tier: "Premium" } } }), "allowed by url");
    assert.equal(told(url(), "pypi.org", { policy: { sku: { tier: "Premium" } } }), "unclear");
    assert.equal(told(url({ terminateTLS: true }), "pypi.org"), "unclear");
  });

  test("web categories and FQDN tags are not taken to allow what is not on record", () => {
    const category = applicationRule("category", [], { webCategories: ["ComputersAndTechnology"] });
    assert.equal(told([collection("app", 200, "Allow", category)], "pypi.org"), "unclear");
    const update = applicationRule("tag", [], { fqdnTags: ["WindowsUpdate"] });
    assert.equal(told([collection("app", 200, "Allow", update)], "pypi.org"), "blocked: nothing allows");
    const kubernetes = applicationRule("tag", [], { fqdnTags: ["AzureKubernetesService"] });
    assert.equal(told([collection("app", 200, "Allow", kubernetes)], "mcr.microsoft.com"), "allowed by tag");
  });

  test("a category that is denied says nothing of a host of software", () => {
    const denied = collection("no", 100, "Deny", applicationRule("no", [], { webCategories: ["Gambling"] }));
    const allowed = collection("app", 200, "Allow", applicationRule("pypi", ["pypi.org"]));
    assert.equal(told([denied, allowed], "pypi.org"), "allowed by pypi");
  });

  test("'*.x' does not take in 'x'", () => {
    const app = [collection("app", 200, "Allow", applicationRule("below", ["*.anaconda.com"]))];
    assert.equal(told(app, "anaconda.com"), "blocked: nothing allows");
    assert.equal(told(app, "*.anaconda.com"), "allowed by below");
  });
});

// What tiers, inheritance, DNS and the firewall's own subnet change: learn.microsoft.com/azure/firewall/features-by-sku,
// firewall-manager/policy-overview, firewall/fqdn-filtering-network-rules and firewall/forced-tunneling.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { ref, resource } from "../support/graph.ts";
import type { Body, Parts } from "./network.ts";
import { applicationRule, collection, networkOf, networkRule, say, toFirewall, walkTo } from "./network.ts";

const aml = collection("net", 200, "Allow", networkRule("aml", ["AzureMachineLearning"]));

function walked(collections: readonly Plain[], to: string, parts: Parts = {}) {
  return walkTo(networkOf({ routes: [toFirewall], collections, ...parts }), to);
}

function told(collections: readonly Plain[], to: string, parts: Parts = {}): string {
  return say(walked(collections, to, parts));
}

describe("threat intelligence", () => {
  const notes = (policy: Parts["policy"], more: Parts["more"] = []) =>
    walked([aml], "AzureMachineLearning", { ...(policy && { policy }), more }).steps.flatMap(({ is, text }) =>
      is === "noted" ? [text] : [],
    );

  test("that denies is noted beside what rules allow", () => {
    assert.match(notes({ threatIntelMode: "Deny" }).join(), /Threat intelligence denies .* before any rule is asked/);
    assert.equal(told([aml], "AzureMachineLearning", { policy: { threatIntelMode: "Deny" } }), "allowed by aml");
  });

  test("that alerts only, or is off, is not", () => {
    for (const mode of ["Alert", "Off"]) assert.doesNotMatch(notes({ threatIntelMode: mode }).join(), /intelligence/);
  });

  test("is taken over from the base policy, and only made stricter", () => {
    const base = resource("base", "Microsoft.Network/firewallPolicies", "base", { properties: { threatIntelMode: "Deny" } });
    for (const own of [{}, { threatIntelMode: "Off" }, { threatIntelMode: "Alert" }])
      assert.match(notes({ basePolicy: { id: ref("base") }, ...own }, [base]).join(), /intelligence denies/);
  });

  test("only alerts in the Basic tier", () => {
    assert.match(notes({ threatIntelMode: "Deny", sku: { tier: "Basic" } }).join(), /the Basic tier of Azure Firewall only alerts/);
  });
});

describe("a tier of Azure Firewall", () => {
  const named = [collection("net", 200, "Allow", networkRule("pypi", [], { destinationFqdns: ["pypi.org"] }))];
  const category = [collection("app", 200, "Allow", applicationRule("category", [], { webCategories: ["ComputersAndTechnology"] }))];
  const url = [collection("app", 200, "Allow", applicationRule("url", [], { targetUrls: ["pypi.org/*"], terminateTLS: true }))];
  const because = (collections: readonly Plain[], tier: string): string => {
    const walk = walked(collections, "pypi.org", { policy: { sku: { tier }, dnsSettings: { enableProxy: true } } });
    return walk.is === "unclear" ? walk.because.text : walk.is;
  };

  test("that is Basic takes neither hosts in network rules nor web categories nor URLs", () => {
    assert.match(because(named, "Basic"), /Basic tier .* no hosts in network rules/);
    assert.match(because(category, "Basic"), /Basic tier .* no web categories/);
    assert.match(because(url, "Basic"), /Only the Premium tier/);
  });

  test("that is Standard takes hosts in network rules and no URLs", () => {
    assert.equal(because(named, "Standard"), "allowed");
    assert.match(because(category, "Standard"), /only Azure knows/);
    assert.match(because(url, "Standard"), /Only the Premium tier/);
  });

  test("that is Premium takes URLs when it inspects TLS", () => {
    assert.equal(because(url, "Premium"), "allowed");
  });
});

describe("hosts in network rules", () => {
  const proxy = { dnsSettings: { enableProxy: true } };

  test("are whole hosts: a pattern is never taken to allow", () => {
    const pattern = [collection("net", 200, "Allow", networkRule("all", [], { destinationFqdns: ["*.anaconda.org"] }))];
    assert.equal(told(pattern, "conda.anaconda.org", { policy: proxy }), "unclear");
  });

  test("are unclear where only the base policy makes the firewall a DNS proxy", () => {
    const base = resource("base", "Microsoft.Network/firewallPolicies", "base", { properties: proxy });
    const named = [collection("net", 200, "Allow", networkRule("pypi", [], { destinationFqdns: ["pypi.org"] }))];
    assert.equal(told(named, "pypi.org", { policy: { basePolicy: { id: ref("base") } }, more: [base] }), "unclear");
  });
});

describe("protocols of application rules", () => {
  const rule = (protocolType: string, port: number, host: string) => [
    collection("app", 200, "Allow", applicationRule("app", [host], { protocols: [{ protocolType, port }] })),
  ];

  test("of type MSSQL let SQL servers through, and are unclear for other hosts", () => {
    assert.equal(told(rule("Mssql", 1433, "*.database.windows.net"), "db.database.windows.net:1433"), "allowed by app");
    assert.equal(told(rule("Mssql", 1433, "*"), "pypi.org:1433"), "unclear");
    assert.equal(told(rule("Mssql", 1433, "*"), "pypi.org"), "blocked: nothing allows");
  });

  test("of type HTTP on 443 do not let through what is encrypted", () => {
    assert.equal(told(rule("Http", 443, "pypi.org"), "pypi.org"), "unclear");
    assert.equal(told(rule("Http", 80, "pypi.org"), "pypi.org:80"), "allowed by app");
    assert.equal(told(rule("Http", 80, "pypi.org"), "pypi.org"), "blocked: nothing allows");
  });
});

describe("DNAT rules", () => {
  const dnat = (priority: number): Plain => ({
    ruleCollectionType: "FirewallPolicyNatRuleCollection",
    name: "nat",
    priority,
    action: { type: "DNAT" },
    rules: [
      {
        ruleType: "NatRule",
        name: "in",
        ipProtocols: ["TCP"],
        sourceAddresses: ["*"],
        destinationAddresses: ["52.0.0.4"],
        destinationPorts: ["443"],
        translatedAddress: "10.1.1.4",
        translatedPort: "443",
      },
    ],
  });

  test("are for what comes to the firewall's own address, and change nothing of what leaves", () => {
    assert.equal(told([dnat(100), aml], "AzureMachineLearning"), "allowed by aml");
    assert.equal(told([dnat(100)], "AzureMachineLearning"), "blocked: nothing allows");
  });
});

describe("IP groups", () => {
  test("stand for destinations too", () => {
    const group = resource("places", "Microsoft.Network/ipGroups", "places", { properties: { ipAddresses: ["52.1.0.0/16"] } });
    const rule = networkRule("out", [], { destinationIpGroups: [ref("places")] });
    assert.equal(told([collection("net", 200, "Allow", rule)], "52.1.2.3", { more: [group] }), "allowed by out");
    assert.equal(told([collection("net", 200, "Allow", rule)], "52.2.2.3", { more: [group] }), "blocked: nothing allows");
  });
});

describe("a classic firewall", () => {
  const classic = (priority: number, action: "Allow" | "Deny", name: string, protocols = ["TCP"]): Plain => ({
    name,
    properties: {
      priority,
      action: { type: action },
      rules: [{ name, protocols, sourceAddresses: ["*"], destinationAddresses: ["AzureMachineLearning"], destinationPorts: ["443"] }],
    },
  });
  const judged = (...collections: readonly Plain[]): string => {
    const firewall = resource("firewall", "Microsoft.Network/azureFirewalls", "fw", {
      properties: {
        networkRuleCollections: collections,
        ipConfigurations: [{ properties: { subnet: { id: ref("hub/subnets/AzureFirewallSubnet") } } }],
      },
    });
    return say(walkTo(networkOf({ routes: [toFirewall], firewall }), "AzureMachineLearning"));
  };

  test("asks network collections before application collections, and takes hosts and FQDN tags in those", () => {
    const hosts = (name: string, priority: number, action: "Allow" | "Deny", rule: Body): Plain => ({
      name,
      properties: {
        priority,
        action: { type: action },
        rules: [{ name, protocols: [{ protocolType: "Https", port: 443 }], sourceAddresses: ["*"], ...rule }],
      },
    });
    const firewall = (network: readonly Plain[], application: readonly Plain[]) =>
      resource("firewall", "Microsoft.Network/azureFirewalls", "fw", {
        properties: {
          networkRuleCollections: network,
          applicationRuleCollections: application,
          ipConfigurations: [{ properties: { subnet: { id: ref("hub/subnets/AzureFirewallSubnet") } } }],
        },
      });
    const asked = (to: string, ...parts: Parameters<typeof firewall>) =>
      say(walkTo(networkOf({ routes: [toFirewall], firewall: firewall(...parts) }), to));
    const pypi = hosts("pypi", 200, "Allow", { targetFqdns: ["pypi.org"] });
    assert.equal(asked("pypi.org", [], [pypi]), "allowed by pypi");
    assert.equal(asked("pypi.org", [], [pypi, hosts("no", 100, "Deny", { targetFqdns: ["*.org"] })]), "blocked by no");
    assert.equal(asked("mcr.microsoft.com", [], [hosts("aks", 100, "Allow", { fqdnTags: ["AzureKubernetesService"] })]), "allowed by aks");
    const everything = {
      name: "all",
      properties: {
        priority: 60000,
        action: { type: "Deny" },
        rules: [{ name: "all", protocols: ["Any"], sourceAddresses: ["*"], destinationAddresses: ["*"], destinationPorts: ["*"] }],
      },
    };
    assert.equal(asked("pypi.org", [everything], [pypi]), "blocked by all");
  });

  test("is judged by its own collections, by priority", () => {
    assert.equal(judged(classic(300, "Allow", "yes"), classic(200, "Deny", "no")), "blocked by no");
    assert.equal(judged(classic(100, "Allow", "yes"), classic(200, "Deny", "no")), "allowed by yes");
    assert.equal(judged(), "blocked: nothing allows");
  });
});

describe("the firewall's own subnet", () => {
  const tunnel = (hop: string, prefix = "0.0.0.0/0") => ({
    firewallSubnet: { routeTable: { id: ref("onwards") } },
    more: [
      resource("onwards", "Microsoft.Network/routeTables", "onwards", {
        properties: { routes: [{ name: "home", properties: { addressPrefix: prefix, nextHopType: hop, nextHopIpAddress: "10.9.0.4" } }] },
      }),
    ],
  });

  test("with a route home or to another appliance ends what can be seen of what the firewall allows", () => {
    for (const hop of ["VirtualNetworkGateway", "VirtualAppliance"])
      assert.equal(told([aml], "AzureMachineLearning", tunnel(hop)), "unclear");
    assert.equal(told([], "AzureMachineLearning", tunnel("VirtualAppliance")), "blocked: nothing allows");
  });

  test("with a route to nowhere drops what the firewall allows", () => {
    assert.equal(told([aml], "AzureMachineLearning", tunnel("None")), "blocked by home");
  });

  test("with a route to the Internet, or to other places, changes nothing", () => {
    assert.equal(told([aml], "AzureMachineLearning", tunnel("Internet")), "allowed by aml");
    assert.equal(told([aml], "AzureMachineLearning", tunnel("VirtualAppliance", "10.200.0.0/16")), "allowed by aml");
  });
});

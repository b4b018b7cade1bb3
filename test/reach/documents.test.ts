// Cases that Microsoft's documents print, one by one, each under the page that prints it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import type { Parts } from "./network.ts";
import { applicationRule, collection, networkOf, networkRule, say, securityRule, toFirewall, walkTo } from "./network.ts";

const route = (name: string, addressPrefix: string, nextHopType: string, more: { readonly [name: string]: Plain } = {}): Plain => ({
  name,
  properties: { addressPrefix, nextHopType, ...more },
});
const toNetwork = (name: string, priority: number, action: "Allow" | "Deny") =>
  collection(name, priority, action, networkRule(name, ["*"], { destinationPorts: ["443"] }));
const toHost = (name: string, priority: number, action: "Allow" | "Deny", ...hosts: readonly string[]) =>
  collection(name, priority, action, applicationRule(name, hosts));

type Case = readonly [what: string, parts: Parts, to: string, answer: string];

const pages: Readonly<Record<string, readonly Case[]>> = {
  "azure/firewall/rule-processing": [
    ["denies by default", { routes: [toFirewall], collections: [] }, "pypi.org", "blocked: nothing allows"],
    [
      "asks network rules before application rules, whatever their priorities",
      { routes: [toFirewall], collections: [toHost("app", 100, "Deny", "pypi.org"), toNetwork("net", 60000, "Allow")] },
      "pypi.org",
      "allowed by net",
    ],
    [
      "asks no application rule where a network rule denies",
      { routes: [toFirewall], collections: [toHost("app", 100, "Allow", "pypi.org"), toNetwork("net", 200, "Deny")] },
      "pypi.org",
      "blocked by net",
    ],
    [
      "asks collections from the lowest number up",
      { routes: [toFirewall], collections: [toHost("late", 300, "Deny", "*"), toHost("early", 200, "Allow", "pypi.org")] },
      "pypi.org",
      "allowed by early",
    ],
    [
      "ends at the first rule that fits",
      { routes: [toFirewall], collections: [toHost("no", 200, "Deny", "*.org"), toHost("yes", 300, "Allow", "pypi.org")] },
      "pypi.org",
      "blocked by no",
    ],
    [
      "asks application rules for http, https and mssql only",
      { routes: [toFirewall], collections: [toHost("app", 100, "Allow", "pypi.org")] },
      "pypi.org:22",
      "blocked: nothing allows",
    ],
  ],
  "azure/virtual-network/network-security-groups-overview": [
    ["lets traffic to the Internet out by default rule 65001", { security: [] }, "Internet", "allowed by AllowInternetOutBound"],
    ["lets traffic within the network out by default rule 65000", { security: [] }, "10.1.9.4", "allowed by AllowVnetOutBound"],
    [
      "takes lower numbers first, and stops processing there",
      { security: [securityRule("no", 200, "Deny", "Storage"), securityRule("yes", 100, "Allow", "Storage")] },
      "Storage",
      "allowed by yes",
    ],
    [
      "lets one service of a region out and denies the Internet",
      { security: [securityRule("storage", 100, "Allow", "Storage.eastus"), securityRule("internet", 110, "Deny", "Internet")] },
      "Storage.westus",
      "blocked by internet",
    ],
    [
      "takes several ranges of ports and several addresses in one rule",
      {
        security: [
          securityRule("many", 100, "Allow", "", {
            destinationAddressPrefixes: ["10.1.4.0/24", "10.1.5.0/24"],
            destinationPortRange: "",
            destinationPortRanges: ["80", "8000-9000"],
          }),
          securityRule("no", 200, "Deny", "*"),
        ],
      },
      "10.1.5.7:8443",
      "allowed by many",
    ],
  ],
  "azure/virtual-network/virtual-networks-udr-overview": [
    ["sends what no route takes to the Internet", {}, "AzureMonitor", "allowed by open way to the Internet"],
    ["keeps the network's own addresses in the network", { routes: [toFirewall] }, "10.1.9.4", "allowed by system route"],
    ["drops 10.0.0.0/8 that no network has", {}, "10.200.0.4", "blocked: route"],
    ["drops 172.16.0.0/12 and 192.168.0.0/16", {}, "192.168.4.4", "blocked: route"],
    ["drops 100.64.0.0/10", {}, "100.64.0.9", "blocked: route"],
    [
      "takes the longest prefix: 10.2.0.0/16 before 10.0.0.0/8",
      { routes: [route("wide", "10.0.0.0/8", "None"), route("long", "10.2.0.0/16", "VirtualNetworkGateway")] },
      "10.2.0.4",
      "unclear",
    ],
    [
      "takes a user's route before the system's of the same prefix",
      { routes: [route("own", "10.1.0.0/16", "None")] },
      "10.1.9.4",
      "blocked by own",
    ],
    [
      "takes the tag of a region before the tag without one",
      { routes: [route("world", "Storage", "None"), route("region", "Storage.eastus", "Internet")] },
      "Storage.eastus",
      "allowed by open way to the Internet",
    ],
    ["drops with next hop 'None'", { routes: [route("drop", "Storage", "None")] }, "Storage", "blocked by drop"],
  ],
};

for (const [page, cases] of Object.entries(pages)) {
  describe(`learn.microsoft.com/${page}`, () => {
    for (const [what, parts, to, answer] of cases) {
      test(what, () => assert.equal(say(walkTo(networkOf(parts), to)), answer));
    }
  });
}

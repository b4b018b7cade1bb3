// Cases that Microsoft's documents print, one by one, each under the page that prints it and the date of the copy that was read.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { ref, resource } from "../support/graph.ts";
import type { Body, Parts } from "./network.ts";
import { applicationRule, collection, networkOf, networkRule, say, securityRule, toFirewall, walkTo } from "./network.ts";

const route = (name: string, addressPrefix: string, nextHopType: string, more: Body = {}): Plain => ({
  name,
  properties: { addressPrefix, nextHopType, ...more },
});
const anywhere = { sourceAddresses: ["*"] };
const toNetwork = (name: string, priority: number, action: "Allow" | "Deny", ports = ["80", "443"]) =>
  collection(name, priority, action, networkRule(name, ["*"], { ...anywhere, destinationPorts: ports }));
const toHost = (name: string, priority: number, action: "Allow" | "Deny", ...hosts: readonly string[]) =>
  collection(name, priority, action, applicationRule(name, hosts, anywhere));
const behind = (...collections: readonly Plain[]): Parts => ({ routes: [toFirewall], collections });
const group = (key: string, policy: string, priority: number, ...ruleCollections: readonly Plain[]) =>
  resource(key, "Microsoft.Network/firewallPolicies/ruleCollectionGroups", [policy, key], { properties: { priority, ruleCollections } });
const based = (child: readonly Plain[], ...parent: readonly Plain[]): Parts => ({
  ...behind(...child),
  policy: { basePolicy: { id: ref("base") } },
  more: [resource("base", "Microsoft.Network/firewallPolicies", "base", { properties: {} }), group("parent", "base", 60000, ...parent)],
});

type Case = readonly [what: string, parts: Parts, to: string, answer: string];

const pages: Readonly<Record<string, readonly Case[]>> = {
  "azure/firewall/rule-processing, 2020-04-10": [
    ["denies by default", behind(), "pypi.org", "blocked: nothing allows"],
    [
      "example 1: a network rule that allows the web is asked before an application rule that denies google.com",
      behind(toNetwork("Allow-web", 200, "Allow"), toHost("Deny-google", 100, "Deny", "google.com")),
      "google.com",
      "allowed by Allow-web",
    ],
    [
      "example 2: SSH is denied by the collection of the higher priority",
      behind(toNetwork("Allow-collection", 200, "Allow", ["22"]), toNetwork("Deny-collection", 100, "Deny", ["22"])),
      "52.1.1.1:22",
      "blocked by Deny-collection",
    ],
    [
      "asks no application rule where a network rule denies",
      behind(toHost("app", 100, "Allow", "pypi.org"), toNetwork("net", 200, "Deny")),
      "pypi.org",
      "blocked by net",
    ],
    [
      "asks collections from the lowest number up, and ends at the first rule that fits",
      behind(toHost("late", 300, "Deny", "*"), toHost("early", 200, "Allow", "pypi.org")),
      "pypi.org",
      "allowed by early",
    ],
    [
      "asks application rules for HTTP, HTTPS and MSSQL only",
      behind(toHost("app", 100, "Allow", "pypi.org")),
      "pypi.org:22",
      "blocked: nothing allows",
    ],
  ],
  "azure/firewall/policy-rule-sets, 2021-11-09": [
    [
      "asks groups by priority before collections by theirs",
      {
        ...behind(toNetwork("late group", 100, "Deny")),
        more: [group("first", "policy", 200, toNetwork("early group", 65000, "Allow"))],
      },
      "pypi.org",
      "allowed by early group",
    ],
    [
      "asks collections within a group by priority",
      behind(toNetwork("second", 300, "Deny"), toNetwork("first", 200, "Allow")),
      "pypi.org",
      "allowed by first",
    ],
  ],
  "azure/firewall-manager/policy-overview, 2023-02-10": [
    [
      "asks the network collections of the parent before those of the child",
      based([toNetwork("child", 100, "Allow")], toNetwork("parent", 60000, "Deny")),
      "pypi.org",
      "blocked by parent",
    ],
    [
      "asks the application collections of the parent before those of the child",
      based([toHost("child", 100, "Deny", "*")], toHost("parent", 60000, "Allow", "pypi.org")),
      "pypi.org",
      "allowed by parent",
    ],
    [
      "asks network collections before application collections, whatever is inherited",
      based([toNetwork("child", 60000, "Allow")], toHost("parent", 100, "Deny", "*")),
      "pypi.org",
      "allowed by child",
    ],
  ],
  "azure/virtual-network/network-security-groups-overview, 2025-07-15": [
    ["lets traffic to the Internet out by default rule 65001", { security: [] }, "Internet", "allowed by AllowInternetOutBound"],
    ["lets traffic within the network out by default rule 65000", { security: [] }, "10.1.9.4", "allowed by AllowVnetOutBound"],
    ["denies by default rule 65500 what is neither", { security: [] }, "10.200.0.4", "blocked: nothing allows"],
    [
      "takes lower numbers first, and stops processing there",
      { security: [securityRule("no", 200, "Deny", "Storage"), securityRule("yes", 100, "Allow", "Storage")] },
      "Storage",
      "allowed by yes",
    ],
    [
      "takes several ports, ranges and addresses in one augmented rule",
      {
        security: [
          securityRule("many", 100, "Allow", "", {
            destinationAddressPrefixes: ["10.1.4.0/24", "10.1.5.0/24"],
            destinationPortRange: "",
            destinationPortRanges: ["80", "10000-10005"],
          }),
          securityRule("no", 200, "Deny", "*"),
        ],
      },
      "10.1.5.7:10003",
      "allowed by many",
    ],
    [
      "does not hold Azure's DNS",
      { security: [securityRule("no", 100, "Deny", "*")] },
      "168.63.129.16:53/udp",
      "allowed by Azure platform",
    ],
    [
      "does not hold the metadata service",
      { security: [securityRule("no", 100, "Deny", "*")] },
      "169.254.169.254:80",
      "allowed by Azure platform",
    ],
    [
      "holds Azure's DNS by its own tag",
      { security: [securityRule("no", 100, "Deny", "AzurePlatformDNS")], routes: [toFirewall] },
      "168.63.129.16:53/udp",
      "blocked by no",
    ],
    [
      "holds the metadata service by its own tag",
      { security: [securityRule("no", 100, "Deny", "AzurePlatformIMDS")] },
      "169.254.169.254:80",
      "blocked by no",
    ],
  ],
  "azure/virtual-network/service-tags-overview, 2021-04-23": [
    [
      "lets one service of a region out and denies the Internet",
      { security: [securityRule("storage", 100, "Allow", "Storage.WestUS"), securityRule("internet", 110, "Deny", "Internet")] },
      "Storage.westus",
      "allowed by storage",
    ],
    [
      "narrows a tag by its region",
      { security: [securityRule("storage", 100, "Allow", "Storage.WestUS"), securityRule("internet", 110, "Deny", "Internet")] },
      "Storage.eastus",
      "blocked by internet",
    ],
    [
      "counts peered networks as 'VirtualNetwork'",
      { security: [securityRule("net", 100, "Allow", "VirtualNetwork"), securityRule("no", 200, "Deny", "*")] },
      "10.0.9.4",
      "allowed by net",
    ],
    [
      "counts what the subnet's routes name as 'VirtualNetwork'",
      {
        security: [securityRule("net", 100, "Deny", "VirtualNetwork")],
        routes: [route("branch", "10.200.0.0/16", "VirtualNetworkGateway")],
      },
      "10.200.0.4",
      "blocked by net",
    ],
  ],
  "azure/virtual-network/virtual-networks-udr-overview, 2023-05-27": [
    ["sends what no route takes to the Internet", {}, "AzureMonitor", "allowed by open way to the Internet"],
    ["keeps the network's own addresses in the network", { routes: [toFirewall] }, "10.1.9.4", "allowed by system route"],
    ["drops 10.0.0.0/8 that no network has", {}, "10.200.0.4", "blocked: route"],
    ["drops 172.16.0.0/12", {}, "172.20.0.4", "blocked: route"],
    ["drops 192.168.0.0/16", {}, "192.168.4.4", "blocked: route"],
    ["drops 100.64.0.0/10", {}, "100.64.0.9", "blocked: route"],
    [
      "drops no private address once a user's route takes every address",
      behind(toNetwork("all", 200, "Allow")),
      "10.200.0.4",
      "allowed by all",
    ],
    [
      "takes the longest prefix: 10.0.0.0/24 before 10.0.0.0/16",
      { routes: [route("wide", "10.7.0.0/16", "None"), route("long", "10.7.0.0/24", "VNetLocal")] },
      "10.7.0.5",
      "allowed by long",
    ],
    [
      "takes the shorter prefix for what is not in the longer one",
      { routes: [route("wide", "10.7.0.0/16", "None"), route("long", "10.7.0.0/24", "VNetLocal")] },
      "10.7.1.5",
      "blocked by wide",
    ],
    [
      "takes a user's route before the system's of the same prefix",
      { routes: [route("own", "10.1.0.0/16", "None")] },
      "10.1.9.4",
      "blocked by own",
    ],
    [
      "takes a user's 0.0.0.0/0 before the system's",
      { routes: [route("own", "0.0.0.0/0", "VirtualNetworkGateway")] },
      "AzureMonitor",
      "unclear",
    ],
    [
      "takes the tag of a region before the tag without one",
      { routes: [route("world", "Storage", "None"), route("region", "Storage.EastUS", "Internet")] },
      "Storage.eastus",
      "allowed by open way to the Internet",
    ],
    [
      "takes a tag before 'AzureCloud' of the region, and that before 'AzureCloud'",
      {
        routes: [
          route("cloud", "AzureCloud", "VirtualNetworkGateway"),
          route("region", "AzureCloud.eastus", "None"),
          route("tag", "Storage", "Internet"),
        ],
      },
      "Storage.eastus",
      "allowed by open way to the Internet",
    ],
    [
      "takes 'AzureCloud' of the region before 'AzureCloud'",
      { routes: [route("cloud", "AzureCloud", "VirtualNetworkGateway"), route("region", "AzureCloud.eastus", "None")] },
      "Storage.eastus",
      "blocked by region",
    ],
    ["drops with next hop 'None'", { routes: [route("drop", "Storage", "None")] }, "Storage", "blocked by drop"],
    [
      "sends a service with an endpoint straight to it, whatever takes every address",
      { routes: [toFirewall], subnet: { serviceEndpoints: [{ service: "Microsoft.KeyVault" }] } },
      "AzureKeyVault",
      "allowed by service endpoint 'microsoft.keyvault'",
    ],
  ],
  "azure/virtual-network/ip-services/default-outbound-access, 2023-08-24": [
    [
      "gives machines without anything else a way out by default",
      { compute: { enableNodePublicIp: false } },
      "AzureMonitor",
      "allowed by open way to the Internet",
    ],
    [
      "gives none in a private subnet",
      { compute: { enableNodePublicIp: false }, subnet: { defaultOutboundAccess: false } },
      "AzureMonitor",
      "blocked: no way out",
    ],
    [
      "is replaced by a firewall",
      { ...behind(toNetwork("all", 200, "Allow")), compute: { enableNodePublicIp: false }, subnet: { defaultOutboundAccess: false } },
      "AzureMonitor",
      "allowed by all",
    ],
  ],
};

for (const [page, cases] of Object.entries(pages)) {
  describe(`learn.microsoft.com/${page}`, () => {
    for (const [what, parts, to, answer] of cases) {
      test(what, () => assert.equal(say(walkTo(networkOf(parts), to)), answer));
    }
  });
}

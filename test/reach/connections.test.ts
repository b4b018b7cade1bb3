// How networks hang together: peerings, virtual hubs, and the ways out of a subnet that is routed nowhere.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { notKnown, ref, resource } from "../support/graph.ts";
import type { Body, Parts } from "./network.ts";
import { collection, networkOf, networkRule, say, securityRule, toFirewall, walkTo } from "./network.ts";

const aml = [collection("net", 200, "Allow", networkRule("aml", ["AzureMachineLearning"]))];
const told = (parts: Parts, to = "AzureMachineLearning") => say(walkTo(networkOf(parts), to));

describe("a peering", () => {
  const peering = (more: Body = {}) => ({
    apart: true as const,
    more: [
      resource("toHub", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", ["spoke", "to-hub"], {
        properties: { remoteVirtualNetwork: { id: ref("hub") }, ...more },
      }),
    ],
  });
  const secured = [securityRule("net", 100, "Allow", "VirtualNetwork"), securityRule("no", 200, "Deny", "*")];

  test("leads to the other network's firewall and makes it a part of 'VirtualNetwork'", () => {
    assert.equal(told({ ...peering(), routes: [toFirewall], collections: aml }), "allowed by aml");
    assert.equal(told({ ...peering(), security: secured }, "10.0.9.4"), "allowed by net");
  });

  test("that gives no access does neither", () => {
    const none = peering({ allowVirtualNetworkAccess: false });
    assert.equal(told({ ...none, routes: [toFirewall], collections: aml }), "unclear");
    assert.equal(told({ ...none, security: secured }, "10.0.9.4"), "blocked by no");
  });

  test("of which the access is not known leaves open what is not seen of the network", () => {
    const vague = peering({ allowVirtualNetworkAccess: notKnown() });
    assert.equal(told({ ...vague, security: secured }, "10.9.9.4"), "unclear");
  });
});

describe("a virtual hub", () => {
  const hub = (...more: readonly ReturnType<typeof resource>[]) => ({
    collections: aml,
    more: [
      resource("vhub", "Microsoft.Network/virtualHubs", "vhub", { properties: {} }),
      resource("connection", "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections", ["vhub", "spoke"], {
        properties: { remoteVirtualNetwork: { id: ref("spoke") }, enableInternetSecurity: true },
      }),
      ...more,
    ],
  });
  const intent = (nextHop: Plain, destinations: readonly string[] = ["Internet"]) =>
    resource("intent", "Microsoft.Network/virtualHubs/routingIntent", ["vhub", "intent"], {
      properties: { routingPolicies: [{ name: "policy", destinations, nextHop }] },
    });
  const table = (nextHop: Plain, ...destinations: readonly string[]) =>
    resource("default", "Microsoft.Network/virtualHubs/hubRouteTables", ["vhub", "defaultRouteTable"], {
      properties: { routes: [{ name: "out", destinationType: "CIDR", destinations, nextHopType: "ResourceId", nextHop }] },
    });

  test("sends the Internet's traffic to the firewall of its routing intent", () => {
    assert.equal(told(hub(intent(ref("firewall")))), "allowed by aml");
    assert.equal(told(hub(intent(ref("firewall"))), "AzureMonitor"), "blocked: nothing allows");
  });

  test("sends it to the firewall of its default route", () => {
    assert.equal(told(hub(table(ref("firewall"), "0.0.0.0/0")), "AzureMonitor"), "blocked: nothing allows");
  });

  test("lets it out where its routes are for private traffic only", () => {
    for (const route of [intent(ref("firewall"), ["PrivateTraffic"]), table(ref("firewall"), "10.0.0.0/8")])
      assert.equal(told(hub(route), "AzureMonitor"), "allowed by open way to the Internet");
  });

  test("with an appliance of somebody else's ends what can be seen", () => {
    const appliance = resource("nva", "Microsoft.Network/networkVirtualAppliances", "nva", { properties: {} });
    assert.equal(told(hub(intent(ref("nva")), appliance)), "unclear");
  });

  test("comes after a route of the subnet's own", () => {
    const straight = { name: "out", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" } };
    assert.equal(told({ ...hub(intent(ref("firewall"))), routes: [straight] }, "AzureMonitor"), "allowed by open way to the Internet");
  });
});

describe("default outbound access", () => {
  const way = (subnet: Body, apiVersion: string) => {
    const declared = resource(
      "own",
      "Microsoft.Network/virtualNetworks/subnets",
      ["spoke", "own"],
      { properties: { addressPrefix: "10.1.2.0/24", ...subnet } },
      { apiVersion },
    );
    return walkTo(networkOf({ more: [declared], compute: { enableNodePublicIp: false, subnet: { id: ref("own") } } }), "AzureMonitor");
  };

  test("is there before its retirement, and the walk tells of that", () => {
    const walk = way({}, "2024-05-01");
    assert.equal(walk.is, "allowed");
    assert.match(walk.steps.at(-1)?.text ?? "", /default outbound access of the subnet, which Azure retires/);
  });

  test("is there where the subnet says so, and not where it says that it is private, whatever the version", () => {
    for (const version of ["2024-05-01", "2025-07-01"]) {
      assert.equal(way({ defaultOutboundAccess: true }, version).is, "allowed");
      assert.equal(say(way({ defaultOutboundAccess: false }, version)), "blocked: no way out");
    }
  });

  test("is unclear in a new network whose subnet does not say", () => {
    const walk = way({}, "2025-07-01");
    assert.ok(walk.is === "unclear");
    assert.match(walk.because.settle ?? "", /set 'defaultOutboundAccess' on the subnet/);
  });
});

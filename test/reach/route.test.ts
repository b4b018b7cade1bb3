// Cases from learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview and nat-gateway/nat-overview.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { notKnown, ref, resource } from "../support/graph.ts";
import type { Body, Parts } from "./network.ts";
import { collection, networkOf, networkRule, say, securityRule, toFirewall, walkTo } from "./network.ts";

const route = (name: string, addressPrefix: string, nextHopType: string, nextHopIpAddress?: Plain): Plain => ({
  name,
  properties: { addressPrefix, nextHopType, ...(nextHopIpAddress !== undefined && { nextHopIpAddress }) },
});

function told(routes: readonly Plain[], to: string, parts: Parts = {}): string {
  return say(walkTo(networkOf({ routes, ...parts }), to));
}

describe("routes", () => {
  test("of a tag to the Internet take it out of the firewall's path", () => {
    const routes = [toFirewall, route("aml", "AzureMachineLearning", "Internet")];
    assert.equal(told(routes, "AzureMachineLearning:18881"), "allowed by open way to the Internet");
    assert.equal(told(routes, "AzureMonitor"), "blocked: nothing allows");
  });

  test("of a region's tag come before the global tag, and those before 'AzureCloud'", () => {
    const routes = [route("cloud", "AzureCloud", "None"), route("all", "Storage", "None"), route("east", "Storage.eastus", "Internet")];
    assert.equal(told(routes, "Storage.eastus"), "allowed by open way to the Internet");
    assert.equal(told(routes, "Storage.westus"), "blocked by all");
  });

  test("to nowhere drop", () => {
    assert.equal(told([route("drop", "0.0.0.0/0", "None")], "AzureMachineLearning"), "blocked by drop");
  });

  test("to a gateway or another appliance end what can be seen", () => {
    assert.equal(told([route("home", "0.0.0.0/0", "VirtualNetworkGateway")], "AzureMachineLearning"), "unclear");
    assert.equal(told([route("nva", "0.0.0.0/0", "VirtualAppliance", "10.7.0.4")], "AzureMachineLearning"), "unclear");
    assert.equal(told([route("who", "0.0.0.0/0", "VirtualAppliance", notKnown())], "AzureMachineLearning"), "unclear");
  });

  test("to another appliance say whose rules are not seen, and what to give", () => {
    const balancer = resource("lb", "Microsoft.Network/loadBalancers", "lb-nva", {
      properties: { frontendIPConfigurations: [{ properties: { privateIPAddress: "10.0.9.4" } }] },
    });
    const asked = (address: Plain) => {
      const walk = walkTo(
        networkOf({ routes: [route("nva", "0.0.0.0/0", "VirtualAppliance", address)], more: [balancer] }),
        "AzureMachineLearning",
      );
      assert.ok(walk.is === "unclear");
      assert.match(
        walk.because.settle ?? "",
        /the deployment that holds the firewall, or an export of it, as an environment .*, or probe the live network/,
      );
      return walk.because.text;
    };
    assert.match(
      asked(ref("lb", "properties", "frontendIPConfigurations", 0, "properties", "privateIPAddress")),
      /an appliance 'lb' whose rules/,
    );
    assert.match(asked("10.0.9.4"), /an appliance at '10\.0\.9\.4' whose rules are not seen/);
  });

  test("find the firewall by reference and by any address of its subnet", () => {
    const collections = [collection("net", 200, "Allow", networkRule("aml", ["AzureMachineLearning"]))];
    const byReference = route(
      "fw",
      "0.0.0.0/0",
      "VirtualAppliance",
      ref("firewall", "properties", "ipConfigurations", 0, "properties", "privateIPAddress"),
    );
    assert.equal(told([byReference], "AzureMachineLearning", { collections }), "allowed by aml");
    assert.equal(
      told([route("fw", "0.0.0.0/0", "VirtualAppliance", "10.0.0.62")], "AzureMachineLearning", { collections }),
      "allowed by aml",
    );
  });

  test("to a firewall in a network that is not connected are not taken to arrive", () => {
    const collections = [collection("net", 200, "Allow", networkRule("aml", ["AzureMachineLearning"]))];
    assert.equal(told([toFirewall], "AzureMachineLearning", { collections, apart: true }), "unclear");
  });

  test("with the longest prefix win for addresses", () => {
    const routes = [route("wide", "10.0.0.0/8", "None"), route("narrow", "10.7.0.0/16", "VirtualNetworkGateway"), toFirewall];
    assert.equal(told(routes, "10.8.0.4"), "blocked by wide");
    assert.equal(told(routes, "10.7.0.4"), "unclear");
    assert.equal(told(routes, "10.1.2.4"), "allowed by system route");
  });

  test("by public addresses may take a tag, and nobody knows", () => {
    assert.equal(told([toFirewall, route("somewhere", "20.0.0.0/8", "Internet")], "AzureMachineLearning"), "unclear");
  });

  test("by public addresses are asked no further where every way lets it through", () => {
    const collections = [collection("net", 200, "Allow", networkRule("all", ["*"]))];
    assert.equal(
      told([toFirewall, route("somewhere", "20.0.0.0/8", "Internet")], "AzureMachineLearning", { collections }),
      "allowed by all",
    );
  });

  test("by many small public addresses may together be a service's, and by one are not", () => {
    const list = (count: number) => Array.from({ length: count }, (_, at) => route(`r${at}`, `20.1.${at}.0/28`, "Internet"));
    assert.equal(told([toFirewall, ...list(1)], "AzureMachineLearning"), "blocked: nothing allows");
    assert.equal(told([toFirewall, ...list(6)], "AzureMachineLearning"), "unclear");
  });
});

describe("an address that may be in the tag of a route", () => {
  const routes = [toFirewall, route("monitor", "AzureMonitor", "Internet")];

  test("is not taken to be blocked by the firewall, nor to be let through", () => {
    assert.equal(told(routes, "8.8.8.8"), "unclear");
    assert.equal(told([toFirewall], "8.8.8.8"), "blocked: nothing allows");
  });
});

describe("a gateway to on premises", () => {
  const gateway = (properties: Body, network = "spoke") => [
    resource("GatewaySubnet", "Microsoft.Network/virtualNetworks/subnets", [network, "GatewaySubnet"], {
      properties: { addressPrefix: network === "spoke" ? "10.1.200.0/27" : "10.0.200.0/27" },
    }),
    resource("gw", "Microsoft.Network/virtualNetworkGateways", "gw", {
      properties: { ipConfigurations: [{ name: "ip", properties: { subnet: { id: ref("GatewaySubnet") } } }], ...properties },
    }),
  ];
  const bgp = gateway({ gatewayType: "Vpn", enableBgp: true });

  test("may learn a default route by BGP, and nobody sees it", () => {
    assert.equal(say(walkTo(networkOf({ more: bgp }), "AzureMachineLearning")), "unclear");
    assert.equal(say(walkTo(networkOf({ more: gateway({ gatewayType: "ExpressRoute" }) }), "AzureMachineLearning")), "unclear");
    assert.equal(say(walkTo(networkOf({ more: gateway({ enableBgp: notKnown() }) }), "AzureMachineLearning")), "unclear");
  });

  test("learns none without BGP", () => {
    const found = say(walkTo(networkOf({ more: gateway({ gatewayType: "Vpn" }) }), "AzureMachineLearning"));
    assert.equal(found, "allowed by open way to the Internet");
  });

  test("is passed over for a user's default route, and for a table that takes no routes of gateways", () => {
    const found = told([route("out", "0.0.0.0/0", "Internet")], "AzureMachineLearning", { more: bgp });
    assert.equal(found, "allowed by open way to the Internet");
    const table = resource("deaf", "Microsoft.Network/routeTables", "deaf", {
      properties: { disableBgpRoutePropagation: true, routes: [] },
    });
    const parts = { subnet: { routeTable: { id: ref("deaf") } }, more: [...bgp, table] };
    assert.equal(say(walkTo(networkOf(parts), "AzureMachineLearning")), "allowed by open way to the Internet");
  });

  test("of a peer counts where the peering uses it", () => {
    const remote = (useRemoteGateways: boolean) =>
      resource("again", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", ["spoke", "to-hub"], {
        properties: { remoteVirtualNetwork: { id: ref("hub") }, useRemoteGateways },
      });
    const more = gateway({ gatewayType: "ExpressRoute" }, "hub");
    assert.equal(say(walkTo(networkOf({ apart: true, more: [...more, remote(true)] }), "AzureMachineLearning")), "unclear");
    assert.match(say(walkTo(networkOf({ apart: true, more: [...more, remote(false)] }), "AzureMachineLearning")), /^allowed/);
  });

  test("may know private addresses that no network here has", () => {
    const security = [securityRule("all", 100, "Allow", "*")];
    assert.equal(say(walkTo(networkOf({ security, more: bgp }), "10.77.0.4")), "unclear");
    assert.equal(say(walkTo(networkOf({ security }), "10.77.0.4")), "blocked: route");
  });
});

describe("a subnet with addresses of both versions", () => {
  const both = {
    subnet: { addressPrefix: null, addressPrefixes: ["10.1.1.0/24", "fd00:1::/64"] },
    spoke: { addressSpace: { addressPrefixes: ["10.1.0.0/16", "fd00:1::/48"] } },
  };
  const four = securityRule("four", 100, "Allow", "*", { sourceAddressPrefix: "10.1.1.0/24" });
  const six = securityRule("six", 100, "Allow", "*", { sourceAddressPrefix: "fd00:1::/64" });
  const closed = securityRule("closed", 4096, "Deny", "*");

  test("reaches services by its addresses of version 4, and others by their own version", () => {
    const found = (rule: Plain, to: string) => say(walkTo(networkOf({ ...both, security: [rule, closed] }), to));
    assert.equal(found(four, "AzureMachineLearning"), "allowed by four");
    assert.equal(found(six, "AzureMachineLearning"), "blocked by closed");
    assert.equal(found(six, "fd00:1::a"), "allowed by six");
    assert.equal(found(four, "fd00:1::a"), "blocked by closed");
    assert.equal(found(four, "10.1.2.4"), "allowed by four");
  });
});

describe("a service endpoint", () => {
  const storage = { subnet: { serviceEndpoints: [{ service: "Microsoft.Storage" }] }, spokeLocation: "eastus" };

  test("takes its service past the firewall, in the network's own region", () => {
    assert.equal(told([toFirewall], "Storage.eastus", storage), "allowed by service endpoint 'microsoft.storage'");
    assert.equal(told([toFirewall], "Storage.westus", storage), "blocked: nothing allows");
    assert.equal(told([toFirewall], "AzureMonitor", storage), "blocked: nothing allows");
  });

  test("comes before a route that would drop it", () => {
    assert.match(told([route("no", "Storage", "None")], "Storage.eastus", storage), /^allowed/);
  });

  test("of a network whose region is not known leaves open what else would stop it", () => {
    assert.equal(told([toFirewall], "Storage.eastus", { subnet: storage.subnet }), "unclear");
  });
});

describe("the way out", () => {
  const noPublic = { enableNodePublicIp: false };

  test("is closed in a private subnet without public addresses", () => {
    const parts = { subnet: { defaultOutboundAccess: false }, compute: noPublic };
    assert.equal(say(walkTo(networkOf(parts), "AzureMachineLearning")), "blocked: no way out");
  });

  test("is a NAT gateway, a public address, or the default access", () => {
    const nat = resource("nat", "Microsoft.Network/natGateways", "nat", { properties: {} });
    const parts = { subnet: { defaultOutboundAccess: false, natGateway: { id: ref("nat") } }, compute: noPublic, more: [nat] };
    assert.match(say(walkTo(networkOf(parts), "AzureMachineLearning")), /^allowed/);
    assert.match(say(walkTo(networkOf({ subnet: { defaultOutboundAccess: false } }), "AzureMachineLearning")), /^allowed/);
    assert.match(say(walkTo(networkOf({ compute: noPublic }), "AzureMachineLearning")), /^allowed/);
  });
});

describe("a subnet of a newer API version that does not say whether it is private", () => {
  test("is unclear for machines without public addresses", () => {
    const subnet = resource(
      "new",
      "Microsoft.Network/virtualNetworks/subnets",
      ["spoke", "new"],
      { properties: { addressPrefix: "10.1.2.0/24" } },
      { apiVersion: "2025-09-01" },
    );
    const parts = { more: [subnet], compute: { enableNodePublicIp: false, subnet: { id: ref("new") } } };
    assert.equal(say(walkTo(networkOf(parts), "AzureMachineLearning")), "unclear");
  });
});

describe("a virtual hub", () => {
  const hub = (secured: boolean) => [
    resource("vhub", "Microsoft.Network/virtualHubs", "vhub", { properties: {} }),
    resource("connection", "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections", ["vhub", "spoke"], {
      properties: { remoteVirtualNetwork: { id: ref("spoke") }, enableInternetSecurity: secured },
    }),
    resource("intent", "Microsoft.Network/virtualHubs/routingIntent", ["vhub", "intent"], {
      properties: { routingPolicies: [{ name: "internet", destinations: ["Internet"], nextHop: ref("firewall") }] },
    }),
  ];

  test("sends what leaves to its firewall, unless the connection does not take its default route", () => {
    assert.equal(say(walkTo(networkOf({ more: hub(true) }), "AzureMachineLearning")), "blocked: nothing allows");
    assert.match(say(walkTo(networkOf({ more: hub(false) }), "AzureMachineLearning")), /^allowed/);
  });
});

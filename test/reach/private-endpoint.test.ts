// A name that a private zone answers does not leave by the firewall: learn.microsoft.com/azure/private-link/private-endpoint-dns.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Plain } from "../support/graph.ts";
import { ref, resource } from "../support/graph.ts";
import type { Parts } from "./network.ts";
import { collection, networkOf, say, toFirewall, walkTo } from "./network.ts";

const blob = "stml.blob.core.windows.net";

const rule = (destinationAddresses: readonly string[]): Plain => ({
  ruleType: "NetworkRule",
  name: "to-endpoints",
  ipProtocols: ["TCP"],
  sourceAddresses: ["10.1.1.0/24"],
  destinationAddresses,
  destinationPorts: ["443"],
});

function told(linkedTo: string, parts: Parts & { readonly place?: string } = {}, host = blob): string {
  const more = [
    resource("storage", "Microsoft.Storage/storageAccounts", "stml", {}),
    resource("zone", "Microsoft.Network/privateDnsZones", "privatelink.blob.core.windows.net", {}),
    resource("link", "Microsoft.Network/privateDnsZones/virtualNetworkLinks", ["privatelink.blob.core.windows.net", "link"], {
      properties: { virtualNetwork: { id: ref(linkedTo) } },
    }),
    resource("endpoint", "Microsoft.Network/privateEndpoints", "pe-blob", {
      properties: {
        subnet: { id: ref(parts.place ?? "training") },
        privateLinkServiceConnections: [{ properties: { privateLinkServiceId: ref("storage"), groupIds: ["blob"] } }],
      },
    }),
    resource("group", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", ["pe-blob", "default"], {
      properties: { privateDnsZoneConfigs: [{ properties: { privateDnsZoneId: ref("zone") } }] },
    }),
  ];
  return say(walkTo(networkOf({ routes: [toFirewall], ...parts, more: [...more, ...(parts.more ?? [])] }), host));
}

describe("a host with a private endpoint", () => {
  test("stays inside when its zone is linked to the network of the computes", () => {
    assert.equal(told("spoke"), "allowed by pe-blob");
  });

  test("goes out when the zone is linked to another network only", () => {
    assert.equal(told("hub"), "blocked: nothing allows");
  });

  test("stays inside when the network asks a firewall that is a DNS proxy in a linked network", () => {
    const spoke: { readonly [name: string]: Plain } = { dhcpOptions: { dnsServers: ["10.0.0.4"] } };
    assert.equal(told("hub", { spoke, policy: { dnsSettings: { enableProxy: true } } }), "allowed by pe-blob");
    assert.equal(told("hub", { spoke }), "unclear");
  });

  test("stays inside when the network asks that firewall by reference to its address", () => {
    const address = ref("firewall", "properties", "ipConfigurations", 0, "properties", "privateIPAddress");
    const spoke = { dhcpOptions: { dnsServers: [address] } };
    assert.equal(told("hub", { spoke, policy: { dnsSettings: { enableProxy: true } } }), "allowed by pe-blob");
    assert.equal(told("hub", { spoke }), "unclear");
  });

  test("is unclear when the proxy asks servers of its own, unless that is Azure's own DNS", () => {
    const spoke = { dhcpOptions: { dnsServers: ["10.0.0.4"] } };
    const asking = (server: string) => told("hub", { spoke, policy: { dnsSettings: { enableProxy: true, servers: [server] } } });
    assert.equal(asking("10.9.0.10"), "unclear");
    assert.equal(asking("168.63.129.16"), "allowed by pe-blob");
  });

  test("stays inside when the network names Azure's own DNS, and is unclear with servers that nobody knows", () => {
    const asking = (...dnsServers: readonly string[]) => told("spoke", { spoke: { dhcpOptions: { dnsServers } } });
    assert.equal(asking("168.63.129.16"), "allowed by pe-blob");
    assert.equal(asking("10.9.0.10"), "unclear");
  });

  test("stays inside when the network asks a private resolver in a linked network", () => {
    const resolver = resource("inbound", "Microsoft.Network/dnsResolvers/inboundEndpoints", ["resolver", "in"], {
      properties: { ipConfigurations: [{ privateIpAddress: "10.0.3.4", subnet: { id: ref("hub/subnets/AzureFirewallSubnet") } }] },
    });
    assert.equal(told("hub", { spoke: { dhcpOptions: { dnsServers: ["10.0.3.4"] } }, more: [resolver] }), "allowed by pe-blob");
    const byReference = ref("inbound", "properties", "ipConfigurations", 0, "privateIpAddress");
    assert.equal(told("hub", { spoke: { dhcpOptions: { dnsServers: [byReference] } }, more: [resolver] }), "allowed by pe-blob");
  });

  describe("behind a route to the firewall", () => {
    const straight: Plain = {
      name: "inside",
      properties: { addressPrefix: "10.1.2.0/24", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
    };
    const endpoints = (policies?: string) =>
      resource("endpoints", "Microsoft.Network/virtualNetworks/subnets", ["spoke", "endpoints"], {
        properties: { addressPrefix: "10.1.2.0/24", ...(policies && { privateEndpointNetworkPolicies: policies }) },
      });
    const behind = (policies?: string, ...destinations: readonly string[]) =>
      told("spoke", {
        routes: [toFirewall, straight],
        place: "endpoints",
        collections: destinations.length ? [collection("c", 200, "Allow", rule(destinations))] : [],
        more: [endpoints(policies)],
      });

    test("is asked of the firewall where the endpoints' subnet heeds routes", () => {
      assert.equal(behind("RouteTableEnabled"), "blocked: nothing allows");
      assert.equal(behind("Enabled", "10.1.2.0/24"), "allowed by to-endpoints");
      assert.equal(behind("Enabled", "10.1.2.5"), "unclear", "nobody knows which address the endpoint has");
    });

    test("goes straight where it does not", () => {
      for (const policies of [undefined, "Disabled", "NetworkSecurityGroupEnabled"]) assert.equal(behind(policies), "allowed by pe-blob");
    });

    test("goes straight past a route that is broader than the network", () => {
      const broad: Plain = {
        name: "broad",
        properties: { addressPrefix: "10.0.0.0/8", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
      };
      assert.equal(told("spoke", { routes: [toFirewall, broad], place: "endpoints", more: [endpoints("Enabled")] }), "allowed by pe-blob");
    });
  });

  test("is one account: another one goes out", () => {
    assert.equal(told("spoke", {}, "other.blob.core.windows.net"), "blocked: nothing allows");
  });
});

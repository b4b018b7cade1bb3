// Whole networks that Microsoft's documents draw, each asked as the page explains it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Declaration } from "../../src/model/declaration.ts";
import { sourceOf } from "../../src/reach/sources.ts";
import { parseDestination } from "../../src/reach/trace.ts";
import type { Plain } from "../support/graph.ts";
import { graphOf, ref, resource } from "../support/graph.ts";
import { say, securityRule, walkFrom } from "./network.ts";

function answer(declarations: readonly Declaration[], from: string, to: string): string {
  const graph = graphOf(...declarations);
  const [source] = sourceOf(graph, from);
  const found = parseDestination(to);
  assert.ok(source && found);
  const walk = walkFrom(graph, source, found.target, "tcp", { from: Number(found.ports), to: Number(found.ports) });
  return walk.is === "unclear" ? `unclear: ${walk.because.text}` : say(walk);
}

const network = (key: string, prefixes: readonly string[], subnets: readonly Plain[]) =>
  resource(key, "Microsoft.Network/virtualNetworks", key, {
    location: "eastus",
    properties: { addressSpace: { addressPrefixes: prefixes }, subnets },
  });

describe("learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview, 2023-05-27, the routing example", () => {
  const route = (name: string, addressPrefix: string, nextHopType: string) => ({
    name,
    properties: { addressPrefix, nextHopType, ...(nextHopType === "VirtualAppliance" && { nextHopIpAddress: "10.0.100.4" }) },
  });
  const world = [
    network(
      "one",
      ["10.0.0.0/16"],
      [
        {
          name: "Subnet1",
          properties: {
            addressPrefix: "10.0.0.0/24",
            routeTable: { id: ref("table") },
            serviceEndpoints: [{ service: "Microsoft.Storage.Global" }],
          },
        },
        { name: "Subnet2", properties: { addressPrefix: "10.0.1.0/24" } },
        { name: "GatewaySubnet", properties: { addressPrefix: "10.0.255.0/27" } },
      ],
    ),
    network("two", ["10.1.0.0/16", "10.2.0.0/16"], []),
    resource("peering", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", ["one", "two"], {
      properties: { remoteVirtualNetwork: { id: ref("two") } },
    }),
    resource("gateway", "Microsoft.Network/virtualNetworkGateways", "vpn", {
      properties: {
        gatewayType: "Vpn",
        enableBgp: false,
        ipConfigurations: [{ properties: { subnet: { id: ref("one/subnets/GatewaySubnet") } } }],
      },
    }),
    resource("table", "Microsoft.Network/routeTables", "table", {
      properties: {
        routes: [
          route("Within-VNet1", "10.0.0.0/16", "VirtualAppliance"),
          route("Within-Subnet1", "10.0.0.0/24", "VnetLocal"),
          route("ToVNet2-1-Drop", "10.1.0.0/16", "None"),
          route("ToVNet2-2-Drop", "10.2.0.0/16", "None"),
          route("To-On-Prem", "10.10.0.0/16", "VirtualAppliance"),
          route("Default-NVA", "0.0.0.0/0", "VirtualAppliance"),
        ],
      },
    }),
  ];
  const cases: readonly (readonly [from: string, to: string, says: RegExp])[] = [
    ["Subnet1", "10.0.1.5", /^unclear: Route 'Within-VNet1'.*at '10\.0\.100\.4' whose rules are not seen/],
    ["Subnet1", "10.0.0.5", /^allowed by Within-Subnet1$/],
    ["Subnet1", "10.1.0.5", /^blocked by ToVNet2-1-Drop$/],
    ["Subnet1", "10.2.0.5", /^blocked by ToVNet2-2-Drop$/],
    ["Subnet1", "10.10.0.5", /^unclear: Route 'To-On-Prem'/],
    ["Subnet1", "Storage", /^allowed by service endpoint 'microsoft\.storage\.global'$/],
    ["Subnet1", "AzureMonitor", /^unclear: Route 'Default-NVA'/],
    ["Subnet1", "192.168.1.1", /^unclear: Route 'Default-NVA'/],
    ["Subnet2", "10.0.0.5", /^allowed by system route$/],
    ["Subnet2", "10.1.0.5", /^allowed by system route$/],
    ["Subnet2", "10.2.0.5", /^allowed by system route$/],
    ["Subnet2", "10.10.0.5", /^unclear: .*virtual network gateway/],
    ["Subnet2", "AzureMonitor", /^allowed by open way to the Internet$/],
  ];
  for (const [from, to, says] of cases) test(`${to} from ${from}`, () => assert.match(answer(world, from, to), says));
});

describe("learn.microsoft.com/azure/virtual-network/network-security-group-how-it-works, 2020-08-24, outbound port 80", () => {
  const deny = (name: string) => securityRule(name, 100, "Deny", "Internet", { destinationPortRange: "80" });
  const group = (key: string, ...securityRules: readonly Plain[]) =>
    resource(key, "Microsoft.Network/networkSecurityGroups", key, { properties: { securityRules } });
  const machine = (name: string, subnet: string, own?: string) => [
    resource(name, "Microsoft.Compute/virtualMachines", name, {
      properties: { networkProfile: { networkInterfaces: [{ id: ref(`${name}-nic`) }] } },
    }),
    resource(`${name}-nic`, "Microsoft.Network/networkInterfaces", `${name}-nic`, {
      properties: {
        ...(own !== undefined && { networkSecurityGroup: { id: ref(own) } }),
        ipConfigurations: [
          { properties: { subnet: { id: ref(`net/subnets/${subnet}`) }, publicIPAddress: { id: "/subscriptions/s/ip" } } },
        ],
      },
    }),
  ];
  const world = (one: readonly Plain[], two: readonly Plain[]) => [
    group("NSG1", ...one),
    group("NSG2", ...two),
    network(
      "net",
      ["10.0.0.0/16"],
      [
        { name: "Subnet1", properties: { addressPrefix: "10.0.1.0/24", networkSecurityGroup: { id: ref("NSG1") } } },
        { name: "Subnet2", properties: { addressPrefix: "10.0.2.0/24" } },
        { name: "Subnet3", properties: { addressPrefix: "10.0.3.0/24" } },
      ],
    ),
    ...machine("VM1", "Subnet1", "NSG2"),
    ...machine("VM2", "Subnet1"),
    ...machine("VM3", "Subnet2", "NSG2"),
    ...machine("VM4", "Subnet3"),
  ];
  const answers = (one: readonly Plain[], two: readonly Plain[]) =>
    ["VM1", "VM2", "VM3", "VM4"].map((from) => answer(world(one, two), from, "Internet:80").replace(/^allowed.*/, "allowed"));

  test("is let out by the default rules of every group", () => {
    assert.deepEqual(answers([], []), ["allowed", "allowed", "allowed", "allowed"]);
  });

  test("is denied to VM1 and VM3 where NSG2 denies it, and NSG1 is not asked", () => {
    assert.deepEqual(answers([deny("one")], [deny("two")]), ["blocked by two", "blocked by one", "blocked by two", "allowed"]);
  });

  test("is denied to VM1 and VM2 where NSG1 denies it", () => {
    assert.deepEqual(answers([deny("one")], []), ["blocked by one", "blocked by one", "allowed", "allowed"]);
  });
});

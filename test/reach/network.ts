// A small network to change one thing at a time in: a spoke with computes, a hub with a firewall, routes between them.
import { assemble } from "../../src/model/assemble.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import type { Graph } from "../../src/model/graph.ts";
import type { Source, Walk } from "../../src/reach/judge/outcome.ts";
import type { Target } from "../../src/reach/judge/packet.ts";
import { walker } from "../../src/reach/judge/walk.ts";
import { parseRange } from "../../src/reach/match/addresses.ts";
import { parsePorts } from "../../src/reach/match/ports.ts";
import type { TagTable } from "../../src/reach/match/tags.ts";
import { flowSources } from "../../src/reach/sources.ts";
import { tagTable } from "../../src/reach/tags/knowledge.ts";
import { topologyOf } from "../../src/reach/topology/topology.ts";
import type { Plain } from "../support/graph.ts";
import { ref, resource } from "../support/graph.ts";

export type Body = { readonly [name: string]: Plain };

export interface Parts {
  /** Security rules of the computes' subnet; no group when absent. */
  readonly security?: readonly Plain[];
  /** Routes of the computes' subnet; no table when absent. */
  readonly routes?: readonly Plain[];
  /** Rule collections of the one group of the policy. */
  readonly collections?: readonly Plain[];
  readonly policy?: Body;
  readonly subnet?: Body;
  readonly spoke?: Body;
  readonly spokeLocation?: string;
  /** Properties of the firewall's subnet beside its prefix. */
  readonly firewallSubnet?: Body;
  /** Instead of the firewall with a policy. */
  readonly firewall?: Declaration;
  /** Without a peering of the two networks. */
  readonly apart?: true;
  readonly compute?: Body;
  readonly more?: readonly Declaration[];
}

export const toFirewall: Plain = {
  name: "default",
  properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" },
};

/** The declared network as a graph. */
export function networkOf(parts: Parts): Graph {
  const declarations: Declaration[] = [
    resource("ws", "Microsoft.MachineLearningServices/workspaces", "ws", { location: "eastus", properties: {} }),
    resource("compute", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "cpu"], {
      properties: {
        computeType: "AmlCompute",
        properties: { subnet: { id: ref("training") }, ...parts.compute },
      },
    }),
    resource("spoke", "Microsoft.Network/virtualNetworks", "spoke", {
      ...(parts.spokeLocation !== undefined && { location: parts.spokeLocation }),
      properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] }, ...parts.spoke },
    }),
    resource("training", "Microsoft.Network/virtualNetworks/subnets", ["spoke", "training"], {
      properties: {
        addressPrefix: "10.1.1.0/24",
        ...(parts.security && { networkSecurityGroup: { id: ref("nsg") } }),
        ...(parts.routes && { routeTable: { id: ref("table") } }),
        ...parts.subnet,
      },
    }),
    resource("hub", "Microsoft.Network/virtualNetworks", "hub", {
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "AzureFirewallSubnet", properties: { addressPrefix: "10.0.0.0/26", ...parts.firewallSubnet } }],
      },
    }),
    ...(parts.apart
      ? []
      : [
          resource("toHub", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", ["spoke", "to-hub"], {
            properties: { remoteVirtualNetwork: { id: ref("hub") } },
          }),
        ]),
    parts.firewall ??
      resource("firewall", "Microsoft.Network/azureFirewalls", "fw", {
        properties: {
          firewallPolicy: { id: ref("policy") },
          ipConfigurations: [{ name: "ip", properties: { subnet: { id: ref("hub/subnets/AzureFirewallSubnet") } } }],
        },
      }),
    resource("policy", "Microsoft.Network/firewallPolicies", "policy", { properties: parts.policy ?? {} }),
    ...(parts.security
      ? [resource("nsg", "Microsoft.Network/networkSecurityGroups", "nsg", { properties: { securityRules: parts.security } })]
      : []),
    ...(parts.routes ? [resource("table", "Microsoft.Network/routeTables", "table", { properties: { routes: parts.routes } })] : []),
    ...(parts.collections
      ? [
          resource("rules", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", ["policy", "rules"], {
            properties: { priority: 500, ruleCollections: parts.collections },
          }),
        ]
      : []),
    ...(parts.more ?? []),
  ];
  return assemble([{ declarations, outputs: new Map(), unseen: [], problems: [] }]);
}

/** Walks `AzureMachineLearning:443`, `pypi.org:443`, `10.0.0.4:53/udp` from the computes. */
export function walkTo(graph: Graph, to: string, table: TagTable = tagTable("public")): Walk {
  const [, name = "", port = "443", protocol = "tcp"] = /^(.*?)(?::([\d-]+))?(?:\/(tcp|udp))?$/.exec(to) ?? [];
  const [source] = flowSources(graph).items;
  const ports = parsePorts(port);
  if (!source || !ports) throw new Error("The network has no source.");
  return walkFrom(graph, source, targetOf(name), protocol === "udp" ? "udp" : "tcp", ports, table);
}

export function walkFrom(
  graph: Graph,
  source: Source,
  target: Target,
  protocol: "tcp" | "udp",
  ports: { from: number; to: number },
  table = tagTable("public"),
): Walk {
  return walker(topologyOf(graph), { tags: table }).walk(source, target, protocol, ports);
}

function targetOf(name: string): Target {
  const range = parseRange(name);
  if (range) return { is: "range", range };
  return /^[A-Z]/.test(name) ? { is: "tag", name: name.toLowerCase() } : { is: "host", host: name };
}

/** `allowed by net-aml`, `blocked by rule deny`, `blocked: nothing allows`, `unclear`. */
export function say(walk: Walk): string {
  if (walk.is === "allowed") return `allowed by ${walk.witness.name}`;
  if (walk.is === "unclear") return "unclear";
  return walk.blocker.rule ? `blocked by ${walk.blocker.rule.name}` : `blocked: ${walk.blocker.by}`;
}

export function collection(name: string, priority: number, action: "Allow" | "Deny", ...rules: readonly Plain[]): Plain {
  return { ruleCollectionType: "FirewallPolicyFilterRuleCollection", name, priority, action: { type: action }, rules };
}

export function networkRule(name: string, to: readonly string[], more: Body = {}): Plain {
  return {
    ruleType: "NetworkRule",
    name,
    ipProtocols: ["TCP"],
    sourceAddresses: ["10.1.0.0/16"],
    destinationAddresses: to,
    destinationPorts: ["443"],
    ...more,
  };
}

export function applicationRule(name: string, hosts: readonly string[], more: Body = {}): Plain {
  return {
    ruleType: "ApplicationRule",
    name,
    protocols: [{ protocolType: "Https", port: 443 }],
    sourceAddresses: ["10.1.0.0/16"],
    targetFqdns: hosts,
    ...more,
  };
}

export function securityRule(name: string, priority: number, access: "Allow" | "Deny", to: string, more: Body = {}): Plain {
  return {
    name,
    properties: {
      priority,
      direction: "Outbound",
      access,
      protocol: "*",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
      destinationAddressPrefix: to,
      destinationPortRange: "*",
      ...more,
    },
  };
}

// Requirement rows as rules of a firewall policy, a security group and a route table, in ARM's terms.
import type { Change, Draft } from "../model/repair.ts";
import type { Destination, Protocol, Requirement } from "../model/requirement.ts";

/** Rows that a firewall has to let out from computes. `VirtualNetwork` never reaches one. */
function outward(rows: readonly Requirement[]): readonly Requirement[] {
  return rows.filter(
    ({ flow, kind, level }) => flow?.direction === "outbound" && !flow.from && kind !== "route" && level !== "situational",
  );
}

/** One collection of network rules for tags and one of application rules for hosts, in one group. */
export function policyChanges(policy: string, rows: readonly Requirement[], region: string | undefined): readonly Change[] {
  const sources: Draft = {
    $parameter: "sourceAddressPrefixes",
    description: "Address prefixes of the subnets that hold computes.",
  };
  const network = tagFlows(outward(rows), region)
    .filter(({ tag }) => tag !== "VirtualNetwork")
    .map((flow) => networkRule(flow, sources));
  const application = outward(rows).flatMap((row) => applicationRule(row, sources));
  const collections = [collection("services", 100, network), collection("hosts", 200, application)].filter((one) => one !== undefined);
  return [
    {
      do: "add",
      beside: policy,
      resources: [
        {
          key: "rules",
          type: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
          apiVersion: "2024-05-01",
          name: "azure-machine-learning",
          parent: policy,
          body: { properties: { priority: 200, ruleCollections: collections } },
        },
      ],
    },
  ];
}

function collection(name: string, priority: number, rules: readonly Draft[]): Draft | undefined {
  if (rules.length === 0) return undefined;
  return { ruleCollectionType: "FirewallPolicyFilterRuleCollection", name, priority, action: { type: "Allow" }, rules };
}

/** What is asked of one tag over one protocol, by all rows together. */
interface TagFlow {
  readonly tag: string;
  readonly protocol: Protocol;
  readonly direction: "outbound" | "inbound";
  readonly ports: readonly string[];
}

function tagFlows(rows: readonly Requirement[], region: string | undefined): readonly TagFlow[] {
  const flows = new Map<string, TagFlow>();
  for (const { flow, ...row } of rows) {
    for (const tag of flow ? tagsOf({ ...row, flow }, region) : []) {
      if (!flow) continue;
      const key = `${flow.direction} ${flow.protocol} ${tag}`;
      const ports = new Set([...(flows.get(key)?.ports ?? []), ...flow.ports]);
      flows.set(key, { tag, protocol: flow.protocol, direction: flow.direction, ports: [...ports] });
    }
  }
  return [...flows.values()];
}

function networkRule(flow: TagFlow, sources: Draft): Draft {
  return {
    ruleType: "NetworkRule",
    name: nameOf(flow),
    ipProtocols: [flow.protocol],
    sourceAddresses: sources,
    destinationAddresses: [flow.tag],
    destinationPorts: flow.ports,
  };
}

/** Hosts of a row that has no tag, where an application rule can speak for its ports. */
function applicationRule(row: Requirement, sources: Draft): readonly Draft[] {
  const { flow } = row;
  if (!flow || tagsOf(row, undefined).length > 0 || flow.protocol === "UDP") return [];
  const known = (to: Destination): readonly string[] => ("host" in to && !to.host.includes("<") ? [to.host] : []);
  const hosts = (flow.alternatives[0] ?? []).flatMap(known);
  const ports = flow.ports.filter((port) => port === "80" || port === "443");
  if (hosts.length === 0 || ports.length === 0) return [];
  return [
    {
      ruleType: "ApplicationRule",
      name: row.id.replace(/^outbound-/, ""),
      protocols: ports.map((port) => ({ protocolType: port === "80" ? "Http" : "Https", port: Number(port) })),
      sourceAddresses: sources,
      targetFqdns: hosts,
    },
  ];
}

/** The tags of the first alternative that is made of tags alone. */
function tagsOf({ flow }: Requirement, region: string | undefined): readonly string[] {
  const alternative = flow?.alternatives.find((one) => one.length > 0 && one.every((to) => "tag" in to)) ?? [];
  return alternative.flatMap((to) => ("tag" in to ? [to.regional && region ? `${to.tag}.${region}` : to.tag] : []));
}

/** Every required tag outward, what computes with public addresses need inward, and nothing else outward. */
export function groupChanges(group: string, rows: readonly Requirement[], region: string | undefined): readonly Change[] {
  const asked = rows.filter(({ flow, kind, level }) => flow && !flow.from && kind !== "route" && level !== "situational");
  const rules = tagFlows(asked, region).map((flow, index) => securityRule(flow, 100 + index * 10));
  const closing = {
    name: "deny-the-rest",
    properties: {
      ...common("Outbound", "Deny", 4096),
      protocol: "*",
      sourceAddressPrefix: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "*",
    },
  };
  return [...rules, closing].map((value) => ({ do: "append", resource: group, path: ["properties", "securityRules"], value }));
}

function securityRule(flow: TagFlow, priority: number): Draft {
  const inbound = flow.direction === "inbound";
  const { ports } = flow;
  return {
    name: nameOf(flow),
    properties: {
      ...common(inbound ? "Inbound" : "Outbound", "Allow", priority),
      protocol: flow.protocol === "TCP" ? "Tcp" : flow.protocol === "UDP" ? "Udp" : "*",
      sourceAddressPrefix: inbound ? flow.tag : "VirtualNetwork",
      destinationAddressPrefix: inbound ? "VirtualNetwork" : flow.tag,
      ...(ports.length === 1 ? { destinationPortRange: ports[0] ?? "*" } : { destinationPortRanges: ports }),
    },
  };
}

function common(direction: string, access: string, priority: number) {
  return { priority, direction, access, sourcePortRange: "*" } as const;
}

/** Everything to the firewall, but for the tags that the rows route past it. */
export function routeChanges(table: string, rows: readonly Requirement[], region: string | undefined): readonly Change[] {
  const past = rows.filter(({ kind }) => kind === "route").flatMap((row) => tagsOf(row, region));
  const straight = past.map((tag) => ({
    name: `${tag.toLowerCase().replaceAll(".", "-")}-to-internet`,
    properties: { addressPrefix: tag, nextHopType: "Internet" },
  }));
  const everything = {
    name: "everything-to-the-firewall",
    properties: {
      addressPrefix: "0.0.0.0/0",
      nextHopType: "VirtualAppliance",
      nextHopIpAddress: { $parameter: "firewallPrivateIpAddress", description: "Private address of the firewall." },
    },
  };
  return [everything, ...straight].map((value) => ({ do: "append", resource: table, path: ["properties", "routes"], value }));
}

function nameOf({ tag, protocol }: TagFlow): string {
  return `${tag.toLowerCase().replaceAll(".", "-")}-${protocol.toLowerCase()}`;
}

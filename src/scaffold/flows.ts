// Requirement rows as rules of a firewall policy, a security group and a route table, in ARM's terms.
import type { Change, Draft } from "../model/repair.ts";
import type { Destination, Requirement } from "../model/requirement.ts";

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
  const network = outward(rows).flatMap((row) => networkRule(row, sources, region));
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

function networkRule(row: Requirement, sources: Draft, region: string | undefined): readonly Draft[] {
  const tags = tagsOf(row, region).filter((tag) => tag !== "VirtualNetwork");
  if (!row.flow || tags.length === 0) return [];
  return [
    {
      ruleType: "NetworkRule",
      name: nameOf(row),
      ipProtocols: [row.flow.protocol],
      sourceAddresses: sources,
      destinationAddresses: tags,
      destinationPorts: row.flow.ports,
    },
  ];
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
      name: nameOf(row),
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
  const allowed = rows.flatMap((row): readonly { row: Requirement; tag: string }[] =>
    row.flow && !row.flow.from && row.kind !== "route" && row.level !== "situational"
      ? tagsOf(row, region).map((tag) => ({ row, tag }))
      : [],
  );
  const rules = allowed.map(({ row, tag }, index) => securityRule(row, tag, 100 + index * 10));
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

function securityRule(row: Requirement, tag: string, priority: number): Draft {
  const inbound = row.flow?.direction === "inbound";
  const ports = row.flow?.ports ?? [];
  return {
    name: `${nameOf(row)}-${tag.toLowerCase().replaceAll(".", "-")}`,
    properties: {
      ...common(inbound ? "Inbound" : "Outbound", "Allow", priority),
      protocol: row.flow?.protocol === "TCP" ? "Tcp" : row.flow?.protocol === "UDP" ? "Udp" : "*",
      sourceAddressPrefix: inbound ? tag : "VirtualNetwork",
      destinationAddressPrefix: inbound ? "VirtualNetwork" : tag,
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

function nameOf(row: Requirement): string {
  return row.id.replace(/^(outbound|inbound)-/, "");
}

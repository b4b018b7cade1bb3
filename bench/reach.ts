// How long the processor takes to judge every required flow from five subnets against a firewall policy of many rules, and how that grows.
// Run: node bench/reach.ts [RULES...]. Prints one line a size; the policy is mixed as policies are: tags, addresses, hosts, a few wide rules.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { assemble } from "../src/model/assemble.ts";
import type { Requirement } from "../src/model/requirement.ts";
import { coverage } from "../src/reach/coverage.ts";
import { topologyOf } from "../src/reach/topology/topology.ts";
import type { Plain } from "../test/support/graph.ts";
import { contextOf, ref, resource } from "../test/support/graph.ts";

const sizes = process.argv.slice(2).map(Number);
const FLOWS = 500;
const SUBNETS = 5;
const RUNS = 15;

setFlagsFromString("--expose-gc");
/** What making the graph and reading it leave behind is not swept while judging is measured. */
const sweep: () => void = runInNewContext("gc");

for (let run = 0; run < 10; run += 1) once(5000);
let before: { readonly size: number; readonly judge: number } | undefined;
for (const size of sizes.length ? sizes : [500, 1000, 2000, 5000, 10000, 20000]) {
  const runs = Array.from({ length: RUNS }, () => once(size));
  const judge = middle(runs.map((run) => run.judge));
  const read = middle(runs.map((run) => run.read));
  const perRule = (1000 * judge) / size;
  const growth = before
    ? `, ${(judge / before.judge).toFixed(2)} times as long for ${(size / before.size).toFixed(1)} times the rules`
    : "";
  console.log(
    `${size} rules: ${FLOWS} flows from ${SUBNETS} subnets judged in ${judge.toFixed(1)} ms (${perRule.toFixed(1)} µs a rule${growth}); read in ${read.toFixed(1)} ms`,
  );
  before = { size, judge };
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

/** Milliseconds of the processor. */
function once(rules: number): { readonly read: number; readonly judge: number } {
  const graph = assemble([{ declarations: declarations(rules), outputs: new Map(), unseen: [], problems: [] }]);
  const { scenario } = contextOf(graph);
  const requirements = flows();
  const start = process.cpuUsage();
  topologyOf(graph);
  const reading = process.cpuUsage(start);
  sweep();
  const between = process.cpuUsage();
  coverage(graph, scenario, requirements);
  return { read: milliseconds(reading), judge: milliseconds(process.cpuUsage(between)) };
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function flows(): readonly Requirement[] {
  return Array.from({ length: FLOWS }, (_, index): Requirement => {
    const destination =
      index % 2 === 0
        ? { host: index % 10 === 0 ? `*.d${index}.example.com` : `h${index}.d${index % 50}.example.com` }
        : { tag: tagOf(index % 120) };
    return {
      id: `flow-${index}`,
      kind: "fqdn",
      value: `flow ${index}`,
      flow: { direction: "outbound", protocol: "TCP", ports: ["443"], alternatives: [[destination]] },
      clouds: ["public"],
      when: [],
      level: "required",
      why: "It is measured.",
      since: "2020-01-01",
      sources: [],
      checked: "2020-01-01",
    };
  });
}

function tagOf(index: number): string {
  const base = ["Storage", "AzureMonitor", "AzureKeyVault", "BatchNodeManagement", "AzureResourceManager", "Sql"][index % 6] ?? "Storage";
  return index < 60 ? base : `${base}.region${index}`;
}

function declarations(rules: number) {
  const subnets = Array.from({ length: SUBNETS }, (_, index) => ({
    name: `s${index}`,
    properties: { addressPrefix: `10.1.${index}.0/24`, routeTable: { id: ref("table") } },
  }));
  return [
    resource("ws", "Microsoft.MachineLearningServices/workspaces", "ws", { location: "eastus", properties: {} }),
    ...subnets.map((subnet, index) =>
      resource(`c${index}`, "Microsoft.MachineLearningServices/workspaces/computes", ["ws", `c${index}`], {
        properties: { computeType: "AmlCompute", properties: { subnet: { id: ref(`spoke/subnets/${subnet.name}`) } } },
      }),
    ),
    resource("spoke", "Microsoft.Network/virtualNetworks", "spoke", {
      properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] }, subnets },
    }),
    resource("hub", "Microsoft.Network/virtualNetworks", "hub", {
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "AzureFirewallSubnet", properties: { addressPrefix: "10.0.0.0/26" } }],
      },
    }),
    resource("peering", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", ["spoke", "to-hub"], {
      properties: { remoteVirtualNetwork: { id: ref("hub") } },
    }),
    resource("table", "Microsoft.Network/routeTables", "table", {
      properties: {
        routes: [
          { name: "all", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" } },
        ],
      },
    }),
    resource("policy", "Microsoft.Network/firewallPolicies", "policy", { properties: {} }),
    resource("firewall", "Microsoft.Network/azureFirewalls", "fw", {
      properties: {
        firewallPolicy: { id: ref("policy") },
        ipConfigurations: [{ properties: { subnet: { id: ref("hub/subnets/AzureFirewallSubnet") } } }],
      },
    }),
    resource("rules", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", ["policy", "rules"], {
      properties: { priority: 500, ruleCollections: collections(rules) },
    }),
  ];
}

function collections(rules: number): readonly Plain[] {
  const all = Array.from({ length: rules }, (_, index) => (index % 2 === 0 ? network(index) : application(index)));
  const halves = [all.filter((_, index) => index % 2 === 0), all.filter((_, index) => index % 2 === 1)];
  return halves.map((own, index) => ({
    ruleCollectionType: "FirewallPolicyFilterRuleCollection",
    name: `c${index}`,
    priority: 200 + index,
    action: { type: "Allow" },
    rules: own,
  }));
}

function network(index: number): Plain {
  const kind = index % 10;
  const to =
    kind < 4
      ? tagOf(((index * 7) >> 1) % 120)
      : kind < 8
        ? `10.${index % 200}.0.0/16`
        : index % 100 === 8
          ? "*"
          : `20.${index % 200}.0.0/${kind === 8 ? 16 : 30}`;
  return {
    ruleType: "NetworkRule",
    name: `n${index}`,
    ipProtocols: ["TCP"],
    sourceAddresses: [index % 3 === 0 ? "10.1.0.0/16" : `10.1.${index % 9}.0/24`],
    destinationAddresses: [to],
    destinationPorts: [to === "*" ? "123" : "443"],
  };
}

function application(index: number): Plain {
  return {
    ruleType: "ApplicationRule",
    name: `a${index}`,
    protocols: [{ protocolType: "Https", port: 443 }],
    sourceAddresses: ["10.1.0.0/16"],
    targetFqdns: [index % 5 === 0 ? `*.d${index % 400}.example.com` : `h${index}.d${index % 50}.example.com`],
  };
}

// Where names resolve: which networks a zone is linked to, and what a network asks instead of Azure's own DNS.
import type { Graph, Resource } from "../../model/graph.ts";
import { look, stringAt } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Path, Reason, Value } from "../../model/value.ts";
import { contains, parseRange } from "../../reach/match/addresses.ts";
import type { Network } from "./networks.ts";
import { networkAt, networkOfSubnet, sameNetwork } from "./networks.ts";
import { pointed } from "./workspaces.ts";

/** The networks that a zone is linked to, and why there may be others. */
export function linkedNetworks(graph: Graph, zone: Resource): { readonly items: readonly Network[]; readonly open?: Reason } {
  const links = graph.children(zone, "virtualNetworkLinks");
  const items = links.items.flatMap((link) =>
    pointed(graph, link, ["properties", "virtualNetwork", "id"]).flatMap(({ to, value }) => {
      if (link.repeated) return [{ is: "unclear" as const, because: link.repeated }];
      if (value) return [networkAt(graph, value, to)];
      return to.is === "unclear" ? [{ is: "unclear" as const, because: to.because }] : [];
    }),
  );
  return links.open ? { items, open: links.open } : { items };
}

/** Whether a network resolves a zone that is linked to those networks: by its own link, or through DNS servers that stand in one of them. */
export function resolves(graph: Graph, network: Network, linked: readonly Network[]): boolean | Reason {
  const same = linked.map((one) => sameNetwork(network, one));
  if (same.includes(true)) return true;
  const servers = network.is === "found" ? serversOf(network.network) : undefined;
  if (servers && "because" in servers) return servers.because;
  for (const server of servers?.items ?? []) {
    const answers = answersFrom(graph, server, linked);
    if (answers === true) return true;
  }
  if (servers && servers.items.length > 0) return customServers;
  if (network.is !== "found") return network.because;
  const unsure = linked.find((_, index) => same[index] === undefined);
  return unsure ? (unsure.is === "found" ? pointedNetwork : unsure.because) : false;
}

/** Why the zones of an endpoint's network may be declared elsewhere; undefined when the network is here and asks Azure's own DNS. */
export function hiddenNames(graph: Graph, endpoint: Resource): Reason | undefined {
  for (const subnet of pointed(graph, endpoint, ["properties", "subnet", "id"])) {
    const network = networkOfSubnet(graph, subnet);
    if (!network) continue;
    if (network.is !== "found") return network.because;
    if (network.network.existing) return existingNetwork;
    const servers = serversOf(network.network);
    if ("because" in servers) return servers.because;
    if (servers.items.length > 0) return customServers;
  }
  return undefined;
}

const settle = "name the deployments that stand together as an environment in 'aml-network-audit.json'";
const customServers: Reason = {
  kind: "elsewhere",
  text: "The network asks DNS servers of its own, and what they answer is not declared here.",
  settle,
};
const pointedNetwork: Reason = {
  kind: "elsewhere",
  text: "The zone is linked to a network that is only pointed at, under a name that is not known.",
};
const existingNetwork: Reason = {
  kind: "elsewhere",
  text: "The network is declared in another deployment, and its private DNS zones may be too.",
  settle,
};

function serversOf(network: Resource): { readonly items: readonly Value[] } | { readonly because: Reason } {
  if (network.existing) return { because: existingNetwork };
  const seen = look(network.body, ["properties", "dhcpOptions", "dnsServers"], network.condition);
  if (seen.is === "absent") return { items: [] };
  if (seen.is === "unclear") return { because: seen.because };
  if (seen.value.kind !== "list") return { because: reasonOf(seen.value) };
  return seen.value.open && seen.value.items.length === 0 ? { because: seen.value.open } : { items: seen.value.items };
}

/** A server that is a declared resource (a firewall with a DNS proxy, a resolver) or an address in one of the linked networks. */
function answersFrom(graph: Graph, server: Value, linked: readonly Network[]): boolean {
  const address = stringAt(server, []);
  if (address !== undefined) return linked.some((one) => one.is === "found" && holds(one.network, address));
  const owner = server.kind === "reference" && server.to.by === "key" ? graph.get(server.to.key) : undefined;
  if (!owner || isDeaf(graph, owner)) return false;
  const stands = subnetPaths.flatMap((path) => pointed(graph, owner, path)).flatMap((subnet) => networkOfSubnet(graph, subnet) ?? []);
  return stands.some((one) => linked.some((other) => sameNetwork(one, other)));
}

const subnetPaths: readonly Path[] = [
  ["properties", "ipConfigurations", 0, "properties", "subnet", "id"],
  ["properties", "ipConfigurations", 0, "subnet", "id"],
];

/** A firewall whose DNS proxy is not on answers nobody. */
function isDeaf(graph: Graph, owner: Resource): boolean {
  if (owner.kind !== "microsoft.network/azurefirewalls") return false;
  const policy = pointed(graph, owner, ["properties", "firewallPolicy", "id"])[0]?.to;
  if (policy?.is !== "found") return false;
  const proxy = look(policy.resource.body, ["properties", "dnsSettings", "enableProxy"], policy.resource.condition);
  return proxy.is === "absent" || (proxy.is === "value" && proxy.value.kind === "scalar" && proxy.value.value === false);
}

function holds(network: Resource, address: string): boolean {
  const one = parseRange(address);
  const prefixes = look(network.body, ["properties", "addressSpace", "addressPrefixes"], network.condition);
  if (!one || prefixes.is !== "value" || prefixes.value.kind !== "list") return false;
  return prefixes.value.items.some((item) => {
    const range = parseRange(stringAt(item, []) ?? "");
    return range !== undefined && contains(range, one);
  });
}

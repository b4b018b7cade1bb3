// A name that a private DNS zone answers with a private endpoint's address stays inside: it never meets the firewall's outbound rules.
import type { Origin } from "../../model/origin.ts";
import type { Reason } from "../../model/value.ts";
import { contains, writeRange } from "../match/addresses.ts";
import { nameOf } from "../topology/read.ts";
import type { Network, PrivateEndpoint, Resolver, Subnet, Term, Terms, Topology } from "../topology/types.ts";

export type Inside =
  | { readonly is: "inside"; readonly endpoint: PrivateEndpoint; readonly text: string; readonly at: Origin }
  | { readonly is: "unclear"; readonly because: Reason; readonly at: Origin };

/** The private endpoint that a host resolves to from a subnet; undefined when it resolves to a public address. */
export function insideOf(topology: Topology, subnet: Subnet, host: string): Inside | undefined {
  if (/[*\u{e000}]/u.test(host)) return undefined;
  for (const endpoint of topology.endpoints) {
    if (endpoint.target.is !== "there") continue;
    const name = nameOf(endpoint.target.to).toLowerCase();
    for (const zone of endpoint.zones) {
      if (!answers(zone.name, name, host)) continue;
      const found = resolution(topology, subnet, endpoint, zone);
      if (found) return found;
    }
  }
  return undefined;
}

/** `privatelink.vaultcore.azure.net` stands behind `vault.azure.net`; the other zones keep the public name's end. */
function answers(zone: string, name: string, host: string): boolean {
  const publicEnd = zone.replace(/^privatelink\./, "").replace(/^vaultcore\./, "vault.");
  return host === `${name}.${publicEnd}` || host === `${name}.${zone}`;
}

function resolution(
  topology: Topology,
  subnet: Subnet,
  endpoint: PrivateEndpoint,
  zone: PrivateEndpoint["zones"][number],
): Inside | undefined {
  const resolver = resolverOf(topology, subnet);
  if ("because" in resolver) return { is: "unclear", because: resolver.because, at: endpoint.at };
  if (resolver.networks.some((network) => zone.networks.includes(network.resource.key))) {
    const text = `Zone '${zone.name}' answers it with private endpoint '${endpoint.name}', so it stays inside the network.`;
    return { is: "inside", endpoint, text, at: endpoint.at };
  }
  return zone.open ? { is: "unclear", because: zone.open, at: endpoint.at } : undefined;
}

/** The networks whose linked zones answer: the subnet's own, or that of the firewall or resolver that is its DNS server. */
function resolverOf(topology: Topology, subnet: Subnet): { readonly networks: readonly Network[] } | { readonly because: Reason } {
  const { network } = subnet;
  if (!network) return { because: NO_NETWORK };
  const { servers } = network.dns;
  if (servers.open) return { because: servers.open };
  if (servers.items.every(isAzureDns)) return { networks: [network] };
  const proxies = topology.firewalls.filter(
    ({ dnsProxy, resource, addresses }) =>
      dnsProxy === true && isAsked(servers, { keys: resource.declarations.map(({ key }) => key), addresses }),
  );
  const asking = proxies.find(({ dnsServers }) => dnsServers.open || !dnsServers.items.every(isAzureDns));
  if (asking) return { because: forwards(asking) };
  const resolvers = topology.resolvers.filter((resolver) => isAsked(servers, resolver));
  const networks = [...proxies, ...resolvers].flatMap((one) => one.network ?? []);
  return networks.length > 0 ? { networks } : { because: OTHER_SERVER };
}

function isAsked(servers: Terms, { keys, addresses }: Pick<Resolver, "keys" | "addresses">): boolean {
  return servers.items.some((server) => {
    if (server.is === "same" && server.of !== undefined && keys.includes(server.of)) return true;
    return addresses.items.some(
      (own) =>
        (own.is === "range" && server.is === "range" && contains(own.range, server.range)) ||
        (own.is === "same" && server.is === "same" && own.identity === server.identity),
    );
  });
}

/** Naming Azure's own address is naming no server of one's own. */
function isAzureDns(server: Term): boolean {
  return server.is === "range" && writeRange(server.range) === "168.63.129.16/32";
}

function forwards({ name, dnsServers }: Topology["firewalls"][number]): Reason {
  const text = `Firewall '${name}' asks DNS servers of its own, and whether they forward to Azure's private zones is not seen.`;
  return { kind: dnsServers.open?.kind ?? "elsewhere", text, settle: "probe the live network" };
}

const NO_NETWORK: Reason = { kind: "elsewhere", text: "The virtual network of the subnet is declared in another deployment." };
const OTHER_SERVER: Reason = {
  kind: "elsewhere",
  text: "The network asks DNS servers of its own, and whether they forward to Azure's private zones is not seen.",
  settle: "probe the live network",
};

// Virtual networks and subnets with what is linked to them.
import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Path, Reason } from "../../model/value.ts";
import { prefixesOf } from "./firewalls.ts";
import { flagAt, itemsAt, pieceOf, termsOf, textsOf, wordAt } from "./read.ts";
import type { Link, Network, RouteTable, SecurityGroup, Subnet } from "./types.ts";

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** Networks without their subnets, which are put in by `readSubnet` as they are read. */
export type NetworkDraft = Open<Omit<Network, "subnets" | "peers" | "gatewayPeers">> & {
  subnets: Subnet[];
  peers: Network[];
  gatewayPeers: Network[];
};

export function readNetwork(graph: Graph, resource: Resource): NetworkDraft {
  const { body, condition } = resource;
  return {
    ...pieceOf(resource),
    space: termsOf(graph, itemsAt(body, ["properties", "addressSpace", "addressPrefixes"], condition)),
    dns: { servers: termsOf(graph, itemsAt(body, ["properties", "dhcpOptions", "dnsServers"], condition)) },
    peers: [],
    gatewayPeers: [],
    subnets: [],
  };
}

export function readPeers(graph: Graph, network: NetworkDraft, networks: ReadonlyMap<Resource, NetworkDraft>): void {
  const children = graph.children(network.resource, "virtualNetworkPeerings");
  let open = children.open;
  for (const peering of children.items) {
    const id = look(peering.body, ["properties", "remoteVirtualNetwork", "id"], peering.condition);
    const found = id.is === "value" ? graph.resolve(id.value, peering.condition) : id;
    const peer = found.is === "found" ? networks.get(found.resource) : undefined;
    const remote = flagAt(peering.body, ["properties", "useRemoteGateways"], false, peering.condition);
    const access = flagAt(peering.body, ["properties", "allowVirtualNetworkAccess"], true, peering.condition);
    // A peering that gives no access connects nothing.
    if (access === false) continue;
    if (access !== true) open ??= access;
    if (peer && remote !== false) network.gatewayPeers.push(peer);
    if (peer) network.peers.push(peer);
    else if (found.is === "elsewhere" || found.is === "unclear") open ??= found.because;
  }
  if (open) network.peersOpen = open;
}

export interface Linked {
  readonly groups: ReadonlyMap<Resource, SecurityGroup>;
  readonly tables: ReadonlyMap<Resource, RouteTable>;
}

export function readSubnet(graph: Graph, resource: Resource, network: Network | undefined, linked: Linked): Subnet {
  const { body, condition } = resource;
  const endpoints = itemsAt(body, ["properties", "serviceEndpoints"], condition);
  const policies = itemsAt(body, ["properties", "serviceEndpointPolicies"], condition);
  const networkPolicies = wordAt(body, ["properties", "privateEndpointNetworkPolicies"], "disabled", condition);
  return {
    ...pieceOf(resource),
    network,
    prefixes: prefixesOf(graph, resource),
    securityGroup: linkOf(graph, resource, ["properties", "networkSecurityGroup", "id"], (found) => linked.groups.get(found)),
    routeTable: linkOf(graph, resource, ["properties", "routeTable", "id"], (found) => linked.tables.get(found)),
    natGateway: linkOf(graph, resource, ["properties", "natGateway", "id"], (found) => found),
    defaultOutbound: defaultOutboundOf(resource),
    serviceEndpoints: endpoints.items.flatMap((item) => textsOf(itemsAt(item, ["service"], condition)).items),
    endpointPolicies: policies.open ?? policies.items.length > 0,
    routesToEndpoints: ["enabled", "routetableenabled"].some((word) => word === networkPolicies),
  };
}

/** From this version on a new network's subnets are private unless they say otherwise; those of older networks are not. */
const PRIVATE_SINCE = "2025-07-01";

function defaultOutboundOf({ body, condition, apiVersion }: Resource): boolean | Reason {
  const said = look(body, ["properties", "defaultOutboundAccess"], condition);
  if (said.is !== "absent" || apiVersion === undefined || apiVersion < PRIVATE_SINCE)
    return flagAt(body, ["properties", "defaultOutboundAccess"], true, condition);
  const text = `With API version '${apiVersion}' the subnets of a new network are private unless they say otherwise, and those of an older network are not.`;
  return { kind: "azure", text, settle: "set 'defaultOutboundAccess' on the subnet" };
}

/** What an id in a resource's body points at, as far as it is read here. */
export function linkOf<T>(graph: Graph, from: Resource, path: Path, find: (resource: Resource) => T | undefined): Link<T> {
  const id = look(from.body, path, from.condition);
  if (id.is === "absent") return { is: "absent" };
  if (id.is === "unclear") return { is: "unclear", because: id.because };
  const found = graph.resolve(id.value, from.condition);
  if (found.is === "absent") return { is: "absent" };
  if (found.is !== "found") return { is: "unclear", because: found.because };
  const to = found.resource.existing ? undefined : find(found.resource);
  return to === undefined ? { is: "unclear", because: ELSEWHERE } : { is: "there", to };
}

const ELSEWHERE: Reason = {
  kind: "elsewhere",
  text: "It is declared in another deployment.",
  settle: "name the deployments that stand together as an environment in 'aml-network-audit.json'",
};

import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Reason } from "../../model/value.ts";
import { readAdminRules } from "./admin-rules.ts";
import { readEndpoint } from "./endpoints.ts";
import { readFirewalls } from "./firewalls.ts";
import { readGateways } from "./gateways.ts";
import { readHubs } from "./hubs.ts";
import { readManagedNetwork } from "./managed.ts";
import type { NetworkDraft } from "./networks.ts";
import { readNetwork, readPeers, readSubnet } from "./networks.ts";
import { readResolvers } from "./resolvers.ts";
import { readRouteTable } from "./routes.ts";
import { readSecurityGroup } from "./security-groups.ts";
import type { Subnet, Topology } from "./types.ts";

const read = new WeakMap<Graph, Topology>();

/** The network that a graph describes. The same graph gives the same topology, read once. */
export function topologyOf(graph: Graph): Topology {
  const known = read.get(graph);
  if (known) return known;
  const topology = readTopology(graph);
  read.set(graph, topology);
  return topology;
}

function readTopology(graph: Graph): Topology {
  const networks = new Map<Resource, NetworkDraft>();
  for (const resource of ofKind(graph, "virtualnetworks")) networks.set(resource, readNetwork(graph, resource));
  for (const network of networks.values()) readPeers(graph, network, networks);
  const networkOf = (subnet: Resource) => networks.get(parentOf(graph, subnet) ?? subnet);
  const firewalls = readFirewalls(graph, networkOf);
  const groups = new Map(own(graph, "networksecuritygroups").map((one) => [one, readSecurityGroup(graph, one)]));
  const tables = new Map(own(graph, "routetables").map((one) => [one, readRouteTable(graph, one, firewalls)]));
  const subnets = new Map<Resource, Subnet>();
  for (const resource of ofKind(graph, "virtualnetworks/subnets")) {
    const network = networkOf(resource);
    const subnet = readSubnet(graph, resource, network, { groups, tables });
    subnets.set(resource, subnet);
    network?.subnets.push(subnet);
  }
  for (const [network, gateway] of readGateways(graph, networkOf)) network.gateway = gateway;
  for (const [network, hub] of readHubs(graph, firewalls)) {
    const draft = networks.get(network);
    if (draft) draft.hub = hub;
  }
  return {
    networks: [...networks.values()],
    subnets: [...subnets.values()],
    firewalls,
    managed: graph.ofType("Microsoft.MachineLearningServices/workspaces").flatMap((one) => readManagedNetwork(graph, one) ?? []),
    endpoints: graph.ofType("Microsoft.Network/privateEndpoints").map((one) => readEndpoint(graph, one, subnets)),
    resolvers: readResolvers(graph, networkOf),
    routeTables: [...tables.values()],
    groups: [...groups.values()],
    adminRules: readAdminRules(graph),
    subnet: (key) => subnetByKey(graph, subnets, key),
  };
}

function ofKind(graph: Graph, kind: string): readonly Resource[] {
  return graph.resources.filter((resource) => resource.kind === `microsoft.network/${kind}`);
}

function own(graph: Graph, kind: string): readonly Resource[] {
  return ofKind(graph, kind).filter((resource) => !resource.existing);
}

function parentOf(graph: Graph, subnet: Resource): Resource | undefined {
  if (subnet.parent) return subnet.parent;
  const found = graph.resolve({
    kind: "reference",
    to: { by: "id", type: "Microsoft.Network/virtualNetworks", names: subnet.names.slice(0, 1) },
    path: [],
    at: subnet.at,
  });
  return found.is === "found" ? found.resource : undefined;
}

function subnetByKey(graph: Graph, subnets: ReadonlyMap<Resource, Subnet>, key: string): Subnet | undefined {
  const resource = graph.get(key);
  return resource && subnets.get(resource);
}

/** The subnet that an id in a resource's body points at. */
export function subnetAt(
  graph: Graph,
  resource: Resource,
  path: readonly string[],
): { readonly is: "there"; readonly subnet: Subnet } | { readonly is: "absent" } | { readonly is: "unclear"; readonly because: Reason } {
  const id = look(resource.body, path, resource.condition);
  if (id.is === "absent") return { is: "absent" };
  if (id.is === "unclear") return { is: "unclear", because: id.because };
  const found = graph.resolve(id.value, resource.condition);
  if (found.is === "absent") return found;
  if (found.is !== "found") return { is: "unclear", because: found.because };
  const subnet = topologyOf(graph).subnets.find((one) => one.resource === found.resource);
  return subnet ? { is: "there", subnet } : { is: "unclear", because: { kind: "unsupported", text: "This is no subnet." } };
}

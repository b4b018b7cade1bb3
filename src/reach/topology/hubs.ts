// Virtual WAN: networks connected to a virtual hub whose routing intent or default route sends the Internet's traffic to a firewall.
import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Reason, Value } from "../../model/value.ts";
import { flagAt, itemsAt, pieceOf, textsOf } from "./read.ts";
import type { Firewall, Hub, Link } from "./types.ts";

/** The hub of each connected network. */
export function readHubs(graph: Graph, firewalls: readonly Firewall[]): ReadonlyMap<Resource, Hub> {
  const hubs = new Map<Resource, Hub>();
  for (const hub of graph.ofType("Microsoft.Network/virtualHubs")) {
    const internet = internetOf(graph, hub, firewalls);
    for (const connection of graph.children(hub, "hubVirtualNetworkConnections").items) {
      const id = look(connection.body, ["properties", "remoteVirtualNetwork", "id"], connection.condition);
      const found = id.is === "value" ? graph.resolve(id.value, connection.condition) : undefined;
      const secured = flagAt(connection.body, ["properties", "enableInternetSecurity"], true, connection.condition);
      if (found?.is === "found") hubs.set(found.resource, { ...pieceOf(hub), internet, secured });
    }
  }
  return hubs;
}

function internetOf(graph: Graph, hub: Resource, firewalls: readonly Firewall[]): Link<Firewall> {
  const intents = graph.children(hub, "routingIntent");
  for (const intent of intents.items) {
    for (const policy of itemsAt(intent.body, ["properties", "routingPolicies"], intent.condition).items) {
      const destinations = textsOf(itemsAt(policy, ["destinations"], intent.condition)).items;
      if (destinations.includes("internet")) return hopOf(graph, look(policy, ["nextHop"], intent.condition), firewalls);
    }
  }
  const tables = graph.children(hub, "hubRouteTables");
  for (const table of tables.items) {
    for (const route of itemsAt(table.body, ["properties", "routes"], table.condition).items) {
      const destinations = textsOf(itemsAt(route, ["destinations"], table.condition)).items;
      if (destinations.includes("0.0.0.0/0")) return hopOf(graph, look(route, ["nextHop"], table.condition), firewalls);
    }
  }
  const open = intents.open ?? tables.open;
  return open ? { is: "unclear", because: open } : { is: "absent" };
}

function hopOf(graph: Graph, hop: ReturnType<typeof look>, firewalls: readonly Firewall[]): Link<Firewall> {
  if (hop.is === "unclear") return { is: "unclear", because: hop.because };
  const found = hop.is === "value" ? graph.resolve(idIn(hop.value)) : undefined;
  const firewall = found?.is === "found" ? firewalls.find((one) => one.resource === found.resource) : undefined;
  if (firewall) return { is: "there", to: firewall };
  return { is: "unclear", because: found?.is === "elsewhere" || found?.is === "unclear" ? found.because : NOT_FIREWALL };
}

function idIn(value: Value): Value {
  if (value.kind !== "object") return value;
  return value.props.get("id")?.value ?? value;
}

const NOT_FIREWALL: Reason = {
  kind: "unsupported",
  text: "The next hop of this virtual hub is no Azure Firewall that is declared here.",
  settle: "name the deployment that holds the hub's firewall as an environment in 'aml-network-audit.json'",
};

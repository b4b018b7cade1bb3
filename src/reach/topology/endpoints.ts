import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Value } from "../../model/value.ts";
import { itemsAt, nameOf, pieceOf, textsOf } from "./read.ts";
import type { Link, PrivateEndpoint, Subnet } from "./types.ts";

export function readEndpoint(graph: Graph, endpoint: Resource, subnets: ReadonlyMap<Resource, Subnet>): PrivateEndpoint {
  const { body, condition } = endpoint;
  const connections = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].flatMap(
    (name) => itemsAt(body, ["properties", name], condition).items,
  );
  const [connection] = connections;
  const subnet = linked(graph, endpoint, body, ["properties", "subnet", "id"]);
  const place = subnet.is === "there" ? subnets.get(subnet.to) : undefined;
  return {
    ...pieceOf(endpoint),
    target: connection ? linked(graph, endpoint, connection, ["properties", "privateLinkServiceId"]) : { is: "absent" },
    groups: connections.flatMap((one) => textsOf(itemsAt(one, ["properties", "groupIds"], condition)).items),
    subnet: subnet.is !== "there" ? subnet : place ? { is: "there", to: place } : { is: "unclear", because: NOT_READ },
    zones: graph.children(endpoint, "privateDnsZoneGroups").items.flatMap((group) => zonesOf(graph, group)),
  };
}

function zonesOf(graph: Graph, group: Resource): PrivateEndpoint["zones"] {
  return itemsAt(group.body, ["properties", "privateDnsZoneConfigs"], group.condition).items.flatMap((config) => {
    const zone = linked(graph, group, config, ["properties", "privateDnsZoneId"]);
    if (zone.is !== "there") return [];
    const links = graph.children(zone.to, "virtualNetworkLinks");
    const networks = links.items.flatMap((link) => {
      const network = linked(graph, link, link.body, ["properties", "virtualNetwork", "id"]);
      return network.is === "there" ? [network.to.key] : [];
    });
    return [{ name: nameOf(zone.to).toLowerCase(), networks, ...(links.open && { open: links.open }) }];
  });
}

function linked(graph: Graph, from: Resource, value: Value, path: readonly string[]): Link<Resource> {
  const id = look(value, path, from.condition);
  if (id.is === "absent") return id;
  if (id.is === "unclear") return { is: "unclear", because: id.because };
  const found = graph.resolve(id.value, from.condition);
  if (found.is === "found") return { is: "there", to: found.resource };
  return found.is === "absent" ? found : { is: "unclear", because: found.because };
}

const NOT_READ = { kind: "elsewhere", text: "The subnet of this private endpoint is declared in another deployment." } as const;

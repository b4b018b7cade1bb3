// Virtual network gateways: what they learn from on premises by BGP may be a default route, and nobody sees it in a declaration.
// learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview#border-gateway-protocol
import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Reason } from "../../model/value.ts";
import { flagAt, itemsAt, pieceOf, wordAt } from "./read.ts";
import type { Gateway } from "./types.ts";

/** The gateway of each network that has one. `networkOf`: the network of a subnet. */
export function readGateways<Of>(graph: Graph, networkOf: (subnet: Resource) => Of | undefined): ReadonlyMap<Of, Gateway> {
  const gateways = new Map<Of, Gateway>();
  for (const resource of graph.ofType("Microsoft.Network/virtualNetworkGateways")) {
    const { body, condition } = resource;
    for (const configuration of itemsAt(body, ["properties", "ipConfigurations"], condition).items) {
      const id = look(configuration, ["properties", "subnet", "id"], condition);
      const found = id.is === "value" ? graph.resolve(id.value, condition) : undefined;
      const network = found?.is === "found" ? networkOf(found.resource) : undefined;
      if (network) gateways.set(network, { ...pieceOf(resource), learnsDefault: learns(resource) });
    }
  }
  return gateways;
}

/** ExpressRoute speaks BGP always, a VPN gateway when it is told to; a default site is a default route. */
function learns(gateway: Resource): boolean | Reason {
  const { body, condition } = gateway;
  const type = wordAt(body, ["properties", "gatewayType"], "vpn", condition);
  if (typeof type !== "string") return type;
  const site = look(body, ["properties", "gatewayDefaultSite", "id"], condition);
  if (type === "expressroute" || site.is === "value") return true;
  const bgp = flagAt(body, ["properties", "enableBgp"], false, condition);
  return bgp === false && site.is === "unclear" ? site.because : bgp;
}

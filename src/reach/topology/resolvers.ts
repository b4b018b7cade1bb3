// Azure DNS Private Resolver: its inbound endpoints answer in a network like Azure's own DNS does.
// learn.microsoft.com/azure/dns/dns-private-resolver-overview
import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import { itemsAt, joinTerms, termsOf } from "./read.ts";
import type { Network, Resolver } from "./types.ts";

/** `networkOf`: the network of a subnet. */
export function readResolvers(graph: Graph, networkOf: (subnet: Resource) => Network | undefined): readonly Resolver[] {
  return graph.ofType("Microsoft.Network/dnsResolvers/inboundEndpoints").map((endpoint) => {
    const configurations = itemsAt(endpoint.body, ["properties", "ipConfigurations"], endpoint.condition).items;
    const networks = configurations.flatMap((configuration) => {
      const id = look(configuration, ["subnet", "id"], endpoint.condition);
      const found = id.is === "value" ? graph.resolve(id.value, endpoint.condition) : undefined;
      return (found?.is === "found" && networkOf(found.resource)) || [];
    });
    return {
      keys: endpoint.declarations.map(({ key }) => key),
      addresses: joinTerms(configurations.map((one) => termsOf(graph, itemsAt(one, ["privateIpAddress"], endpoint.condition)))),
      network: networks[0],
    };
  });
}

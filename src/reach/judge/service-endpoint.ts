// A service endpoint of a subnet takes what goes to its service straight there. No route of a table overrides that.
// learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview
import { look } from "../../model/look.ts";
import type { Cover } from "../match/cover.ts";
import { unknownPart } from "../match/hosts.ts";
import { tagCover } from "../match/tags.ts";
import { writtenText } from "../topology/read.ts";
import type { Subnet } from "../topology/types.ts";
import type { Knowledge, Target } from "./packet.ts";

/** The endpoint that takes a tag, and how much of it; undefined when none does. */
export function endpointFor(
  subnet: Subnet,
  target: Target,
  know: Knowledge,
): { readonly service: string; readonly cover: Exclude<Cover, "none"> } | undefined {
  if (target.is !== "tag") return undefined;
  for (const service of subnet.serviceEndpoints) {
    const tag = tagOf(service, subnet);
    const cover = tag === undefined ? "none" : tagCover(tag, target.name, know.tags);
    if (cover !== "none") return { service, cover };
  }
  return undefined;
}

/** `Microsoft.Storage` reaches the accounts of the network's own region; the others reach every region. */
function tagOf(service: string, subnet: Subnet): string | undefined {
  if (service === "microsoft.storage") return `storage.${regionOf(subnet)}`;
  return SERVICES.get(service);
}

function regionOf(subnet: Subnet): string {
  const network = subnet.network?.resource;
  const seen = network && look(network.body, ["location"], network.condition);
  const written = seen?.is === "value" ? writtenText(seen.value) : undefined;
  return written?.toLowerCase().replaceAll(" ", "") ?? unknownPart("region of the network");
}

const SERVICES: ReadonlyMap<string, string> = new Map([
  ["microsoft.storage.global", "storage"],
  ["microsoft.keyvault", "azurekeyvault"],
  ["microsoft.containerregistry", "azurecontainerregistry"],
  ["microsoft.sql", "sql"],
  ["microsoft.eventhub", "eventhub"],
  ["microsoft.servicebus", "servicebus"],
  ["microsoft.azurecosmosdb", "azurecosmosdb"],
  ["microsoft.web", "appservice"],
]);

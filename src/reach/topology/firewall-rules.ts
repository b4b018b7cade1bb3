// Rules of Azure Firewall, policy and classic, in one shape.
import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import { own } from "../../model/own.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Condition, Path, Value } from "../../model/value.ts";
import type { Items, Texts } from "./read.ts";
import { flagAt, itemsAt, joinTerms, numberAt, portsOf, termsOf, textsOf, transportsOf, wordAt, writtenText } from "./read.ts";
import type { ApplicationProtocol, ApplicationRule, NetworkRule, Piece, Terms } from "./types.ts";

/** What the rules of one collection share. */
export interface Around {
  readonly graph: Graph;
  readonly collection: Piece & Pick<NetworkRule, "access">;
}

export function readNetworkRule(around: Around, rule: Value): NetworkRule {
  const { graph, collection } = around;
  const under = collection.condition;
  const hosts = texts(rule, "destinationFqdns", under);
  return {
    kind: "network",
    ...rulePiece(collection, rule),
    protocols: transportsOf(either(rule, ["ipProtocols"], ["protocols"], under)),
    sources: withGroups(graph, rule, "sourceAddresses", "sourceIpGroups", under),
    destinations: withGroups(graph, rule, "destinationAddresses", "destinationIpGroups", under),
    hosts: hosts.items,
    ...(hosts.open && { hostsOpen: hosts.open }),
    ports: portsOf(itemsAt(rule, ["destinationPorts"], under)),
  };
}

export function readApplicationRule(around: Around, rule: Value): ApplicationRule {
  const { graph, collection } = around;
  const under = collection.condition;
  const hosts = texts(rule, "targetFqdns", under);
  const urls = texts(rule, "targetUrls", under);
  const tags = texts(rule, "fqdnTags", under);
  const categories = texts(rule, "webCategories", under);
  const open = hosts.open ?? urls.open ?? tags.open ?? categories.open;
  const protocols = protocolsOf(itemsAt(rule, ["protocols"], under));
  return {
    kind: "application",
    ...rulePiece(collection, rule),
    ...protocols,
    sources: withGroups(graph, rule, "sourceAddresses", "sourceIpGroups", under),
    destinations: termsOf(graph, itemsAt(rule, ["destinationAddresses"], under)),
    hosts: hosts.items,
    ...(open && { hostsOpen: open }),
    urls: urls.items,
    fqdnTags: tags.items,
    webCategories: categories.items,
    inspectsTls: flagAt(rule, ["terminateTLS"], false, under) === true,
  };
}

function rulePiece(collection: Around["collection"], rule: Value): Piece & Pick<NetworkRule, "access" | "collection"> {
  const named = look(rule, ["name"]);
  const name = named.is === "value" ? writtenText(named.value) : undefined;
  return {
    name: name ?? collection.name,
    at: named.is === "value" && named.value.at.from !== "default" ? named.value.at : rule.at,
    resource: collection.resource,
    condition: collection.condition,
    ...(collection.maybe && { maybe: collection.maybe }),
    access: collection.access,
    collection: collection.name,
  };
}

function either(rule: Value, first: Path, second: Path, under: Condition): Items {
  const found = itemsAt(rule, first, under);
  return found.items.length || found.open ? found : itemsAt(rule, second, under);
}

function texts(rule: Value, name: string, under: Condition): Texts {
  return textsOf(itemsAt(rule, [name], under));
}

function withGroups(graph: Graph, rule: Value, addresses: string, groups: string, under: Condition): Terms {
  const ids = itemsAt(rule, [groups], under);
  const inGroups = ids.items.map((id) => groupTerms(graph, id, under));
  return joinTerms([
    termsOf(graph, itemsAt(rule, [addresses], under)),
    ...inGroups,
    ids.open ? { items: [], open: ids.open } : { items: [] },
  ]);
}

function groupTerms(graph: Graph, id: Value, under: Condition): Terms {
  const found = graph.resolve(id, under);
  if (found.is === "found") return termsOf(graph, itemsAt(found.resource.body, ["properties", "ipAddresses"], found.resource.condition));
  if (found.is === "absent") return { items: [] };
  return { items: [], open: found.because };
}

function protocolsOf(found: Items): Pick<ApplicationRule, "protocols" | "protocolsOpen"> {
  const protocols: ApplicationProtocol[] = [];
  let open = found.open;
  for (const item of found.items) {
    const type = wordAt(item, ["protocolType"], "");
    const port = numberAt(item, ["port"]);
    if (typeof type !== "string") open ??= type;
    else if (type === "") open ??= reasonOf(item);
    else protocols.push({ type: isKnown(type) ? type : "other", port: port ?? own(DEFAULT_PORTS, type) ?? 0 });
  }
  return open ? { protocols, protocolsOpen: open } : { protocols };
}

function isKnown(type: string): type is "http" | "https" | "mssql" {
  return Object.hasOwn(DEFAULT_PORTS, type);
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, mssql: 1433 };

/** The piece of a collection that stands as an item in a resource's body. */
export function collectionPiece(resource: Resource, item: Value): Piece {
  const named = look(item, ["name"]);
  const name = named.is === "value" ? writtenText(named.value) : undefined;
  return {
    name: name ?? resource.symbol ?? resource.type,
    at: named.is === "value" && named.value.at.from !== "default" ? named.value.at : item.at,
    resource,
    condition: resource.condition,
    ...(resource.repeated && { maybe: resource.repeated }),
  };
}

import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Reason, Value } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import { contains } from "../match/addresses.ts";
import { flagAt, itemsAt, pieceOf, termsOf, wordAt } from "./read.ts";
import type { Appliance, Firewall, NextHop, Route, RouteTable, Term } from "./types.ts";

export function readRouteTable(graph: Graph, resource: Resource, firewalls: readonly Firewall[]): RouteTable {
  const children = graph.children(resource, "routes");
  const noGateway = flagAt(resource.body, ["properties", "disableBgpRoutePropagation"], false, resource.condition);
  return {
    ...pieceOf(resource),
    routes: children.items.map((child) => readRoute(graph, child, firewalls)),
    ...(children.open && { open: children.open }),
    gatewayRoutes: typeof noGateway === "boolean" ? !noGateway : noGateway,
  };
}

function readRoute(graph: Graph, route: Resource, firewalls: readonly Firewall[]): Route {
  const { body, condition } = route;
  const prefixes = termsOf(graph, itemsAt(body, ["properties", "addressPrefix"], condition));
  const prefix: Term = prefixes.items[0] ?? { is: "unknown", because: prefixes.open ?? NO_PREFIX };
  const hop = hopOf(wordAt(body, ["properties", "nextHopType"], "", condition));
  if (hop !== "virtualappliance") return { ...pieceOf(route), prefix, hop };
  const address = look(body, ["properties", "nextHopIpAddress"], condition);
  const appliance: Appliance =
    address.is === "value"
      ? applianceAt(graph, address.value, firewalls)
      : { is: "unclear", because: address.is === "unclear" ? address.because : NO_ADDRESS };
  return { ...pieceOf(route), prefix, hop, appliance };
}

function hopOf(word: string | Reason): NextHop {
  if (typeof word !== "string") return word;
  switch (word) {
    case "internet":
    case "virtualappliance":
    case "none":
    case "virtualnetworkgateway":
    case "vnetlocal":
      return word;
  }
  return { kind: "error", text: word === "" ? "This route names no type of next hop." : `'${word}' is no type of next hop.` };
}

/** A firewall by reference to it, or by an address of its own or in the prefix of its subnet. */
function applianceAt(graph: Graph, address: Value, firewalls: readonly Firewall[]): Appliance {
  if (address.kind === "reference") {
    const target = graph.resolve({ ...address, path: [] });
    const resource = target.is === "found" ? target.resource : undefined;
    const firewall = firewalls.find(
      (one) => resource && (one.resource === resource || one.resource.declarations.some((d) => d.key === resource.key)),
    );
    if (firewall) return { is: "firewall", firewall };
    if (resource && resource.kind !== "microsoft.network/azurefirewalls") return { is: "other", resource };
  }
  const terms = termsOf(graph, { items: [address] }).items;
  const [term] = terms;
  if (term?.is === "range") return byAddress(term.range, address, firewalls);
  if (term?.is === "same") {
    const firewall = firewalls.find((one) => one.addresses.items.some((own) => own.is === "same" && own.identity === term.identity));
    if (firewall) return { is: "firewall", firewall };
  }
  return { is: "unclear", because: reasonOf(address) };
}

function byAddress(range: Range, address: Value, firewalls: readonly Firewall[]): Appliance {
  const firewall = firewalls.find((one) => one.addresses.items.some((own) => own.is === "range" && contains(own.range, range)));
  if (firewall) return { is: "firewall", firewall };
  const unsure = firewalls.find((one) => one.resource.kind.endsWith("azurefirewalls") && unknownAddresses(one));
  if (unsure) {
    const text = `The addresses of firewall '${unsure.name}' are not known, so it cannot be told whether this next hop is that firewall.`;
    return { is: "unclear", because: { kind: "parameter", text, settle: "give the prefix of its subnet" } };
  }
  return address.kind === "scalar" ? { is: "other", address: String(address.value) } : { is: "other" };
}

/** Only a prefix tells: an address of its own that Azure gives is in it. */
function unknownAddresses(firewall: Firewall): boolean {
  return !firewall.addresses.items.some((term) => term.is === "range") || firewall.addresses.items.some((term) => term.is === "unknown");
}

const NO_PREFIX: Reason = { kind: "error", text: "This route names no address prefix." };
const NO_ADDRESS: Reason = { kind: "error", text: "This route goes to a virtual appliance and names no address of it." };

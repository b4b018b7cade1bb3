// Security admin rules of Azure Virtual Network Manager: asked before every security group.
// learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-admin-rules
import type { Graph, Resource } from "../../model/graph.ts";
import type { Value } from "../../model/value.ts";
import { itemsAt, itemsOf, numberAt, pieceOf, portsOf, termsOf, transportsOf, wordAt } from "./read.ts";
import type { AdminRule, Terms } from "./types.ts";

/** By priority, lowest first. */
export function readAdminRules(graph: Graph): readonly AdminRule[] {
  return graph
    .ofType("Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules")
    .map((rule) => readRule(graph, rule))
    .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
}

function readRule(graph: Graph, rule: Resource): AdminRule {
  const { body, condition } = rule;
  const at = (name: string) => ["properties", name];
  return {
    ...pieceOf(rule),
    outbound: wordAt(body, at("direction"), "", condition) !== "inbound",
    access: wordAt(body, at("access"), "", condition),
    priority: numberAt(body, at("priority"), condition),
    protocols: transportsOf(itemsAt(body, at("protocol"), condition)),
    sources: side(graph, rule, "sources"),
    destinations: side(graph, rule, "destinations"),
    ports: portsOf(itemsOf(body, [at("destinationPortRanges")], condition)),
  };
}

/** Items of `{ addressPrefix, addressPrefixType }`. */
function side(graph: Graph, rule: Resource, name: string): Terms {
  const listed = itemsAt(rule.body, ["properties", name], rule.condition);
  const prefixes = listed.items.flatMap((item): readonly Value[] => itemsAt(item, ["addressPrefix"], rule.condition).items);
  return termsOf(graph, listed.open ? { items: prefixes, open: listed.open } : { items: prefixes });
}

import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Path, Value } from "../../model/value.ts";
import { ordered } from "./order.ts";
import { accessAt, itemsAt, itemsOf, numberAt, pieceOf, portsOf, termsOf, transportsOf, wordAt } from "./read.ts";
import type { SecurityGroup, SecurityRule, Term, Terms } from "./types.ts";

export function readSecurityGroup(graph: Graph, resource: Resource): SecurityGroup {
  const children = graph.children(resource, "securityRules");
  const rules = children.items.map((child) => readRule(graph, child));
  return {
    ...pieceOf(resource),
    rules,
    inbound: ordered(rules.filter((rule) => rule.direction !== "outbound")),
    outbound: ordered(rules.filter((rule) => rule.direction !== "inbound")),
    ...(children.open && { open: children.open }),
  };
}

function readRule(graph: Graph, rule: Resource): SecurityRule {
  const { body, condition } = rule;
  const direction = wordAt(body, ["properties", "direction"], "", condition);
  return {
    ...pieceOf(rule),
    direction:
      direction === "inbound" || direction === "outbound" || typeof direction !== "string"
        ? direction
        : { kind: "error", text: "The direction of this rule is not given." },
    access: accessAt(body, ["properties", "access"], condition),
    priority: numberAt(body, ["properties", "priority"], condition),
    protocols: transportsOf(itemsAt(body, ["properties", "protocol"], condition)),
    sources: side(graph, rule, "source"),
    destinations: side(graph, rule, "destination"),
    sourcePorts: portsOf(both(rule, "sourcePortRange")),
    ports: portsOf(both(rule, "destinationPortRange")),
  };
}

function both(rule: Resource, name: string) {
  return itemsOf(
    rule.body,
    [
      ["properties", name],
      ["properties", `${name}s`],
    ],
    rule.condition,
  );
}

function side(graph: Graph, rule: Resource, name: "source" | "destination"): Terms {
  const prefixes: readonly Path[] = [
    ["properties", `${name}AddressPrefix`],
    ["properties", `${name}AddressPrefixes`],
  ];
  const addresses = termsOf(graph, itemsOf(rule.body, prefixes, rule.condition));
  const groups = itemsAt(rule.body, ["properties", `${name}ApplicationSecurityGroups`], rule.condition);
  const open = addresses.open ?? groups.open;
  const items = [...addresses.items, ...groups.items.map((item) => groupTerm(graph, item))];
  return open ? { items, open } : { items };
}

function groupTerm(graph: Graph, item: Value): Term {
  const id = look(item, ["id"]);
  const found = id.is === "value" ? graph.resolve(id.value) : undefined;
  return { is: "group", key: found?.is === "found" ? found.resource.key : "" };
}

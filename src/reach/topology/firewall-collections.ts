// Collections of a firewall or policy, put in the order in which Azure Firewall looks at them: groups and collections by priority,
// those of the base policy first, network rules before application rules.
import type { Graph, Resolution, Resource } from "../../model/graph.ts";
import type { Seen } from "../../model/look.ts";
import { both, cases, look } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Condition, Path, Reason, Value } from "../../model/value.ts";
import type { Around } from "./firewall-rules.ts";
import { collectionPiece, readApplicationRule, readNetworkRule } from "./firewall-rules.ts";
import { ordered } from "./order.ts";
import { accessAt, numberAt, wordAt } from "./read.ts";
import type { ApplicationRule, Collection, NetworkRule } from "./types.ts";

export interface Parts {
  readonly networkRules: readonly NetworkRule[];
  readonly applicationRules: readonly ApplicationRule[];
  readonly collections: readonly Collection[];
  /** Set when rules may be there that are not seen. */
  readonly open?: Reason;
}

type Found = Collection & { readonly rules: readonly (NetworkRule | ApplicationRule)[]; readonly open?: Reason };

export function policyParts(graph: Graph, policy: Resource): Parts {
  const found: Found[] = [];
  const generations: Resource[] = [];
  let open: Reason | undefined;
  for (let here: Resource | undefined = policy; here && !generations.includes(here); ) {
    generations.push(here);
    const base = look(here.body, ["properties", "basePolicy", "id"], here.condition);
    const next: Resolution = base.is === "value" ? graph.resolve(base.value, here.condition) : plain(base);
    if (next.is === "elsewhere" || next.is === "unclear") open ??= next.because;
    here = next.is === "found" ? next.resource : undefined;
  }
  for (const generation of [...generations].reverse()) {
    const groups = graph.children(generation, "ruleCollectionGroups");
    open ??= groups.open;
    const own = groups.items.flatMap((group) => groupCollections(graph, group, generation !== policy));
    open ??= own.find((collection) => collection.open)?.open;
    found.push(...orderedByGroup(own));
  }
  return partsOf(found, open);
}

function plain(seen: Exclude<Seen, { readonly is: "value" }>): Resolution {
  return seen.is === "absent" ? { is: "absent" } : { is: "unclear", because: seen.because };
}

export function classicParts(graph: Graph, firewall: Resource): Parts {
  const found: Found[] = [];
  let open: Reason | undefined;
  for (const kind of ["network", "application"] as const) {
    const children = graph.children(firewall, `${kind}RuleCollections`);
    open ??= children.open;
    const own = children.items.map((child): Found & { group: number | undefined } => ({
      ...readCollection(graph, child, child.body, ["properties"], kind, false, child.condition),
      path: child.inline ? [...child.inline, "properties", "rules"] : ["properties", "rules"],
      owner: child.inline ? firewall.key : child.key,
      group: 0,
    }));
    open ??= own.find((collection) => collection.open)?.open;
    found.push(...ordered(own));
  }
  return partsOf(found, open);
}

function partsOf(found: readonly Found[], open: Reason | undefined): Parts {
  const rules = found.flatMap(({ maybe, rules: own }): readonly (NetworkRule | ApplicationRule)[] =>
    maybe ? own.map((rule) => ({ ...rule, maybe: rule.maybe ?? maybe })) : own,
  );
  const collections = found.filter((collection, index) => found.findLastIndex((other) => other.at === collection.at) === index);
  const parts = {
    networkRules: rules.filter((rule) => rule.kind === "network"),
    applicationRules: rules.filter((rule) => rule.kind === "application"),
    collections,
  };
  return open ? { ...parts, open } : parts;
}

/** A group's priority counts before a collection's: both in one number, since each stays below 65,536. */
function orderedByGroup(collections: readonly (Found & { readonly group: number | undefined })[]): readonly Found[] {
  const ranked = collections.map((collection) => ({
    ...collection,
    own: collection.priority,
    priority:
      collection.group === undefined || collection.priority === undefined ? undefined : collection.group * 65536 + collection.priority,
  }));
  const application = ranked.filter((collection) => collection.kind === "application");
  const others = ranked.filter((collection) => collection.kind !== "application");
  return [...ordered(others), ...ordered(application)].map((collection) => ({ ...collection, priority: collection.own }));
}

function groupCollections(graph: Graph, group: Resource, inherited: boolean): readonly (Found & { readonly group: number | undefined })[] {
  const priority = numberAt(group.body, ["properties", "priority"], group.condition);
  const path: Path = ["properties", "ruleCollections"];
  return objects(group.body, path, group.condition).map((item) => {
    if (!item.value) return { ...unreadable(group, item.because), group: priority, inherited };
    const kind = kindOf(item.value);
    const read = readCollection(graph, group, item.value, [], kind, inherited, item.when);
    return { ...read, owner: group.key, path: [...path, item.index, "rules"], group: priority };
  });
}

type Item =
  | { readonly value: Value; readonly when: Condition; readonly index: number }
  | { readonly value?: undefined; readonly because: Reason };

/** The objects of a list, each with the condition under which it is there; a reason for each that cannot be read. */
function objects(body: Value, path: Path, under: Condition): readonly Item[] {
  return cases(body, path, under).flatMap(({ when, seen }): readonly Item[] => {
    if (seen.is === "absent") return [];
    if (seen.is === "unclear") return [{ because: seen.because }];
    if (seen.value.kind !== "list") return [{ because: reasonOf(seen.value) }];
    const items = seen.value.items.flatMap((item, index) =>
      cases(item, [], when).flatMap((one): readonly Item[] => {
        if (one.seen.is === "absent") return [];
        if (one.seen.is === "unclear") return [{ because: one.seen.because }];
        const value = one.seen.value;
        return value.kind === "object" ? [{ value, when: one.when, index }] : [{ because: reasonOf(value) }];
      }),
    );
    return seen.value.open ? [...items, { because: seen.value.open }] : items;
  });
}

function readCollection(
  graph: Graph,
  resource: Resource,
  body: Value,
  at: Path,
  kind: Collection["kind"],
  inherited: boolean,
  when: Condition,
): Found {
  const inside = cases(body, at, when)[0]?.seen;
  const value = inside?.is === "value" ? inside.value : body;
  const condition = both(resource.condition, when);
  const piece = { ...collectionPiece(resource, body), condition };
  const type = wordAt(value, ["action", "type"], kind === "nat" ? "allow" : "", condition);
  const access = type === "dnat" || type === "snat" ? "allow" : accessAt(value, ["action", "type"], condition);
  const around: Around = { graph, collection: { ...piece, access } };
  const items = kind === "nat" ? [] : objects(value, ["rules"], condition);
  const rules = items.flatMap((item) => (item.value ? readRule(around, item.value, item.when, kind) : []));
  const open = items.find((item) => !item.value);
  return {
    ...piece,
    kind,
    access,
    priority: numberAt(value, ["priority"], condition),
    owner: resource.key,
    path: ["rules"],
    sources: rules.map((rule) => rule.sources),
    inherited,
    rules,
    ...(open && !open.value && { open: open.because }),
  };
}

function readRule(around: Around, rule: Value, when: Condition, kind: Collection["kind"]): readonly (NetworkRule | ApplicationRule)[] {
  const inside: Around = { ...around, collection: { ...around.collection, condition: both(around.collection.condition, when) } };
  const type = wordAt(rule, ["ruleType"], kind === "network" ? "networkrule" : kind === "application" ? "applicationrule" : "");
  if (type === "networkrule") return [readNetworkRule(inside, rule)];
  if (type === "applicationrule") return [readApplicationRule(inside, rule)];
  return [];
}

/** By its rules, since the two kinds of policy collections are told apart by nothing else. */
function kindOf(collection: Value): Collection["kind"] {
  const type = wordAt(collection, ["ruleCollectionType"], "");
  if (typeof type === "string" && type.includes("nat")) return "nat";
  for (const item of objects(collection, ["rules"], [])) {
    const rule = item.value ? wordAt(item.value, ["ruleType"], "") : "";
    if (rule === "networkrule") return "network";
    if (rule === "applicationrule") return "application";
  }
  return "unknown";
}

function unreadable(group: Resource, because: Reason): Found {
  return {
    ...collectionPiece(group, group.body),
    kind: "unknown",
    access: because,
    priority: undefined,
    owner: group.key,
    path: [],
    sources: [],
    inherited: false,
    rules: [],
    open: because,
  };
}

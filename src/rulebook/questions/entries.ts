// Entries of firewalls, security groups, route tables and managed networks as they are written, word by word, each where a person would change it.
import type { Graph, Resource } from "../../model/graph.ts";
import { cases, stringAt } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Change } from "../../model/repair.ts";
import type { Condition, Path, Reason, Value } from "../../model/value.ts";
import { writtenText } from "../../reach/topology/read.ts";
import { placeIn } from "./setting.ts";

export interface Entry {
  readonly kind: "network" | "application" | "security" | "route" | "managed";
  /** Where it is written, for repairs: a resource's key and the way to the entry in its body. */
  readonly resource: Resource;
  readonly path: Path;
  /** The entry's own object. */
  readonly value: Value;
  readonly name: string;
  /** What a finding about the whole entry is drawn on. */
  readonly at: Origin;
  /** False where it denies. */
  readonly allows: boolean;
  readonly direction: "outbound" | "inbound" | "both";
  readonly words: readonly Word[];
  /** Words, or parts of lists of them, that nobody knows. */
  readonly hidden: readonly Hidden[];
}

export interface Hidden {
  readonly place: Word["place"];
  readonly at: Origin;
  readonly because: Reason;
}

/** One address, tag or host of an entry. */
export interface Word {
  readonly place: "source" | "destination" | "host" | "url";
  /** As written; parts that are not known stand between private-use characters (see `unknownPart` of reach). */
  readonly text: string;
  /** Whether all of it is known. */
  readonly known: boolean;
  readonly at: Origin;
  /** The way to it from the resource's body; to its list when it stands in one. */
  readonly path: Path;
  readonly list?: Path;
  /** How many stand in its list. */
  readonly among: number;
}

const network = "Microsoft.Network/";
const memo = new WeakMap<Graph, readonly Entry[]>();

/** Every entry that is written out; what stands in a list of entries that nobody knows is not there. */
export function entriesOf(graph: Graph): readonly Entry[] {
  const known = memo.get(graph);
  if (known) return known;
  const found = [
    ...graph.ofType(`${network}firewallPolicies/ruleCollectionGroups`).flatMap(policyEntries),
    ...["network", "application"].flatMap((kind) =>
      graph.ofType(`${network}azureFirewalls/${kind}RuleCollections`).flatMap(classicEntries),
    ),
    ...graph.ofType(`${network}networkSecurityGroups/securityRules`).flatMap(securityEntry),
    ...graph.ofType(`${network}routeTables/routes`).flatMap(routeEntry),
    ...graph.ofType("Microsoft.MachineLearningServices/workspaces/outboundRules").flatMap(managedEntry),
  ];
  memo.set(graph, found);
  return found;
}

function policyEntries(group: Resource): readonly Entry[] {
  return items(group.body, ["properties", "ruleCollections"], group.condition).flatMap((collection) =>
    ruleEntries(group, collection, stringAt(collection.value, ["action", "type"], collection.when)),
  );
}

function classicEntries(collection: Resource): readonly Entry[] {
  const { body, condition } = collection;
  const action = stringAt(body, ["properties", "action", "type"], condition);
  return ruleEntries(collection, { value: body, path: [], when: condition }, action, ["properties"]);
}

function ruleEntries(resource: Resource, collection: Item, action: string | undefined, below: Path = []): readonly Entry[] {
  return items(collection.value, [...below, "rules"], collection.when).map((rule) => {
    const path = [...collection.path, ...rule.path];
    const has = (name: string) => rule.value.kind === "object" && rule.value.props.has(name.toLowerCase());
    const said = stringAt(rule.value, ["ruleType"], rule.when);
    const isApplication = said ? /application/i.test(said) : ["targetFqdns", "targetUrls", "fqdnTags", "webCategories"].some(has);
    const words = (place: Word["place"], name: string) => (has(name) ? wordsIn(rule, place, [name], path) : []);
    return {
      kind: isApplication ? "application" : "network",
      resource,
      path,
      value: rule.value,
      ...labelled(rule),
      allows: action?.toLowerCase() === "allow",
      direction: "outbound",
      ...parted([
        ...words("source", "sourceAddresses"),
        ...words("destination", "destinationAddresses"),
        ...words("host", "destinationFqdns"),
        ...words("host", "targetFqdns"),
        ...words("url", "targetUrls"),
      ]),
    };
  });
}

function securityEntry(rule: Resource): readonly Entry[] {
  const whole = { value: rule.body, path: [], when: rule.condition };
  const word = (place: Word["place"], name: string) => wordsIn(whole, place, ["properties", name], []);
  const direction = stringAt(rule.body, ["properties", "direction"], rule.condition)?.toLowerCase();
  return [
    {
      kind: "security",
      resource: rule,
      path: [],
      value: rule.body,
      name: nameOf(rule),
      at: rule.at,
      allows: stringAt(rule.body, ["properties", "access"], rule.condition)?.toLowerCase() === "allow",
      direction: direction === "inbound" || direction === "outbound" ? direction : "both",
      ...parted([
        ...word("source", "sourceAddressPrefix"),
        ...word("source", "sourceAddressPrefixes"),
        ...word("destination", "destinationAddressPrefix"),
        ...word("destination", "destinationAddressPrefixes"),
      ]),
    },
  ];
}

function routeEntry(route: Resource): readonly Entry[] {
  const words = wordsIn({ value: route.body, path: [], when: route.condition }, "destination", ["properties", "addressPrefix"], []);
  return [
    {
      kind: "route",
      resource: route,
      path: [],
      value: route.body,
      name: nameOf(route),
      at: route.at,
      allows: true,
      direction: "outbound",
      ...parted(words),
    },
  ];
}

function managedEntry(rule: Resource): readonly Entry[] {
  const body = { value: rule.body, path: [], when: rule.condition };
  // An inline rule is its own properties; a declared one has them below `properties`.
  const above = rule.inline ? [] : ["properties"];
  const hosts = wordsIn(body, "host", [...above, "destination"], []);
  const tags = wordsIn(body, "destination", [...above, "destination", "serviceTag"], []);
  return [
    {
      kind: "managed",
      resource: rule,
      path: [],
      value: rule.body,
      name: nameOf(rule),
      at: rule.at,
      allows: true,
      direction: "outbound",
      ...parted([...hosts, ...tags]),
    },
  ];
}

interface Item {
  readonly value: Value;
  /** From the body that the list is in. */
  readonly path: Path;
  readonly when: Condition;
}

/** Objects of a list in every case that it has. */
function items(value: Value, path: Path, under: Condition): readonly Item[] {
  return cases(value, path, under).flatMap(({ when, seen }) => {
    if (seen.is !== "value" || seen.value.kind !== "list") return [];
    return seen.value.items.flatMap((item, index) =>
      cases(item, [], when).flatMap((one) =>
        one.seen.is === "value" && one.seen.value.kind === "object"
          ? [{ value: one.seen.value, path: [...path, index], when: one.when }]
          : [],
      ),
    );
  });
}

/** Texts at a path, one or a list of them. */
function wordsIn(item: Item, place: Word["place"], path: Path, above: Path): readonly (Word | Hidden)[] {
  return cases(item.value, path, item.when).flatMap(({ seen }): readonly (Word | Hidden)[] => {
    if (seen.is === "unclear") return [{ place, at: item.value.at, because: seen.because }];
    if (seen.is !== "value") return [];
    const whole = [...above, ...path];
    if (seen.value.kind !== "list") return word(seen.value, place, { path: whole, among: 1 });
    const list = seen.value.items;
    const words = list.flatMap((one, index) => word(one, place, { path: [...whole, index], list: whole, among: list.length }));
    return seen.value.open ? [...words, { place, at: seen.value.at, because: seen.value.open }] : words;
  });
}

function word(value: Value, place: Word["place"], where: Pick<Word, "path" | "list" | "among">): readonly (Word | Hidden)[] {
  if (value.kind === "choice") return [...word(value.then, place, where), ...word(value.else, place, where)];
  if (value.kind === "unknown" || value.kind === "constant") return [{ place, at: value.at, because: value.because }];
  // What is read from another resource is an address of it, and no tag or host that somebody wrote.
  if (value.kind !== "scalar" && value.kind !== "text") return [];
  const text = writtenText(value);
  if (text === undefined && value.kind === "text") return [{ place, at: value.at, because: reasonOf(value) }];
  return text === undefined || text === "" ? [] : [{ place, text: text.trim(), known: value.kind === "scalar", at: value.at, ...where }];
}

function parted(all: readonly (Word | Hidden)[]): Pick<Entry, "words" | "hidden"> {
  return {
    words: all.flatMap((one) => ("text" in one ? [one] : [])),
    hidden: all.flatMap((one) => ("because" in one ? [one] : [])),
  };
}

function labelled(rule: Item): Pick<Entry, "name" | "at"> {
  const [named] = cases(rule.value, ["name"], rule.when);
  const value = named?.seen.is === "value" ? named.seen.value : undefined;
  const name = value?.kind === "scalar" ? String(value.value) : "without a known name";
  return { name, at: value && value.at.from === "file" ? value.at : rule.value.at };
}

function nameOf(resource: Resource): string {
  const last = resource.names.at(-1);
  return last?.kind === "scalar" ? String(last.value) : (resource.symbol ?? "without a known name");
}

/** Whether a deployment has to do with machine learning at all: by a resource of it, or by an entry for its own tags or hosts. */
export function servesMachineLearning(graph: Graph): boolean {
  if (graph.resources.some(({ kind }) => kind.startsWith("microsoft.machinelearningservices/"))) return true;
  return entriesOf(graph).some(({ words }) =>
    words.some(({ text }) => /^(azuremachinelearning|batchnodemanagement)\b|azureml\./i.test(text)),
  );
}

/** `network rule 'net-aml'`, `route 'to-batch'`. */
export function calledEntry({ kind, name }: Entry): string {
  const noun = {
    network: "network rule",
    application: "application rule",
    security: "security rule",
    route: "route",
    managed: "outbound rule",
  };
  return `${noun[kind]} '${name}'`;
}

/** Where a word or an entry is drawn: in a file where it is written in one. */
export function drawnAt(entry: Entry, word?: Word): Origin {
  if (word && word.at.from !== "default") return word.at;
  return entry.at.from === "default" ? entry.resource.at : entry.at;
}

/** Takes the entry away: out of its list, or as the resource that it is. */
export function removalOf(entry: Entry): Change {
  const place = placeIn(entry.resource, entry.path);
  return place.path.length > 0 ? { do: "remove", ...place } : { do: "delete", resource: place.resource };
}

// Small random networks as plain data, and the graph of each.
import fc from "fast-check";
import type { Graph } from "../../src/model/graph.ts";
import type { TagTable } from "../../src/reach/match/tags.ts";
import type { Plain } from "../support/graph.ts";
import { notKnown } from "../support/graph.ts";
import { applicationRule, collection, networkOf, networkRule, securityRule, toFirewall } from "./network.ts";

/** What packets can go to: each tag is a set of places, so that who holds whom can be counted. */
export const TAGS: Readonly<Record<string, readonly string[]>> = {
  AzureMachineLearning: ["ml"],
  "Storage.eastus": ["store east"],
  "Storage.westus": ["store west"],
  Storage: ["store east", "store west", "store rest"],
  AzureActiveDirectory: ["sign-in", "directory"],
  AzureCloud: ["ml", "store east", "store west", "directory"],
};
export const HOSTS = ["a.com", "x.a.com", "y.x.a.com", "q.a.com", "ba.com", "b.com", "x.b.com"] as const;
const PATTERNS = ["a.com", "*.a.com", "*a.com", "x.a.com", "*.x.a.com", "b.com", "*.b.com", "*"] as const;

/** Sixteen addresses: the subnet. */
export const SOURCES: Readonly<Record<string, readonly [number, number]>> = {
  "10.1.1.0/28": [0, 15],
  "10.1.1.0/29": [0, 7],
  "10.1.1.8/29": [8, 15],
  "10.1.1.4/30": [4, 7],
  "10.1.1.5": [5, 5],
  "10.9.0.0/16": [-1, -1],
  "*": [0, 15],
};
export const PORTS: Readonly<Record<string, readonly [number, number]>> = {
  "443": [443, 443],
  "80": [80, 80],
  "440-450": [440, 450],
  "445-500": [445, 500],
  "*": [0, 65535],
};

/** `?`: not known. */
export interface RandomRule {
  readonly kind: "network" | "application";
  readonly source: string;
  readonly to: string;
  readonly port: string;
  readonly protocol: "TCP" | "UDP" | "Any";
}

export interface World {
  readonly security: readonly (RandomRule & { readonly access: "Allow" | "Deny"; readonly priority: number })[] | undefined;
  readonly collections: readonly { readonly access: "Allow" | "Deny"; readonly priority: number; readonly rules: readonly RandomRule[] }[];
  readonly routes: readonly { readonly to: string; readonly hop: "Internet" | "None" | "firewall" }[];
  readonly target: string;
  readonly port: string;
  readonly protocol: "TCP" | "UDP";
}

const tagNames = Object.keys(TAGS);
const source = fc.constantFrom(...Object.keys(SOURCES));
const port = fc.constantFrom(...Object.keys(PORTS));
const protocol = fc.constantFrom("TCP" as const, "UDP" as const, "Any" as const);
const access = fc.constantFrom("Allow" as const, "Deny" as const);
const tagTo = fc.constantFrom(...tagNames, "*", "Internet");

function vague(value: fc.Arbitrary<string>, unknowns: boolean): fc.Arbitrary<string> {
  return unknowns ? fc.oneof({ arbitrary: value, weight: 9 }, { arbitrary: fc.constant("?"), weight: 1 }) : value;
}

/** `unknowns`: some sources and ports are not known. */
export function worlds(unknowns: boolean): fc.Arbitrary<World> {
  const rule = (kind: "network" | "application", to: fc.Arbitrary<string>) =>
    fc.record({ kind: fc.constant(kind), source: vague(source, unknowns), to, port: vague(port, unknowns), protocol });
  const tagged = rule("network", tagTo);
  const hosted = fc.record({
    kind: fc.constant("application" as const),
    source: vague(source, unknowns),
    to: fc.constantFrom(...PATTERNS),
    port: fc.constantFrom("443", "80"),
    protocol: fc.constant("TCP" as const),
  });
  const securityRules = fc
    .array(fc.tuple(tagged, access), { maxLength: 4 })
    .map((rules) => rules.map(([one, does], index) => ({ ...one, access: does, priority: 100 + index })));
  const collectionOf = fc.tuple(
    access,
    fc.oneof(fc.array(tagged, { minLength: 1, maxLength: 3 }), fc.array(hosted, { minLength: 1, maxLength: 3 })),
  );
  return fc.record({
    security: fc.option(securityRules, { nil: undefined, freq: 2 }),
    collections: fc
      .array(collectionOf, { maxLength: 4 })
      .map((list) => list.map(([does, rules], index) => ({ access: does, priority: 200 + index, rules }))),
    routes: fc
      .uniqueArray(
        fc.record({
          to: fc.constantFrom(...tagNames, "0.0.0.0/0"),
          hop: fc.constantFrom("Internet" as const, "None" as const, "firewall" as const),
        }),
        {
          selector: (route) => route.to,
          maxLength: 3,
        },
      )
      .map((routes) => (routes.some(({ to }) => to === "0.0.0.0/0") ? routes : [...routes, { to: "0.0.0.0/0", hop: "firewall" as const }])),
    target: fc.constantFrom(...tagNames, ...HOSTS, "*.a.com", "*.b.com"),
    port: fc.constantFrom("443", "80", "440-450"),
    protocol: fc.constantFrom("TCP" as const, "UDP" as const),
  });
}

/** Counted from the places, not written by hand. */
export const TABLE: TagTable = {
  known: true,
  regionsWhole: true,
  containment: (outer, inner) => {
    const a = placesOf(outer);
    const b = placesOf(inner);
    if (!a || !b?.some((place) => a.includes(place))) return undefined;
    return { of: b.length, lacking: b.filter((place) => !a.includes(place)).length, named: [] };
  },
};

function placesOf(tag: string): readonly string[] | undefined {
  return TAGS[tagNames.find((name) => name.toLowerCase() === tag) ?? ""];
}

export function graphOf(world: World): Graph {
  return networkOf({
    subnet: { addressPrefix: "10.1.1.0/28" },
    ...(world.security && { security: world.security.map((rule, index) => written(rule, index)) }),
    collections: world.collections.map((one, index) =>
      collection(`c${index}`, one.priority, one.access, ...one.rules.map((rule, at) => filter(rule, `r${index}.${at}`))),
    ),
    routes: world.routes.map((route) => ({
      name: route.to,
      properties: {
        ...(route.hop === "firewall" ? (toFirewall as { properties: object }).properties : { nextHopType: route.hop }),
        addressPrefix: route.to,
      },
    })),
  });
}

function written(rule: NonNullable<World["security"]>[number], index: number): Plain {
  return securityRule(`s${index}`, rule.priority, rule.access, rule.to, {
    sourceAddressPrefix: orUnknown(rule.source),
    destinationPortRange: orUnknown(rule.port),
    protocol: rule.protocol === "Any" ? "*" : rule.protocol,
  });
}

function filter(rule: RandomRule, name: string): Plain {
  if (rule.kind === "application")
    return applicationRule(name, [rule.to], {
      sourceAddresses: [orUnknown(rule.source)],
      protocols: [{ protocolType: rule.port === "80" ? "Http" : "Https", port: Number(rule.port) }],
    });
  return networkRule(name, [rule.to === "Internet" ? "*" : rule.to], {
    sourceAddresses: [orUnknown(rule.source)],
    destinationPorts: [orUnknown(rule.port)],
    ipProtocols: [rule.protocol],
  });
}

function orUnknown(text: string): Plain {
  return text === "?" ? notKnown() : text;
}

// Small random networks in which packets go to addresses: longest prefixes, a peered network, a policy with a base and groups.
import fc from "fast-check";
import type { Graph } from "../../src/model/graph.ts";
import type { Plain } from "../support/graph.ts";
import { ref, resource } from "../support/graph.ts";
import { collection, networkOf, networkRule, securityRule, toFirewall } from "./network.ts";

/** Places that packets go to, eight addresses each: the own network, the peered one, nobody's private ones and public ones. */
export const BLOCKS = ["10.1.9.0", "10.0.8.0", "10.200.0.0", "20.0.0.0"] as const;
const PREFIXES = [
  "10.0.0.0/8",
  "10.1.0.0/16",
  "10.0.0.0/16",
  "10.200.0.0/16",
  "20.0.0.0/8",
  ...BLOCKS.flatMap((block) => [`${block}/29`, `${block}/30`, `${block.slice(0, -1)}2/31`, `${block.slice(0, -1)}5`]),
] as const;

export interface AddressRule {
  readonly to: string;
  readonly access: "Allow" | "Deny";
  readonly port: "443" | "440-450" | "*";
}

export interface AddressCollection {
  readonly access: "Allow" | "Deny";
  readonly priority: number;
  readonly group: number;
  readonly inBase: boolean;
  readonly rules: readonly AddressRule[];
}

export interface AddressWorld {
  readonly security: readonly AddressRule[] | undefined;
  readonly routes: readonly { readonly to: string; readonly hop: "Internet" | "None" | "VnetLocal" | "firewall" }[];
  readonly collections: readonly AddressCollection[];
  readonly target: string;
  readonly port: "443" | "80";
}

const access = fc.constantFrom("Allow" as const, "Deny" as const);
const port = fc.constantFrom("443" as const, "440-450" as const, "*" as const);
const rule = (...more: readonly string[]) => fc.record({ to: fc.constantFrom(...PREFIXES, "*", ...more), access, port });

export const addressWorlds: fc.Arbitrary<AddressWorld> = fc.record({
  security: fc.option(fc.array(rule("VirtualNetwork", "Internet"), { maxLength: 4 }), { nil: undefined, freq: 2 }),
  routes: fc.uniqueArray(
    fc.record({
      to: fc.constantFrom(...PREFIXES, "0.0.0.0/0"),
      hop: fc.constantFrom("Internet" as const, "None" as const, "VnetLocal" as const, "firewall" as const, "firewall" as const),
    }),
    { selector: ({ to }) => to, maxLength: 5 },
  ),
  collections: fc.uniqueArray(
    fc.record({
      access,
      priority: fc.integer({ min: 200, max: 205 }),
      group: fc.constantFrom(300, 400),
      inBase: fc.boolean(),
      rules: fc.array(rule(), { minLength: 1, maxLength: 3 }),
    }),
    { selector: ({ priority, group, inBase }) => `${priority} ${group} ${inBase}`, maxLength: 5 },
  ),
  target: fc.constantFrom(...BLOCKS.flatMap((block) => [`${block}/29`, `${block}/30`, `${block.slice(0, -1)}5`])),
  port: fc.constantFrom("443" as const, "80" as const),
});

export function addressGraph(world: AddressWorld): Graph {
  const groups = [true, false].flatMap((inBase) =>
    [300, 400].map((priority) => {
      const own = world.collections.filter((one) => one.inBase === inBase && one.group === priority);
      const policy = inBase ? "base" : "policy";
      return resource(`${policy}-${priority}`, "Microsoft.Network/firewallPolicies/ruleCollectionGroups", [policy, `g${priority}`], {
        properties: { priority, ruleCollections: own.map(written) },
      });
    }),
  );
  return networkOf({
    ...(world.security && {
      security: world.security.map((one, index) =>
        securityRule(`s${index}`, 100 + index, one.access, one.to, { destinationPortRange: one.port }),
      ),
    }),
    routes: world.routes.map(({ to, hop }) => ({
      name: to,
      properties: {
        ...(hop === "firewall" ? (toFirewall as { properties: object }).properties : { nextHopType: hop }),
        addressPrefix: to,
      },
    })),
    policy: { basePolicy: { id: ref("base") } },
    more: [resource("base", "Microsoft.Network/firewallPolicies", "base", { properties: {} }), ...groups],
  });
}

function written({ access: does, priority, rules }: AddressCollection): Plain {
  return collection(
    `c${priority}`,
    priority,
    does,
    ...rules.map((one, index) => networkRule(`r${index}`, [one.to], { destinationPorts: [one.port] })),
  );
}

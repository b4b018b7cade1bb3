// Lets a flow through what stops it: one rule more in the collection that serves these sources, or a collection of its own.
import type { Resource } from "../../model/graph.ts";
import type { Change, Draft, Repair } from "../../model/repair.ts";
import type { Row } from "../../reach/coverage.ts";
import type { Source } from "../../reach/judge/outcome.ts";
import { contains, writeRange } from "../../reach/match/addresses.ts";
import { bearsOwnName } from "../../reach/own-names.ts";
import type { Collection, Firewall, Piece, SecurityGroup, Terms } from "../../reach/topology/types.ts";
import type { Stop } from "./flow-stops.ts";
import { called } from "./naming.ts";
import { placeIn } from "./setting.ts";

export function repairFor(row: Row, stop: Stop): Repair | undefined {
  const { blocker } = stop;
  if (stop.destinations.some(({ name }) => name.includes("\u{e000}"))) return undefined;
  // The names of another environment would be others; the private endpoint that makes the rule needless is another finding's fix.
  if (stop.destinations.some(({ kind }) => kind === "host") && bearsOwnName(row.flow)) return undefined;
  if (blocker.managed) return managedRepair(stop, blocker.managed.resource);
  if (blocker.firewall && blocker.by === "nothing allows") return firewallRepair(row, stop, blocker.firewall);
  if (blocker.group) return groupRepair(row, stop, blocker.group);
  if (blocker.by === "no way out" && blocker.rule) return straightRouteRepair(stop, blocker.rule);
  return undefined;
}

/** A route that leads a tag straight out serves machines with public addresses only: without it the flow goes where all else goes. */
function straightRouteRepair(stop: Stop, { resource, name }: Piece): Repair | undefined {
  const route = resource.inline && resource.parent ? placeIn(resource, []) : undefined;
  if (!route || !stop.destinations.every((one) => one.kind === "tag")) return undefined;
  return { title: `Take out route '${name}', which leads past every way out`, changes: [{ do: "remove", ...route }] };
}

function namesOf(stop: Stop): readonly string[] {
  return stop.destinations.map(({ name }) => name);
}

/** What a fix lets through, as its title says it. */
function flowOf(stop: Stop): string {
  return `'${namesOf(stop).join("', '")}' on ${stop.protocol} ${stop.ports.join(", ")}`;
}

function firewallRepair(row: Row, stop: Stop, firewall: Firewall): Repair | undefined {
  const kind = stop.destinations.every((one) => one.kind !== "host") ? "network" : "application";
  // Application rules name single ports, of TCP alone.
  if (kind === "application" && (stop.protocol !== "TCP" || !stop.ports.every((port) => /^\d+$/.test(port)))) return undefined;
  const classic = firewall.policy === undefined;
  const rule = kind === "network" ? networkRule(row, stop, classic) : applicationRule(row, stop, classic);
  const collection = collectionFor(firewall, kind, stop.sources);
  if (collection) {
    const changes: readonly Change[] = [{ do: "append", resource: collection.owner, path: collection.path, value: rule }];
    return { title: `Allow ${flowOf(stop)} in rule collection '${collection.name}'`, changes };
  }
  const added = newCollection(row, firewall, kind, rule);
  return added && { title: `Allow ${flowOf(stop)} in a new rule collection`, changes: [added] };
}

/** The last one of the kind that allows and already serves these sources. */
function collectionFor(firewall: Firewall, kind: Collection["kind"], sources: readonly Source[]): Collection | undefined {
  const fitting = firewall.collections.filter((one) => one.kind === kind && one.access === "allow" && !one.inherited);
  const serving = fitting.filter((one) => one.sources.some((terms) => sources.every((source) => serves(terms, source))));
  return serving.at(-1);
}

function serves(terms: Terms, source: Source): boolean {
  const own = source.subnet?.prefixes.items ?? [];
  return terms.items.some(
    (term) =>
      term.is === "any" ||
      (own.length > 0 &&
        own.every(
          (prefix) =>
            (term.is === "range" && prefix.is === "range" && contains(term.range, prefix.range)) ||
            (term.is === "same" && prefix.is === "same" && term.identity === prefix.identity),
        )),
  );
}

function newCollection(row: Row, firewall: Firewall, kind: "network" | "application", rule: Draft): Change | undefined {
  const priority = freePriority(row, firewall, kind);
  const name = `aml-${ruleName(row)}`;
  const { policy } = firewall;
  if (!policy) {
    const value = { name, properties: { priority, action: { type: "Allow" }, rules: [rule] } };
    return { do: "append", resource: firewall.resource.key, path: ["properties", `${kind}RuleCollections`], value };
  }
  const value = {
    ruleCollectionType: "FirewallPolicyFilterRuleCollection",
    name,
    priority,
    action: { type: "Allow" },
    rules: [rule],
  };
  const group = firewall.collections.find((one) => !one.inherited && one.path.length > 0)?.owner;
  if (group !== undefined) return { do: "append", resource: group, path: ["properties", "ruleCollections"], value };
  return newGroup(policy, value);
}

function newGroup(policy: Resource, collection: Draft): Change {
  return {
    do: "add",
    beside: policy.key,
    resources: [
      {
        key: "amlRules",
        type: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
        apiVersion: policy.apiVersion ?? "2024-05-01",
        name: "aml",
        parent: policy.key,
        body: { properties: { priority: 500, ruleCollections: [collection] } },
      },
    ],
  };
}

/** Before any collection that denies, not taken, and another for every requirement, since several repairs may be taken at once. */
function freePriority(row: Row, firewall: Firewall, kind: "network" | "application"): number {
  const taken = new Set(firewall.collections.map((one) => one.priority));
  const denying = firewall.collections.filter((one) => one.kind === kind && one.access !== "allow").map((one) => one.priority ?? 100);
  const first = Math.min(600, ...denying.map((priority) => priority - 1));
  for (let priority = first - row.order; priority >= 100; priority -= 1) if (!taken.has(priority)) return priority;
  for (let priority = first; priority >= 100; priority -= 1) if (!taken.has(priority)) return priority;
  return 601 + row.order;
}

function networkRule(row: Row, stop: Stop, classic: boolean): Draft {
  const shared = {
    name: ruleName(row),
    [classic ? "protocols" : "ipProtocols"]: [stop.protocol],
    sourceAddresses: addresses(stop.sources),
    destinationAddresses: namesOf(stop),
    destinationPorts: stop.ports,
  };
  return classic ? shared : { ruleType: "NetworkRule", ...shared };
}

function applicationRule(row: Row, stop: Stop, classic: boolean): Draft {
  const shared = {
    name: ruleName(row),
    sourceAddresses: addresses(stop.sources),
    protocols: stop.ports.map((port) => ({ protocolType: port === "80" ? "Http" : "Https", port: Number(port) })),
    targetFqdns: namesOf(stop),
  };
  return classic ? shared : { ruleType: "ApplicationRule", ...shared };
}

function ruleName(row: Row): string {
  return row.requirement.id.replace(/^outbound-/, "");
}

/** The prefixes of the subnets as they are known, else what the subnet itself says. */
function addresses(sources: readonly Source[]): readonly Draft[] {
  return sources.flatMap((source): readonly Draft[] => {
    if (source.range) return [writeRange(source.range)];
    const terms = source.subnet?.prefixes.items ?? [];
    const ranges = terms.flatMap((term) => (term.is === "range" ? [writeRange(term.range)] : []));
    if (ranges.length > 0 && ranges.length === terms.length) return ranges;
    return ["*"];
  });
}

function groupRepair(row: Row, stop: Stop, group: SecurityGroup): Repair | undefined {
  if (stop.destinations.some((one) => one.kind === "host")) return undefined;
  const priority = rulePriority(row, group, stop);
  if (priority === undefined) return undefined;
  const rules = stop.destinations.map((one, index) => ({
    name: index === 0 ? ruleName(row) : `${ruleName(row)}-${index + 1}`,
    properties: {
      priority: priority - index,
      direction: "Outbound",
      access: "Allow",
      protocol: stop.protocol === "TCP" ? "Tcp" : "Udp",
      sourceAddressPrefix: "VirtualNetwork",
      sourcePortRange: "*",
      destinationAddressPrefix: one.name,
      ...(stop.ports.length === 1 ? { destinationPortRange: stop.ports[0] ?? "*" } : { destinationPortRanges: stop.ports }),
    },
  }));
  const title = `Allow ${flowOf(stop)} in ${called(group.resource)}`;
  return { title, changes: rules.map((rule) => groupChange(group, rule)) };
}

function groupChange(
  group: SecurityGroup,
  rule: { readonly name: string; readonly properties: { readonly [name: string]: Draft } },
): Change {
  const apart = group.rules.find((one) => one.resource.inline === undefined);
  if (!apart) return { do: "append", resource: group.resource.key, path: ["properties", "securityRules"], value: rule };
  return {
    do: "add",
    beside: apart.resource.key,
    resources: [
      {
        key: rule.name.replaceAll("-", ""),
        type: "Microsoft.Network/networkSecurityGroups/securityRules",
        apiVersion: group.resource.apiVersion ?? "2024-05-01",
        name: rule.name,
        parent: group.resource.key,
        body: { properties: rule.properties },
      },
    ],
  };
}

/** Below every outbound rule that denies. */
function rulePriority(row: Row, group: SecurityGroup, stop: Stop): number | undefined {
  const outbound = group.rules.filter((rule) => rule.direction !== "inbound");
  const denying = outbound.filter((rule) => rule.access !== "allow").map((rule) => rule.priority ?? 100);
  const taken = new Set(outbound.map((rule) => rule.priority));
  const room = stop.destinations.length;
  const first = Math.min(4096, ...denying) - 1;
  const free = (priority: number) =>
    Array.from({ length: room }, (_, index) => priority - index).every((one) => one >= 100 && !taken.has(one));
  for (let priority = first - row.order * 2; priority >= 100; priority -= 1) if (free(priority)) return priority;
  for (let priority = first; priority >= 100; priority -= 1) if (free(priority)) return priority;
  return undefined;
}

function managedRepair(stop: Stop, workspace: Resource): Repair | undefined {
  const rules = stop.destinations.map((one) => ({
    name: `allow-${one.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")}`,
    one,
  }));
  if (stop.destinations.some((one) => one.kind === "host") && stop.ports.some((port) => port !== "80" && port !== "443")) return undefined;
  const changes = rules.map(
    ({ name, one }): Change => ({
      do: "set",
      resource: workspace.key,
      path: ["properties", "managedNetwork", "outboundRules", name],
      value:
        one.kind === "host"
          ? { type: "FQDN", destination: one.name, category: "UserDefined" }
          : {
              type: "ServiceTag",
              category: "UserDefined",
              destination: { serviceTag: one.name, protocol: stop.protocol, portRanges: stop.ports.join(", ") },
            },
    }),
  );
  return { title: `Allow ${flowOf(stop)} in the managed network`, changes };
}

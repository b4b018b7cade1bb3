// Follows packets: security group, route, firewall or the way out, destination. Every step is on record.
import type { Reason } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import type { Ports } from "../match/ports.ts";
import type { Card, Firewall, PrivateEndpoint, Subnet, Topology } from "../topology/types.ts";
import { adminStages } from "./admin-rules.ts";
import { beyondFirewall } from "./beyond-firewall.ts";
import { detours } from "./endpoint-way.ts";
import type { FirewallDecision, ReadyFirewall } from "./firewall.ts";
import { readyFirewall } from "./firewall.ts";
import { judgeManaged } from "./managed-network.ts";
import type { Stage } from "./merge.ts";
import { mergeStages } from "./merge.ts";
import type { Origination } from "./origination.ts";
import type { Source, Walk } from "./outcome.ts";
import type { Knowledge, Target } from "./packet.ts";
import { platformStages, platformTag } from "./platform.ts";
import { insideOf } from "./private-endpoint.ts";
import type { Way } from "./route.ts";
import { waysOf } from "./route.ts";
import type { Packet } from "./security-group.ts";
import { judgeOutbound } from "./security-group.ts";
import {
  egressStage,
  firewallStage,
  groupStage,
  insideStage,
  managedStage,
  nowhereStage,
  routeStage,
  serviceStage,
  unclearStage,
} from "./stages.ts";
import { targetPieces } from "./target-pieces.ts";

/** A topology made ready: firewalls are indexed once and asked many times. */
export interface Walker {
  walk(source: Source, target: Target, protocol: "tcp" | "udp", ports: Ports): Walk;
  /** To the private endpoints of a sub-resource, by the prefixes that a route leads to by way of an appliance; none where packets go straight. */
  walksToEndpoints(
    source: Source,
    group: string,
    protocol: "tcp" | "udp",
    ports: Ports,
  ): readonly { readonly prefix: Range; readonly walk: Walk }[];
  /** Where packets to a target go when they leave a subnet. */
  ways(source: Source, target: Target): readonly Way[];
}

export function walker(topology: Topology, know: Knowledge): Walker {
  const ready = new Map<Firewall, ReadyFirewall>();
  const origins = new Map<Source, readonly Origination[]>();
  const firewallOf = (firewall: Firewall): ReadyFirewall => {
    const known = ready.get(firewall) ?? readyFirewall(firewall, know);
    ready.set(firewall, known);
    return known;
  };
  const originsOf = (source: Source): readonly Origination[] => {
    const known = origins.get(source) ?? originations(source);
    origins.set(source, known);
    return known;
  };
  const ways: Walker["ways"] = (source, target) => {
    const { subnet } = source;
    return subnet ? ofVersion(originsOf(source), target).flatMap((from) => waysOf(subnet, target, from, know)) : [];
  };
  const straight = (source: Source, targets: readonly Target[], protocol: "tcp" | "udp", ports: Ports): Walk => {
    const packets = targets.flatMap((target) =>
      ofVersion(originsOf(source), target).map((from): Packet => ({ from, protocol, ports, target })),
    );
    return worst(
      packets.map((packet) => {
        const stages = stagesOf(source, packet, know, firewallOf);
        return mergeStages(topology.adminRules.length ? [...adminStages(topology.adminRules, packet, know), ...stages] : stages);
      }),
    );
  };
  const roundabout = (source: Source, endpoint: PrivateEndpoint, protocol: "tcp" | "udp", ports: Ports) =>
    detours(topology, endpoint, (target) => ways(source, target)).map(({ prefix, targets }) => ({
      prefix,
      walk: agreed(targets.map((target) => straight(source, [target], protocol, ports))),
    }));
  return {
    ways,
    walksToEndpoints: (source, group, protocol, ports) =>
      topology.endpoints.flatMap((one) => (one.groups.includes(group) ? roundabout(source, one, protocol, ports) : [])),
    walk: (source, target, protocol, ports) => {
      if (source.managed) return mergeStages(managedStage(source.managed, judgeManaged(source.managed, { target, protocol, ports }, know)));
      const inside = target.is === "host" && source.subnet ? insideOf(topology, source.subnet, target.host) : undefined;
      if (!inside) return straight(source, targetPieces(topology, target), protocol, ports);
      const stage = insideStage(inside);
      const round = inside.is === "inside" ? roundabout(source, inside.endpoint, protocol, ports) : [];
      if (round.length === 0) return mergeStages([stage]);
      const walk = worst(round.map((one) => one.walk));
      return { ...walk, steps: [...stage.steps, ...walk.steps] };
    },
  };
}

/** A subnet's prefixes one by one. */
function originations(source: Source): readonly Origination[] {
  const { subnet, condition, card } = source;
  const at = { subnet, condition, ...(card && { card }) };
  if (source.range) return [{ range: source.range, ...at }];
  if (source.identity !== undefined) return [{ range: undefined, identity: source.identity, ...at }];
  const terms = subnet?.prefixes.items ?? [];
  const ranges = terms.flatMap((term) => (term.is === "range" ? [term.range] : []));
  const known = ranges.map((range): Origination => ({ range, ...at }));
  const unknown = ranges.length < terms.length || subnet?.prefixes.open || terms.length === 0;
  return unknown ? [...known, { range: undefined, ...at }] : known;
}

/** A subnet may have both versions. Azure's services are reached over 4, addresses over their own. */
function ofVersion(origins: readonly Origination[], target: Target): readonly Origination[] {
  const version = target.is === "range" ? target.range.version : 4;
  const own = origins.filter(({ range }) => !range || range.version === version);
  return own.length > 0 ? own : origins;
}

function worst(walks: readonly Walk[]): Walk {
  return (
    walks.find((walk) => walk.is === "blocked") ??
    walks.find((walk) => walk.is === "unclear") ??
    walks[0] ?? { is: "unclear", because: { kind: "unsupported", text: "The source has no addresses." }, steps: [] }
  );
}

/** An endpoint has one of the addresses, nobody knows which: what holds for all of them. */
function agreed(walks: readonly Walk[]): Walk {
  const found = worst(walks);
  if (found.is !== "blocked" || walks.every(({ is }) => is === "blocked")) return found;
  return walks.find(({ is }) => is === "unclear") ?? { is: "unclear", because: WHICH_ADDRESS, steps: found.steps };
}

function stagesOf(source: Source, packet: Packet, know: Knowledge, firewallOf: (firewall: Firewall) => ReadyFirewall) {
  const { subnet } = source;
  if (source.through && !(packet.target.is === "tag" && packet.target.name === "virtualnetwork"))
    return [firewallStage(source.through, firewallOf(source.through).judge(packet)), ...beyondFirewall(source.through, packet, know)];
  if (!subnet) return [unclearStage("route", NO_SUBNET)];
  const group = subnet.securityGroup;
  const platform = packet.target.is === "range" ? platformTag(packet.target.range) : undefined;
  if (platform !== undefined) {
    const groups = [group, ...(source.card ? [source.card.group] : [])].flatMap((link) => (link.is === "there" ? [link.to] : []));
    return platformStages(platform, groups, subnet, packet, know);
  }
  const first =
    group.is === "there" ? groupStage(group.to, subnet, judgeOutbound(group.to, packet, know)) : groupStage(undefined, subnet, group);
  const trip: Trip = { source, subnet, packet, know, firewallOf };
  const own = source.card ? cardStages(source.card, subnet, packet, know) : [];
  const inside = packet.target.is === "tag" && packet.target.name === "virtualnetwork";
  const ways: readonly Way[] = inside ? [{ to: "network", network: subnet.network }] : waysOf(subnet, packet.target, packet.from, know);
  return [...own, first, ...ways.flatMap((way) => wayStages(way, trip, ways.length === 1))];
}

/** What leaves asks the group of the interface first. */
function cardStages({ name, at, group }: Card, subnet: Subnet, packet: Packet, know: Knowledge): readonly Stage[] {
  if (group.is === "absent") return [];
  const holder = `network interface '${name}'`;
  if (group.is === "there") return [groupStage(group.to, subnet, judgeOutbound(group.to, packet, know), holder)];
  return [
    unclearStage("security group", { ...group.because, text: `The security group of ${holder} cannot be seen. ${group.because.text}` }, at),
  ];
}

/** What stays the same along all ways of one packet. */
interface Trip {
  readonly source: Source;
  readonly subnet: Subnet;
  readonly packet: Packet;
  readonly know: Knowledge;
  readonly firewallOf: (firewall: Firewall) => ReadyFirewall;
}

function wayStages(way: Way, trip: Trip, only: boolean): readonly Stage[] {
  const stages = straightStages(way, trip, only);
  const { maybe } = way;
  return maybe ? stages.map((stage) => doubted(stage, maybe)) : stages;
}

function doubted(stage: Stage, because: Reason): Stage {
  const { blocker, ...rest } = stage;
  return blocker ? { ...rest, because } : stage;
}

function straightStages(way: Way, { source, subnet, packet, know, firewallOf }: Trip, only: boolean): readonly Stage[] {
  const route = routeStage(way, subnet);
  switch (way.to) {
    case "internet":
      return [route, egressStage(source, subnet, way.route)];
    case "firewall":
      if (isApart(subnet, way.firewall)) return [route, unclearStage("route", notPeered(subnet, way.firewall), way.route?.at)];
      return [
        route,
        firewallStage(
          way.firewall,
          firewallOf(way.firewall)
            .judge(packet)
            .map((one) => (only ? one : partOf(one))),
        ),
        ...beyondFirewall(way.firewall, packet, know),
      ];
    case "network":
      return [route];
    case "service":
      return [serviceStage(way.service, subnet)];
    case "nowhere":
      return [nowhereStage(way, subnet)];
    case "unclear":
      return [unclearStage("route", way.because, way.route?.at)];
  }
}

/** A next hop in a network that is not connected is not reached; virtual WAN and network managers connect by other means. */
function isApart({ network }: Subnet, firewall: Firewall): boolean {
  const other = firewall.network;
  if (!network || !other || network === other || network.hub || network.peersOpen) return false;
  return !network.peers.includes(other);
}

function notPeered(subnet: Subnet, firewall: Firewall): Reason {
  const networks = `network '${subnet.network?.name}' of subnet '${subnet.name}' with network '${firewall.network?.name}' of firewall '${firewall.name}'`;
  return {
    kind: "elsewhere",
    text: `No peering is seen that connects ${networks}, and without one nothing that is routed there arrives.`,
    settle: "peer the two networks, or name the deployment that does as an environment in 'aml-network-audit.json'",
  };
}

/** Where only a part goes to the firewall, a part that it stops may be another one. */
function partOf(decision: FirewallDecision): FirewallDecision {
  return decision.is === "blocked" && !decision.whole ? { is: "unclear", because: REST, by: decision.by } : decision;
}

const REST: Reason = {
  kind: "azure",
  text: "A part of it goes another way, another part is let through, and whether both are all of it together is not on record.",
  settle: "allow the whole of it in one rule",
};
const WHICH_ADDRESS: Reason = {
  kind: "azure",
  text: "The firewall lets some addresses of the private endpoint's subnet be reached and others not, and Azure decides which of them the endpoint has.",
  settle: "allow the prefix of that subnet",
};
const NO_SUBNET: Reason = {
  kind: "elsewhere",
  text: "The subnet that the flow starts from is not declared here, so neither its security group nor its routes are seen.",
  settle: "name the deployment that holds the network as an environment in 'aml-network-audit.json'",
};

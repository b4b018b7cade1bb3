// Network security groups: the first rule by priority that fits decides, and three default rules stand behind all others.
// learn.microsoft.com/azure/virtual-network/network-security-groups-overview
import type { Reason } from "../../model/value.ts";
import { isPrivate } from "../match/addresses.ts";
import type { Cover } from "../match/cover.ts";
import { allOf, isReason } from "../match/cover.ts";
import type { Ports } from "../match/ports.ts";
import { EVERY_PORT, portPieces } from "../match/ports.ts";
import type { SecurityGroup, SecurityRule } from "../topology/types.ts";
import type { Origination } from "./origination.ts";
import { rangesOf, sourceCover, sourcePieces } from "./origination.ts";
import type { Knowledge, Target } from "./packet.ts";
import { inNetwork, portsCover, presence, protocolCover, targetCover } from "./packet.ts";
import type { Decision, Tally } from "./tally.ts";
import { meet, rest, startTally } from "./tally.ts";

/** Which default rule decided. */
type GroupDefault = "AllowVnetOutBound" | "AllowInternetOutBound" | "DenyAllOutBound";

export type GroupDecision = Decision<SecurityRule> & { readonly default?: GroupDefault };

export interface Packet {
  readonly from: Origination;
  readonly protocol: "tcp" | "udp";
  readonly ports: Ports;
  readonly target: Target;
}

/** Judges packets that leave the subnet or interface that the group stands at. */
export function judgeOutbound(group: SecurityGroup, packet: Packet, know: Knowledge): readonly GroupDecision[] {
  const rules = group.outbound;
  const ports = portPieces(
    packet.ports,
    rules.flatMap((rule) => rule.ports.items),
  );
  const sources = sourcePieces(packet.from, rangesOf(rules.map((rule) => rule.sources)));
  return sources.flatMap((from) => ports.map((piece) => judgePiece(group, rules, { ...packet, from, ports: piece }, know)));
}

function judgePiece(group: SecurityGroup, rules: readonly SecurityRule[], packet: Packet, know: Knowledge): GroupDecision {
  const tally = startTally<SecurityRule>();
  for (const rule of rules) {
    const there = presence(rule, packet.from.condition);
    if (there === "absent") continue;
    const decision = meet(tally, rule, ruleCover(rule, packet, know), there);
    if (decision) return hidden(decision, group.open);
  }
  return byDefault(group, tally, packet);
}

function ruleCover(rule: SecurityRule, packet: Packet, know: Knowledge): Cover {
  const protocol = protocolCover(rule.protocols, packet.protocol);
  const ports = protocol === "none" ? "none" : portsCover(rule.ports, packet.ports);
  if (ports === "none") return "none";
  const direction = typeof rule.direction === "string" ? "all" : rule.direction;
  return allOf([
    protocol,
    ports,
    direction,
    fromPorts(rule),
    sourceCover(rule.sources, packet.from),
    targetCover(rule.destinations, packet.target, packet.from, know),
  ]);
}

/** Clients choose their ports as they like: a rule for some of them takes in a part. */
export function fromPorts(rule: SecurityRule): Cover {
  if (rule.sourcePorts.items.length === 0 && !rule.sourcePorts.open) return "all";
  return portsCover(rule.sourcePorts, EVERY_PORT);
}

function byDefault(group: SecurityGroup, tally: Tally<SecurityRule>, packet: Packet): GroupDecision {
  const { target, from } = packet;
  const inside: Cover =
    target.is === "range" ? inNetwork(target.range, from) : target.is === "tag" && target.name === "virtualnetwork" ? "all" : "none";
  if (inside === "none" && target.is === "range" && isPrivate(target.range)) return denied(tally, group.open);
  // Whether inside or outside, one of the two default rules lets it through; only private addresses of nobody are denied.
  const pending = rest(tally, "allow", heldOpen(group.open));
  if (pending) return pending;
  if (isReason(inside)) return { is: "unclear", because: inside, by: undefined };
  return { is: "allowed", by: defaultRule(group), default: inside === "none" ? "AllowInternetOutBound" : "AllowVnetOutBound" };
}

function denied(tally: Tally<SecurityRule>, open: Reason | undefined): GroupDecision {
  const left = rest(tally, "deny", open);
  return left?.is === "blocked"
    ? { ...left, default: "DenyAllOutBound" }
    : (left ?? { is: "blocked", by: undefined, partly: [], whole: true, default: "DenyAllOutBound" });
}

/** A rule that is not seen may come before the one that decides. What is declared elsewhere is taken not to contradict. */
function hidden(decision: GroupDecision, open: Reason | undefined): GroupDecision {
  const because = heldOpen(open);
  return because && decision.is !== "unclear" ? { is: "unclear", because, by: decision.by } : decision;
}

/** Only a list that is itself unknown in part makes what is seen of it unsure. */
export function heldOpen(open: Reason | undefined): Reason | undefined {
  if (!open) return undefined;
  return open.kind === "elsewhere" || open.kind === "module" || open.kind === "unread" ? undefined : open;
}

/** Stands for a rule that Azure adds to every group. */
export function defaultRule(group: SecurityGroup): SecurityRule {
  const nothing = { items: [] };
  return {
    name: "default rule",
    at: group.at,
    resource: group.resource,
    condition: group.condition,
    direction: "outbound",
    access: "allow",
    priority: 65001,
    protocols: undefined,
    sources: nothing,
    destinations: nothing,
    sourcePorts: nothing,
    ports: nothing,
  };
}

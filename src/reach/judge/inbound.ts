// Packets that come in to a subnet or interface: the rules of its security group, then three default rules.
// learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
import { allOf, isReason } from "../match/cover.ts";
import { portPieces } from "../match/ports.ts";
import type { SecurityGroup, SecurityRule } from "../topology/types.ts";
import { rangesOf, sourceCover, sourcePieces } from "./origination.ts";
import type { Knowledge } from "./packet.ts";
import { inNetwork, portsCover, presence, protocolCover, targetCover } from "./packet.ts";
import type { Packet } from "./security-group.ts";
import { defaultRule, fromPorts, heldOpen } from "./security-group.ts";
import type { Decision, Tally } from "./tally.ts";
import { meet, rest, startTally } from "./tally.ts";

/** `packet.target` is who calls, `packet.from` the subnet or interface that is called. */
export function judgeInbound(group: SecurityGroup, packet: Packet, know: Knowledge): readonly Decision<SecurityRule>[] {
  const rules = group.inbound;
  const ports = portPieces(
    packet.ports,
    rules.flatMap((rule) => rule.ports.items),
  );
  const pieces = sourcePieces(packet.from, rangesOf(rules.map((rule) => rule.destinations)));
  return pieces.flatMap((from) => ports.map((piece) => judgePiece(group, { ...packet, from, ports: piece }, know)));
}

function judgePiece(group: SecurityGroup, packet: Packet, know: Knowledge): Decision<SecurityRule> {
  const tally = startTally<SecurityRule>();
  const open = heldOpen(group.open);
  for (const rule of group.inbound) {
    const there = presence(rule, packet.from.condition);
    if (there === "absent") continue;
    const cover = allOf([
      typeof rule.direction === "string" ? "all" : rule.direction,
      protocolCover(rule.protocols, packet.protocol),
      portsCover(rule.ports, packet.ports),
      fromPorts(rule),
      targetCover(rule.sources, packet.target, packet.from, know),
      sourceCover(rule.destinations, packet.from),
    ]);
    const decision = meet(tally, rule, cover, there);
    if (decision) return open && decision.is !== "unclear" ? { is: "unclear", because: open, by: decision.by } : decision;
  }
  return byDefault(group, tally, packet);
}

function byDefault(group: SecurityGroup, tally: Tally<SecurityRule>, { target, from }: Packet): Decision<SecurityRule> {
  const tag = target.is === "tag" ? target.name : undefined;
  const inside = target.is === "range" ? inNetwork(target.range, from) : tag === "virtualnetwork" ? "all" : "none";
  if (isReason(inside)) return { is: "unclear", because: inside, by: undefined };
  const name = inside === "all" ? "AllowVnetInBound" : tag === "azureloadbalancer" ? "AllowAzureLoadBalancerInBound" : undefined;
  const left = rest(tally, name ? "allow" : "deny", name ? heldOpen(group.open) : group.open);
  if (left) return left;
  if (!name) return { is: "blocked", by: undefined, partly: [], whole: true };
  return { is: "allowed", by: { ...defaultRule(group), name, direction: "inbound" } };
}

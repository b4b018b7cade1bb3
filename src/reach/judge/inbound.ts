// Packets that come in to a subnet: its security group, whose last default rule denies.
import { allOf } from "../match/cover.ts";
import { portPieces } from "../match/ports.ts";
import type { SecurityGroup, SecurityRule } from "../topology/types.ts";
import { rangesOf, sourceCover, sourcePieces } from "./origination.ts";
import type { Knowledge } from "./packet.ts";
import { portsCover, presence, protocolCover, targetCover } from "./packet.ts";
import type { Packet } from "./security-group.ts";
import { heldOpen } from "./security-group.ts";
import type { Decision } from "./tally.ts";
import { meet, rest, startTally } from "./tally.ts";

/** `packet.target` is who calls, `packet.from` the subnet that is called. */
export function judgeInbound(group: SecurityGroup, packet: Packet, know: Knowledge): readonly Decision<SecurityRule>[] {
  const rules = group.rules.filter((rule) => rule.direction !== "outbound");
  const ports = portPieces(
    packet.ports,
    rules.flatMap((rule) => rule.ports.items),
  );
  const pieces = sourcePieces(packet.from, rangesOf(rules.map((rule) => rule.destinations)));
  return pieces.flatMap((from) => ports.map((piece) => judgePiece(group, rules, { ...packet, from, ports: piece }, know)));
}

function judgePiece(group: SecurityGroup, rules: readonly SecurityRule[], packet: Packet, know: Knowledge): Decision<SecurityRule> {
  const tally = startTally<SecurityRule>();
  for (const rule of rules) {
    const there = presence(rule, packet.from.condition);
    if (there === "absent") continue;
    const cover = allOf([
      typeof rule.direction === "string" ? "all" : rule.direction,
      protocolCover(rule.protocols, packet.protocol),
      portsCover(rule.ports, packet.ports),
      targetCover(rule.sources, packet.target, packet.from, know),
      sourceCover(rule.destinations, packet.from),
    ]);
    const decision = meet(tally, rule, cover, there);
    const open = heldOpen(group.open);
    if (decision) return open && decision.is !== "unclear" ? { is: "unclear", because: open, by: decision.by } : decision;
  }
  return rest(tally, "deny", group.open) ?? { is: "blocked", by: undefined, partly: [], whole: true };
}

// What security admin rules do to a flow: one that denies comes before every security group. Which networks they are applied to is decided by
// groups of networks, which are not read, so a rule that may deny leaves it open.
import { allOf } from "../match/cover.ts";
import type { AdminRule } from "../topology/types.ts";
import type { Stage } from "./merge.ts";
import { sourceCover } from "./origination.ts";
import type { Knowledge } from "./packet.ts";
import { portsCover, presence, protocolCover, targetCover } from "./packet.ts";
import type { Packet } from "./security-group.ts";
import { unclearStage } from "./stages.ts";

/** Nothing where none may stop it. */
export function adminStages(rules: readonly AdminRule[], packet: Packet, know: Knowledge): readonly Stage[] {
  const stopping = rules.find((rule) => {
    if (!rule.outbound || rule.access === "allow" || rule.access === "alwaysallow" || presence(rule, packet.from.condition) === "absent")
      return false;
    const ports = rule.ports.items.length === 0 && !rule.ports.open ? "all" : portsCover(rule.ports, packet.ports);
    const from = rule.sources.items.length === 0 ? "all" : sourceCover(rule.sources, packet.from);
    const to = rule.destinations.items.length === 0 ? "all" : targetCover(rule.destinations, packet.target, packet.from, know);
    return allOf([protocolCover(rule.protocols, packet.protocol), ports, from, to]) !== "none";
  });
  if (!stopping) return [];
  const text = `Security admin rule '${stopping.name}' may deny it before any security group is asked, and to which networks it is applied is not read.`;
  return [unclearStage("security group", { kind: "unsupported", text, settle: "probe the live network" }, stopping.at)];
}

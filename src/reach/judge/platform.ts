// Addresses at which the host of a machine answers: DNS and metadata. Security groups hold them only by tags of their own, and routes lead
// them nowhere else. learn.microsoft.com/azure/virtual-network/network-security-groups-overview#azure-platform-considerations
import type { Range } from "../match/addresses.ts";
import { contains, parseRange } from "../match/addresses.ts";
import type { SecurityGroup, Subnet } from "../topology/types.ts";
import type { Stage } from "./merge.ts";
import type { Knowledge } from "./packet.ts";
import type { Packet } from "./security-group.ts";
import { judgeOutbound } from "./security-group.ts";
import { groupStage } from "./stages.ts";

/** The tag that a security group can deny an address by, in lower case; undefined for any other address. */
export function platformTag(range: Range): string | undefined {
  return PLATFORM.find(([own]) => contains(own, range))?.[1];
}

/** From a subnet, or from a machine whose interface has a group of its own. */
export function platformStages(
  tag: string,
  groups: readonly SecurityGroup[],
  subnet: Subnet,
  packet: Packet,
  know: Knowledge,
): readonly Stage[] {
  const asked: Packet = { ...packet, target: { is: "tag", name: tag } };
  const stops = groups.flatMap((group) => {
    const naming = group.outbound.filter(({ destinations }) => destinations.items.some((term) => term.is === "tag" && term.name === tag));
    const found = judgeOutbound({ ...group, outbound: naming }, asked, know);
    return found.every(({ is }) => is === "allowed") ? [] : [groupStage(group, subnet, found)];
  });
  const text =
    "Azure answers at this address itself: no route leads it elsewhere, and a security group denies it only by a tag of its own.";
  const passes: Stage = {
    steps: [{ stage: "route", is: "passes", text, at: subnet.at }],
    witness: { name: "Azure platform", at: subnet.at },
    weight: 1,
  };
  return [...stops, passes];
}

const PLATFORM: readonly (readonly [Range, string])[] = (
  [
    ["168.63.129.16", "azureplatformdns"],
    ["169.254.169.254", "azureplatformimds"],
  ] as const
).flatMap(([address, tag]) => {
  const range = parseRange(address);
  return range ? [[range, tag] as const] : [];
});

// A firewall sends on what it allows by the routes of its own subnet: forced tunnelling takes it on premises or to another appliance.
// learn.microsoft.com/azure/firewall/forced-tunneling
import type { Reason } from "../../model/value.ts";
import type { Firewall, Subnet } from "../topology/types.ts";
import type { Stage } from "./merge.ts";
import type { Knowledge } from "./packet.ts";
import type { Way } from "./route.ts";
import { waysOf } from "./route.ts";
import type { Packet } from "./security-group.ts";
import { nowhereStage, unclearStage } from "./stages.ts";

/** Nothing where Azure's own routes, or routes to the Internet, take it out. */
export function beyondFirewall(firewall: Firewall, packet: Packet, know: Knowledge): readonly Stage[] {
  const subnet = firewall.network?.subnets.find(({ resource }) => resource === firewall.subnet);
  if (!subnet || subnet.routeTable.is === "absent") return [];
  const from = { range: undefined, subnet, condition: packet.from.condition };
  return waysOf(subnet, packet.target, from, know).flatMap((way) => stagesOf(way, firewall, subnet));
}

function stagesOf(way: Way, firewall: Firewall, subnet: Subnet): readonly Stage[] {
  switch (way.to) {
    case "internet":
    case "network":
    case "service":
      return [];
    case "nowhere":
      if (!way.route) return [];
      return [way.maybe ? unclearStage("route", because(firewall, way.maybe), way.route.at) : nowhereStage(way, subnet)];
    case "firewall":
      return [unclearStage("route", onwards(firewall, `firewall '${way.firewall.name}'`), way.route?.at)];
    case "unclear":
      return way.route || subnet.routeTable.is === "unclear" ? [unclearStage("route", because(firewall, way.because), way.route?.at)] : [];
  }
}

function onwards({ name }: Firewall, to: string): Reason {
  return {
    kind: "unsupported",
    text: `The subnet of firewall '${name}' sends on to ${to} what that firewall allows, under another address.`,
    settle: "probe the live network",
  };
}

function because({ name }: Firewall, found: Reason): Reason {
  return { ...found, text: `What firewall '${name}' allows goes on by the routes of its own subnet. ${found.text}` };
}

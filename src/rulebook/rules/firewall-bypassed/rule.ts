import type { Repair } from "../../../model/repair.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import type { Firewall } from "../../../reach/topology/types.ts";
import { called, opening } from "../../questions/naming.ts";
import { routeThrough } from "../../questions/way-repair.ts";
import type { SubnetSource } from "../../questions/ways-out.ts";
import { lastWay, settled, waysOut } from "../../questions/ways-out.ts";

export const rule: Rule = {
  id: "firewall-bypassed",
  title: "Traffic of the computes goes through the firewall that stands there",
  severity: "warning",
  why: `A firewall sees only what a route sends to it. A subnet of computes without such a route sends its traffic past the firewall, and its rules neither
protect nor allow anything.`,
  how: `Give the subnet a route table with a route for \`0.0.0.0/0\` to the private address of the firewall (next hop type \`VirtualAppliance\`).`,
  documents: ["use-a-firewall", "secure-training"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const { sources, firewalls, asked, tables } = waysOut(context);
    const standing = firewalls.filter(({ resource }) => resource.kind === "microsoft.network/azurefirewalls");
    const [firewall] = standing;
    if (!firewall) return;
    for (const source of sources) {
      const way = lastWay(asked, source);
      const subject = source.resource;
      if (way.to === "firewall") yield { is: "met", subject, ...(way.route && { witness: { at: way.route.at, name: way.route.name } }) };
      if (way.to === "unclear") {
        const message = `It cannot be told whether ${source.name} sends its traffic through ${called(firewall.resource)}. ${way.because.text}${settled(way.because)}`;
        yield { is: "unclear", subject, at: source.at, because: way.because, message };
      }
      if (way.to === "internet") yield bypass(source, way.route?.at, firewall, routeThrough(source.subnet, firewall, way, tables));
    }
  },
};

function bypass(
  { name, resource: subject, at }: SubnetSource,
  route: Firewall["at"] | undefined,
  firewall: Firewall,
  repair: Repair | undefined,
): Verdict {
  const opened = name.charAt(0).toUpperCase() + name.slice(1);
  const message = `${opened} sends its traffic past ${called(firewall.resource)}: no route leads there, so its rules neither protect nor allow anything. Route '0.0.0.0/0' of the subnet to the private address of the firewall.`;
  const related = [{ at: firewall.at, message: `${opening(firewall.resource)} stands here.` }];
  return { is: "unmet", subject, at: route && route.from !== "default" ? route : at, message, related, ...(repair && { repair }) };
}

import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { routeThrough, throughGateway } from "../../questions/way-repair.ts";
import { lastWay, settled, waysOut } from "../../questions/ways-out.ts";

export const rule: Rule = {
  id: "no-egress",
  title: "Computes without public addresses have a way out",
  severity: "error",
  why: `Computes without public addresses reach the services that they need only through a firewall or a NAT gateway. A private subnet lets nothing out by
itself, and Azure's default outbound access, where a subnet still has it, is being retired and changes its address without notice.`,
  how: `Attach a NAT gateway to the subnet, or route \`0.0.0.0/0\` to a firewall.`,
  documents: ["use-a-firewall", "secure-training"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const requirement = context.requirements.find(({ kind, value }) => kind === "route" && value === "0.0.0.0/0");
    const { sources, firewalls, asked, tables } = waysOut(context);
    for (const source of sources) {
      if (source.publicIp !== false || source.card) continue;
      const { subnet } = source;
      const about = { subject: source.resource, ...(requirement && { requirement, value: requirement.value }) };
      const way = lastWay(asked, source);
      if (way.to === "firewall")
        yield { ...about, is: "met", witness: { at: way.route?.at ?? way.firewall.at, name: way.route?.name ?? way.firewall.name } };
      const nat = subnet.natGateway;
      const because = way.to === "unclear" ? way.because : nat.is === "unclear" ? nat.because : undefined;
      if (because && way.to !== "nowhere") {
        const message = `It cannot be told whether ${source.name} has a way out. ${because.text}${settled(because)}`;
        yield { ...about, is: "unclear", at: source.at, because, message };
      } else if (way.to === "internet" && nat.is === "there")
        yield { ...about, is: "met", witness: { at: nat.to.at, name: "NAT gateway" } };
      else if (way.to === "internet" || way.to === "nowhere") {
        const firewall = firewalls.find(({ network }) => network !== undefined);
        const repair = firewall ? routeThrough(subnet, firewall, way, tables) : throughGateway(subnet, way);
        yield {
          ...(repair && { repair }),
          ...about,
          is: "unmet",
          at: way.route?.at ?? source.at,
          ...wordsFor(source.name, subnet.defaultOutbound === true && way.to === "internet"),
        };
      }
    }
  },
};

function wordsFor(name: string, byDefault: boolean): { readonly message: string; readonly severity?: "warning" } {
  if (!byDefault)
    return {
      message: `Computes without public addresses stand in ${name}, and nothing leads out of it: neither a NAT gateway nor a route to a firewall. They cannot be made. Attach a NAT gateway or route the subnet to a firewall.`,
    };
  return {
    message: `Computes without public addresses leave ${name} by Azure's default outbound access, which is being retired and changes its address without notice. Attach a NAT gateway or route the subnet to a firewall.`,
    severity: "warning",
  };
}

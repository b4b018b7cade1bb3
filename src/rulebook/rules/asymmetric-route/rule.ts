import { look } from "../../../model/look.ts";
import type { Requirement } from "../../../model/requirement.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { placeIn } from "../../questions/setting.ts";
import type { SubnetSource, WaysOut } from "../../questions/ways-out.ts";
import { lastWay, settled, waysOut } from "../../questions/ways-out.ts";

export const rule: Rule = {
  id: "asymmetric-route",
  title: "Computes with public addresses answer the service by the way that it came",
  severity: "error",
  why: `The service calls computes at their public addresses. When a route sends everything that leaves the subnet to a firewall, the answers come from the
firewall's address instead, and the connection fails: computes cannot be made or changed.`,
  how: `Add a route for \`AzureMachineLearning\` with next hop \`Internet\` to the route table of the subnet, or make the computes without public addresses.`,
  documents: ["use-a-firewall", "secure-training"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const rows = context.requirements.filter(({ kind, value }) => kind === "route" && /^[A-Z]/.test(value));
    const out = waysOut(context);
    for (const source of out.sources) for (const row of rows) yield* judge(out, source, row);
  },
};

function* judge(out: WaysOut, source: SubnetSource, row: Requirement): Iterable<Verdict> {
  if (source.publicIp === false || source.card || source.subnet.routeTable.is !== "there") return;
  const last = lastWay(out.asked, source);
  if (last.to === "internet" || last.to === "network" || last.to === "nowhere") return;
  const table = source.subnet.routeTable.to;
  const ways = out.asked.ways(source, { is: "tag", name: row.value.toLowerCase() });
  const about = { subject: table.resource, requirement: row, value: row.value };
  const direct = ways.find((way) => way.to === "internet");
  const unsure = ways.find((way) => way.to === "unclear" && way.route !== last.route);
  const because = unsure?.to === "unclear" ? unsure.because : source.publicIp === true ? undefined : source.publicIp;
  if (direct && ways.length === 1) {
    yield { ...about, is: "met", witness: { at: direct.route?.at ?? table.at, name: direct.route?.name ?? table.name } };
    return;
  }
  if (because) {
    const message = `It cannot be told whether ${source.name} answers '${row.value}' directly. ${because.text}${settled(because)}`;
    yield { ...about, is: "unclear", at: table.at, because, message };
    return;
  }
  const to = last.to === "firewall" ? `firewall '${last.firewall.name}'` : "an appliance or gateway";
  const message = `Route table '${table.name}' sends everything that leaves ${source.name} to ${to}, answers to '${row.value}' as well. ${row.why} Add a route for '${row.value}' with next hop 'Internet'.`;
  const value = { name: row.id, properties: { addressPrefix: row.value, nextHopType: "Internet" } };
  // A route that is there already and does not serve is not helped by another one like it.
  const there = table.routes.some(({ prefix }) => prefix.is === "tag" && prefix.name === row.value.toLowerCase());
  const empty = table.routes.find(({ resource }) => look(resource.body, ["properties"]).is === "absent");
  const change = empty
    ? ({ do: "set", ...placeIn(empty.resource, ["properties"]), value: value.properties } as const)
    : ({ do: "append", resource: table.resource.key, path: ["properties", "routes"], value } as const);
  const repair = { title: `Route '${row.value}' to the Internet in '${table.name}'`, changes: [change] };
  yield { ...about, is: "unmet", at: last.route?.at ?? table.at, message, ...(!there && { repair }) };
}

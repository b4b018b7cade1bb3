import { look } from "../../../model/look.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Requirement } from "../../../model/requirement.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { regionOf } from "../../../reach/coverage.ts";
import type { Way } from "../../../reach/judge/route.ts";
import type { RouteTable } from "../../../reach/topology/types.ts";
import { placeIn } from "../../questions/setting.ts";
import type { SubnetSource, WaysOut } from "../../questions/ways-out.ts";
import { lastWay, settled, waysOut } from "../../questions/ways-out.ts";
import { pairOf } from "../../service-tags/region-pairs.ts";

export const rule: Rule = {
  id: "asymmetric-route",
  title: "Computes with public addresses answer the service by the way that it came",
  severity: "error",
  why: `The service calls computes at their public addresses. When a route sends everything that leaves the subnet to a firewall, the answers come from the
firewall's address instead, and the connection fails: computes cannot be made or changed.`,
  how: `Add a route for \`AzureMachineLearning\` with next hop \`Internet\` to the route table of the subnet, or make the computes without public addresses.
Routes by address need the addresses of the workspace's region and of the region that is paired with it, and go stale.`,
  documents: ["use-a-firewall", "secure-training", "region-pairs"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const rows = context.requirements.filter(({ kind, value }) => kind === "route" && /^[A-Z]/.test(value));
    const out = waysOut(context);
    const region = regionOf(context.graph, context.scenario);
    for (const source of out.sources) for (const row of rows) yield* judge(out, source, row, region);
  },
};

function* judge(out: WaysOut, source: SubnetSource, row: Requirement, region: string): Iterable<Verdict> {
  if (source.publicIp === false || source.card || source.subnet.routeTable.is !== "there") return;
  const last = lastWay(out.asked, source);
  if (last.to === "internet" || last.to === "network" || last.to === "nowhere") return;
  const table = source.subnet.routeTable.to;
  const ways = out.asked.ways(source, { is: "tag", name: row.value.toLowerCase() });
  const regions = [region, ...[pairOf(region) ?? []].flat()];
  const inRegion = (name: string) => out.asked.ways(source, { is: "tag", name: `${row.value}.${name}`.toLowerCase() });
  const served = regions.filter((name) => isDirect(inRegion(name)));
  const about = { subject: table.resource, requirement: row, value: row.value };
  if (isDirect(ways) || served.length === regions.length) {
    const route = [...ways, ...inRegion(region)].find((way) => way.to === "internet")?.route;
    yield { ...about, is: "met", witness: { at: route?.at ?? table.at, name: route?.name ?? table.name } };
    return;
  }
  const unsure = ways.flatMap((way) => way.maybe ?? (way.to === "unclear" && way.route !== last.route ? way.because : []))[0];
  const because = unsure ?? (source.publicIp === true ? undefined : source.publicIp);
  if (because) {
    const message = `It cannot be told whether ${source.name} answers '${row.value}' directly. ${because.text}${settled(because)}`;
    yield { ...about, is: "unclear", at: table.at, because, message };
    return;
  }
  const to = last.to === "firewall" ? `firewall '${last.firewall.name}'` : "an appliance or gateway";
  const message = `${causeOf(row, table, source, to, served, regions)} ${row.why} Add a route for '${row.value}' with next hop 'Internet'.`;
  const repair = repairOf(table, row);
  yield { ...about, is: "unmet", at: last.route?.at ?? table.at, message, ...(repair && { repair }) };
}

function isDirect(ways: readonly Way[]): boolean {
  return ways.length > 0 && ways.every(({ to }) => to === "internet");
}

/** Routes by address, or by the tags of regions, have to name both the region and the one that stands in for it. */
function causeOf(
  { value }: Requirement,
  { name }: RouteTable,
  source: SubnetSource,
  to: string,
  served: readonly string[],
  regions: readonly string[],
): string {
  const lacking = regions.filter((region) => !served.includes(region)).map((region) => `'${value}.${region}'`);
  if (served.length === 0)
    return `Route table '${name}' sends everything that leaves ${source.name} to ${to}, answers to '${value}' as well.`;
  return `Routes in '${name}' lead ${served.map((region) => `'${value}.${region}'`).join(" and ")} straight to the Internet, and ${lacking.join(" and ")} not wholly: answers to that go to ${to}. The service calls from its region and from the one that is paired with it.`;
}

function repairOf(table: RouteTable, row: Requirement): Repair | undefined {
  const value = { name: row.id, properties: { addressPrefix: row.value, nextHopType: "Internet" } };
  // A route that is there already and does not serve is not helped by another one like it.
  if (table.routes.some(({ prefix }) => prefix.is === "tag" && prefix.name === row.value.toLowerCase())) return undefined;
  const empty = table.routes.find(({ resource }) => look(resource.body, ["properties"]).is === "absent");
  const change = empty
    ? ({ do: "set", ...placeIn(empty.resource, ["properties"]), value: value.properties } as const)
    : ({ do: "append", resource: table.resource.key, path: ["properties", "routes"], value } as const);
  return { title: `Route '${row.value}' to the Internet in '${table.name}'`, changes: [change] };
}

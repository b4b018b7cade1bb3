// Which way packets leave a subnet: the longest prefix that fits, a route of the user before one that a gateway learnt before Azure's own.
// learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview
import type { Reason } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import { contains, isPrivate, isWhole, subtract } from "../match/addresses.ts";
import type { Cover } from "../match/cover.ts";
import { isReason } from "../match/cover.ts";
import { splitTag } from "../match/tags.ts";
import type { Firewall, Gateway, Network, Route, RouteTable, Subnet, Term } from "../topology/types.ts";
import type { Origination } from "./origination.ts";
import type { Knowledge, Target } from "./packet.ts";
import { presence, targetCover } from "./packet.ts";
import { heldOpen } from "./security-group.ts";
import { endpointFor } from "./service-endpoint.ts";

/** Where a part of the packets goes. `for`: which part, where several ways are taken. */
export type Way = {
  readonly route?: Route;
  readonly table?: RouteTable;
  /** Why nothing may go there: it lets through what others stop, and what it stops others may have taken. */
  readonly maybe?: Reason;
} & (
  | { readonly to: "internet" }
  | { readonly to: "firewall"; readonly firewall: Firewall }
  | { readonly to: "network"; readonly network: Network | undefined }
  | { readonly to: "nowhere" }
  /** A service endpoint of the subnet, in lower case. */
  | { readonly to: "service"; readonly service: string }
  | { readonly to: "unclear"; readonly because: Reason }
);

/** Every way that a part of the packets takes for sure, or may take: all of them have to let it through. */
export function waysOf(subnet: Subnet, target: Target, from: Origination, know: Knowledge): readonly Way[] {
  const endpoint = endpointFor(subnet, target, know);
  if (!endpoint) return routedWays(subnet, target, from, know);
  const straight: Way = { to: "service", service: endpoint.service };
  const { cover } = endpoint;
  if (cover === "all") return [straight];
  const others = routedWays(subnet, target, from, know);
  if (cover === "some") return [straight, ...others];
  // Whether it takes all of it or none, it lets it through: what stops the rest may stop nothing.
  return [straight, ...others.map((way): Way => ({ ...way, maybe: cover }))];
}

function routedWays(subnet: Subnet, target: Target, from: Origination, know: Knowledge): readonly Way[] {
  const link = subnet.routeTable;
  if (link.is === "unclear") return [{ to: "unclear", because: tableUnknown(subnet, link.because) }];
  const table = link.is === "there" ? link.to : undefined;
  const open = heldOpen(table?.open);
  if (open) return [{ to: "unclear", because: open }];
  const fitting = (table?.routes ?? []).flatMap((route) => fit(route, target, from, know, table));
  if (target.is === "range") return rangeWays(subnet, table, fitting, target.range);
  const narrow = fitting.filter(({ route }) => !isDefault(route));
  if (narrow.length === 0) return [defaultWay(subnet, table, fitting)];
  const special = bySpecialty(narrow);
  const at = special.findIndex(({ cover }) => cover === "all");
  const whole = special[at];
  const before = at < 0 ? special : special.slice(0, at);
  const parts = before.filter(({ cover }) => cover === "some");
  const last = whole ? wayOf(whole.route, table) : defaultWay(subnet, table, fitting);
  const taken = partWays(parts, table);
  const left = leftOver(parts, target, know);
  const surelyLast = parts.length < 2 || (left !== undefined && parts.every(({ route }) => route.prefix.is === "range"));
  const ways: readonly Way[] = left?.length === 0 ? taken : [...taken, surelyLast ? last : { ...last, maybe: IN_PARTS }];
  const doubts = before.flatMap(({ cover, route }) => (isReason(cover) ? [{ ...wayOf(route, table), maybe: cover }] : []));
  const others = doubts.filter((way, index) => !sameWay(way, last) && doubts.findIndex((one) => sameWay(one, way)) === index);
  const [doubt] = others;
  return doubt ? [...others, ...ways.map((way): Way => ({ ...way, maybe: way.maybe ?? doubt.maybe }))] : ways;
}

/** Routes that each take a part, those that lead the same way as one. */
function partWays(parts: readonly Fitting[], table: RouteTable | undefined): readonly Way[] {
  const ways: Way[] = [];
  for (const { route } of parts) {
    const way = wayOf(route, table);
    if (ways.some((one) => sameWay(one, way))) continue;
    ways.push(ways.length > 0 ? { ...way, maybe: IN_PARTS } : way);
  }
  return ways;
}

/** What routes by address leave of a tag whose prefixes are known. */
function leftOver(parts: readonly Fitting[], target: Target, know: Knowledge): readonly Range[] | undefined {
  const prefixes = target.is === "tag" ? know.prefixes?.(target.name)?.filter(({ version }) => version === 4) : undefined;
  const ranges = parts.flatMap(({ route }) => (route.prefix.is === "range" ? [route.prefix.range] : []));
  return prefixes?.length && ranges.length ? subtract(prefixes, ranges) : undefined;
}

function sameWay(a: Way, b: Way): boolean {
  if (a.to === "firewall" && b.to === "firewall") return a.firewall === b.firewall;
  return a.to === b.to && a.to !== "unclear";
}

interface Fitting {
  readonly route: Route;
  readonly cover: Cover;
}

function fit(route: Route, target: Target, from: Origination, know: Knowledge, table: RouteTable | undefined): readonly Fitting[] {
  const there = presence(route, from.condition);
  if (there === "absent") return [];
  if (target.is !== "range" && isDefault(route)) return [{ route, cover: there === "there" ? "all" : there }];
  const own = targetCover({ items: [route.prefix] }, target, from, know);
  // One address is little, and a list of addresses for a service stands in as many routes.
  const cover = own === "none" && isPublic(route) ? targetCover({ items: publicPrefixes(table) }, target, from, know) : own;
  if (cover === "none" || (own === "none" && !isReason(cover))) return [];
  return [{ route, cover: there === "there" ? cover : there }];
}

function publicPrefixes(table: RouteTable | undefined): readonly Term[] {
  return (table?.routes ?? []).filter(isPublic).map(({ prefix }) => prefix);
}

function isPublic({ prefix }: Route): boolean {
  return prefix.is === "range" && !isWhole(prefix.range) && !isPrivate(prefix.range);
}

/** Tags of a region before global ones, those before `AzureCloud` of a region, and `AzureCloud` last, as Azure ranks routes of equal prefixes. */
function bySpecialty(fitting: readonly Fitting[]): readonly Fitting[] {
  return [...fitting].sort((a, b) => breadth(a) - breadth(b));
}

function breadth({ route: { prefix } }: Fitting): number {
  if (prefix.is !== "tag") return 0;
  const { base, region } = splitTag(prefix.name);
  if (base === "internet") return 5;
  if (base === "azurecloud") return region === undefined ? 4 : 3;
  return region === undefined ? 2 : 1;
}

/** For every address of version 4. */
function isDefault({ prefix }: Route): boolean {
  return prefix.is === "any" || (prefix.is === "range" && isWhole(prefix.range));
}

function defaultWay(subnet: Subnet, table: RouteTable | undefined, fitting: readonly Fitting[]): Way {
  const own = fitting.find(({ route }) => isDefault(route) && (route.prefix.is === "any" || route.prefix.is === "range"));
  if (own) return typeof own.cover === "string" ? wayOf(own.route, table) : { to: "unclear", because: own.cover };
  const gateway = table?.gatewayRoutes === false ? undefined : gatewayOf(subnet.network);
  if (gateway && gateway.learnsDefault !== false) return { to: "unclear", because: learnt(gateway, table) };
  const hub = subnet.network?.hub;
  if (!hub || hub.secured === false) return { to: "internet", ...(table && { table }) };
  if (hub.secured !== true) return { to: "unclear", because: hub.secured };
  if (hub.internet.is === "there") return { to: "firewall", firewall: hub.internet.to };
  return hub.internet.is === "absent" ? { to: "internet" } : { to: "unclear", because: hub.internet.because };
}

/** Addresses: the longest prefix, of the user's routes and of the networks that are connected. */
function rangeWays(subnet: Subnet, table: RouteTable | undefined, fitting: readonly Fitting[], range: Range): readonly Way[] {
  const doubtful = fitting.find(({ cover }) => typeof cover !== "string");
  const sure = fitting.filter(({ cover }) => cover === "all").sort((a, b) => (size(a.route) < size(b.route) ? -1 : 1));
  const best = sure[0];
  const local = localNetwork(subnet, range);
  const parts = fitting.filter(({ cover, route }) => cover === "some" && (!best || size(route) < size(best.route)));
  const last = lastRangeWay(subnet, table, fitting, range, local, best);
  const taken = [...parts.map(({ route }) => outside(wayOf(route, table), range)), outside(last, range)];
  const ways = parts.length === 0 ? taken : taken.map((way): Way => ({ ...way, maybe: IN_PARTS }));
  if (!doubtful || typeof doubtful.cover === "string") return ways;
  const because = doubtful.cover;
  return [{ to: "unclear", because, route: doubtful.route }, ...ways.map((way): Way => ({ ...way, maybe: because }))];
}

function lastRangeWay(
  subnet: Subnet,
  table: RouteTable | undefined,
  fitting: readonly Fitting[],
  range: Range,
  local: ReturnType<typeof localNetwork>,
  best: Fitting | undefined,
): Way {
  if (local && (!best || local.size < size(best.route))) return { to: "network", network: local.network };
  if (best) return wayOf(best.route, table);
  return isPrivate(range) ? privateWay(subnet, table) : defaultWay(subnet, table, fitting);
}

/** The Internet drops what is sent to private addresses. */
function outside(way: Way, range: Range): Way {
  return way.to === "internet" && isPrivate(range) ? { ...way, to: "nowhere" } : way;
}

/** Addresses that no network here has: a gateway may know them. */
function privateWay({ network }: Subnet, table: RouteTable | undefined): Way {
  if (network?.peersOpen) return { to: "unclear", because: network.peersOpen };
  return gatewayOf(network) && table?.gatewayRoutes !== false ? { to: "unclear", because: GATEWAY } : { to: "nowhere" };
}

function gatewayOf(network: Network | undefined): Gateway | undefined {
  return network?.gateway ?? network?.gatewayPeers.find((peer) => peer.gateway)?.gateway;
}

function learnt({ name, learnsDefault }: Gateway, table: RouteTable | undefined): Reason {
  const because = typeof learnsDefault === "object" ? learnsDefault : undefined;
  const ignored = table && typeof table.gatewayRoutes === "object" ? " Whether the route table takes such routes is not known either." : "";
  return {
    kind: because?.kind ?? "elsewhere",
    text: `Gateway '${name}' may learn a default route from on premises by BGP, which comes before Azure's own way to the Internet.${ignored}`,
    settle: "give the subnet a route for '0.0.0.0/0', keep gateway routes from its route table, or probe the live network",
  };
}

function size(route: Route): bigint {
  return route.prefix.is === "range" ? route.prefix.range.last - route.prefix.range.first + 1n : 1n << 33n;
}

function localNetwork(subnet: Subnet, range: Range): { readonly network: Network; readonly size: bigint } | undefined {
  const near = subnet.network ? [subnet.network, ...subnet.network.peers] : [];
  for (const network of near) {
    for (const term of network.space.items) {
      if (term.is === "range" && contains(term.range, range)) return { network, size: term.range.last - term.range.first + 1n };
    }
  }
  return undefined;
}

function wayOf(route: Route, table: RouteTable | undefined): Way {
  const at = { route, ...(table && { table }) };
  if (typeof route.hop !== "string") return { ...at, to: "unclear", because: route.hop };
  switch (route.hop) {
    case "internet":
      return { ...at, to: "internet" };
    case "none":
      return { ...at, to: "nowhere" };
    case "vnetlocal":
      return { ...at, to: "network", network: undefined };
    case "virtualnetworkgateway":
      return { ...at, to: "unclear", because: GATEWAY };
    case "virtualappliance":
      return { ...at, ...applianceWay(route) };
  }
}

function applianceWay(route: Route): Way {
  const { appliance } = route;
  if (appliance?.is === "firewall") return { to: "firewall", firewall: appliance.firewall };
  if (appliance?.is === "unclear") return { to: "unclear", because: appliance.because };
  const name = appliance?.address ? `at '${appliance.address}'` : `'${appliance?.resource?.symbol ?? "that is no Azure Firewall"}'`;
  const text = `Route '${route.name}' sends it to an appliance ${name} whose rules are not seen.`;
  const settle =
    "name the deployment that holds the firewall, or an export of it, as an environment in 'aml-network-audit.json', or probe the live network";
  return { to: "unclear", because: { kind: "elsewhere", text, settle } };
}

function tableUnknown(subnet: Subnet, because: Reason): Reason {
  return { ...because, text: `The route table of subnet '${subnet.name}' cannot be seen. ${because.text}` };
}

const IN_PARTS: Reason = {
  kind: "azure",
  text: "Several routes each take a part of it, and whether they are all of it together is not on record.",
  settle: "route the whole of it by one tag",
};
const GATEWAY: Reason = {
  kind: "elsewhere",
  text: "It is sent to a virtual network gateway, and what happens to it on premises is not seen.",
  settle: "probe the live network",
};

// What is asked of a rule: packets from one piece of a source, over one protocol and piece of ports, to one target.
import type { Condition, Reason } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import { contains, isPrivate, isWhole, overlaps, subtract, writeRange } from "../match/addresses.ts";
import type { Cover } from "../match/cover.ts";
import { anyOf, isReason } from "../match/cover.ts";
import { writeHost } from "../match/hosts.ts";
import type { Ports } from "../match/ports.ts";
import { containsPorts } from "../match/ports.ts";
import type { TagTable } from "../match/tags.ts";
import { tagCover } from "../match/tags.ts";
import type { Piece, PortSet, Term, Terms, Transports } from "../topology/types.ts";
import type { Origination } from "./origination.ts";

export type Target =
  /** A service tag in lower case; a region that is not known is in it as an unknown part. */
  | { readonly is: "tag"; readonly name: string }
  /** `tags`: service tags in lower case that hold its addresses: a rule for these is a rule for the host, and no other tag has to be suspected. */
  | { readonly is: "host"; readonly host: string; readonly tags?: readonly string[] }
  | { readonly is: "range"; readonly range: Range };

/** What is known of the world outside: which tag holds which, and their prefixes where a file or Azure gave them. */
export interface Knowledge {
  readonly tags: TagTable;
  /** Prefixes of a tag, by its name in lower case. */
  prefixes?(tag: string): readonly Range[] | undefined;
}

export function targetCover(terms: Terms, target: Target, from: Origination, know: Knowledge): Cover {
  const found =
    target.is === "range"
      ? rangeTarget(terms, target.range, from, know)
      : target.is === "tag" && target.name === "virtualnetwork"
        ? networkTarget(terms, from)
        : outsideTarget(terms, target, from, know);
  return found !== "all" && terms.open ? terms.open : found;
}

/** The network itself and those peered with it, as far as their addresses are known. */
function networkTarget(terms: Terms, from: Origination): Cover {
  const near = from.subnet?.network ? [from.subnet.network, ...from.subnet.network.peers] : [];
  const space = near.flatMap((network) => network.space.items);
  return anyOf(
    terms.items.map((term): Cover => {
      if (term.is === "any" || (term.is === "tag" && term.name === "virtualnetwork")) return "all";
      if (term.is === "same" || term.is === "unknown") return term.because;
      if (term.is !== "range") return "none";
      if (isWhole(term.range)) return "all";
      if (space.length === 0 || space.some((one) => one.is !== "range")) return isPrivate(term.range) ? UNKNOWN_NETWORK : "none";
      const { range } = term;
      if (space.every((one) => one.is === "range" && contains(range, one.range))) return "all";
      return space.some((one) => one.is === "range" && overlaps(range, one.range)) ? "some" : "none";
    }),
  );
}

/** A tag or a host: somewhere in the Internet. */
function outsideTarget(terms: Terms, target: Exclude<Target, { is: "range" }>, from: Origination, know: Knowledge): Cover {
  if (target.is === "host" && target.tags) return byTags(terms, target.tags, from, know);
  const [only] = terms.items;
  if (only && terms.items.length === 1 && only.is !== "range") return outsideTerm(only, target, from, know);
  const ranges = terms.items.flatMap((term) =>
    term.is === "range" && term.range.version === 4 && !isWhole(term.range) && !isPrivate(term.range) ? [term.range] : [],
  );
  const covers = terms.items.map((term) => outsideTerm(term, target, from, know));
  return anyOf(ranges.length === 0 ? covers : [...covers, publicRanges(ranges, target, know)]);
}

/** A host whose addresses are in one of these tags, nobody knows in which. */
function byTags(terms: Terms, tags: readonly string[], from: Origination, know: Knowledge): Cover {
  const covers = tags.map((name) => outsideTarget(terms, { is: "tag", name }, from, know));
  const [first = "none"] = covers;
  if (covers.every((cover) => cover === first)) return first;
  return covers.find(isReason) ?? ONE_OF_TAGS;
}

/** Public ranges are weighed together, elsewhere. */
function outsideTerm(term: Term, target: Exclude<Target, { is: "range" }>, from: Origination, know: Knowledge): Cover {
  switch (term.is) {
    case "any":
      return "all";
    case "range":
      return isWhole(term.range) ? "all" : "none";
    case "tag":
      return tagTerm(term.name, target, from, know);
    case "group":
      return "none";
    case "same":
    case "unknown":
      return term.because;
  }
}

function tagTerm(name: string, target: Exclude<Target, { is: "range" }>, from: Origination, know: Knowledge): Cover {
  if (target.is === "tag" && target.name === "azureloadbalancer") return hostOfMachines(name);
  if (name === "internet") return "all";
  if (name === "virtualnetwork") return hasDefaultRoute(from) ? NETWORK_TAG : "none";
  if (target.is === "tag") return tagCover(name, target.name, know.tags);
  return ownHost(target.host) && (name.startsWith("azurecloud") || name.startsWith("azurefrontdoor"))
    ? hostInTag(target.host, name)
    : "none";
}

/** The tag stands for one address, at which the host of a machine answers: in the network's tag, and not in that of the Internet. */
function hostOfMachines(tag: string): Cover {
  return tag === "azureloadbalancer" || tag === "virtualnetwork" ? "all" : "none";
}

/** Without the prefixes of a tag, written addresses may or may not be all of its. */
function publicRanges(ranges: readonly Range[], target: Exclude<Target, { is: "range" }>, know: Knowledge): Cover {
  const prefixes = target.is === "tag" ? know.prefixes?.(target.name)?.filter((prefix) => prefix.version === 4) : undefined;
  if (!prefixes || prefixes.length === 0) return target.is === "tag" && countOf(ranges) <= FEW ? "none" : ADDRESSES;
  const left = subtract(prefixes, ranges);
  if (left.length === 0) return "all";
  return prefixes.some((prefix) => ranges.some((range) => overlaps(prefix, range))) ? "some" : "none";
}

/** No service tag that anything here asks for has so few addresses. */
const FEW = 64n;

function countOf(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, range) => sum + range.last - range.first + 1n, 0n);
}

function rangeTarget(terms: Terms, range: Range, from: Origination, know: Knowledge): Cover {
  const inside = inNetwork(range, from);
  return anyOf(terms.items.map((term) => insideTerm(term, range, inside, from, know)));
}

function insideTerm(term: Term, range: Range, inside: Cover, from: Origination, know: Knowledge): Cover {
  switch (term.is) {
    case "any":
      return "all";
    case "range":
      return contains(term.range, range) ? "all" : overlaps(term.range, range) ? "some" : "none";
    case "tag":
      return rangeInTag(term.name, range, inside, from, know);
    case "group":
      return GROUP;
    case "same":
    case "unknown":
      return term.because;
  }
}

function rangeInTag(name: string, range: Range, inside: Cover, from: Origination, know: Knowledge): Cover {
  if (name === "virtualnetwork") return inside === "none" && hasDefaultRoute(from) ? NETWORK_TAG : inside;
  if (name === "internet") return isPrivate(range) || inside === "all" ? "none" : inside === "none" ? "all" : inside;
  if (name === "azureloadbalancer" || isPrivate(range)) return "none";
  const prefixes = know.prefixes?.(name);
  if (!prefixes) return addressInTag(range, name);
  if (subtract([range], prefixes).length === 0) return "all";
  return prefixes.some((prefix) => overlaps(prefix, range)) ? "some" : "none";
}

function addressInTag(range: Range, name: string): Reason {
  const text = `Whether '${writeRange(range)}' belongs to the service tag '${name}' is only in the published list of service tags.`;
  return { kind: "unsupported", text, settle: "give the file 'ServiceTags_*.json' that Microsoft publishes" };
}

/**
 * Whether an address is in what the tag 'VirtualNetwork' means at the source: its network, those peered with it, and private addresses that
 * its routes name. learn.microsoft.com/azure/virtual-network/service-tags-overview
 */
export function inNetwork(range: Range, from: Origination): Cover {
  const network = from.subnet?.network;
  if (!network) return UNKNOWN_NETWORK;
  if (isPrivate(range) && isRouted(range, from)) return "all";
  const spaces = [network, ...network.peers].map((one) => one.space);
  const terms = spaces.flatMap((space) => space.items);
  if (terms.some((term) => term.is === "range" && contains(term.range, range))) return "all";
  const because =
    spaces.find((space) => space.open)?.open ?? network.peersOpen ?? terms.flatMap((t) => ("because" in t ? [t.because] : []))[0];
  if (because) return because;
  return terms.some((term) => term.is === "range" && overlaps(term.range, range)) ? "some" : "none";
}

function isRouted(range: Range, { subnet, condition }: Origination): boolean {
  const table = subnet?.routeTable;
  const routes = table?.is === "there" ? table.to.routes : [];
  return routes.some(
    (route) => presence(route, condition) === "there" && route.prefix.is === "range" && contains(route.prefix.range, range),
  );
}

export function portsCover(set: PortSet, ports: Ports): Cover {
  if (set.items.some((one) => containsPorts(one, ports))) return "all";
  if (set.open) return set.open;
  return set.items.some((one) => one.from <= ports.to && ports.from <= one.to) ? "some" : "none";
}

export function protocolCover(protocols: Transports, wanted: "tcp" | "udp"): Cover {
  if (protocols === undefined) return "all";
  if (!isList(protocols)) return protocols;
  return protocols.includes(wanted) ? "all" : "none";
}

function isList(protocols: Exclude<Transports, undefined>): protocols is Exclude<Transports, undefined | Reason> {
  return Array.isArray(protocols);
}

/** Whether a piece is there when the source is. */
export function presence(piece: Piece, under: Condition): "there" | "absent" | Reason {
  let doubt = piece.maybe;
  for (const literal of piece.condition) {
    const given = under.find((one) => one.test === literal.test);
    if (given && given.is !== literal.is) return "absent";
    if (!given) doubt ??= { ...literal.because, text: `'${piece.name}' is only there when '${literal.test}' is ${literal.is}.` };
  }
  return doubt ?? "there";
}

function hasDefaultRoute(from: Origination): boolean {
  const table = from.subnet?.routeTable;
  if (table?.is !== "there") return table?.is === "unclear";
  return table.to.open !== undefined || table.to.routes.some((route) => route.prefix.is !== "range" || isWhole(route.prefix.range));
}

/** Hosts that Microsoft runs in Azure: their addresses may be in the broad tags. */
export function ownHost(host: string): boolean {
  return OWN.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

function hostInTag(host: string, tag: string): Reason {
  const text = `Whether the addresses of '${writeHost(host)}' are in the service tag '${tag}' is not on record.`;
  return { kind: "unsupported", text, settle: "allow the host by name" };
}

const OWN = [
  "microsoft.com",
  "azure.com",
  "azure.net",
  "windows.net",
  "azureml.ms",
  "azureml.net",
  "visualstudio.com",
  "azureedge.net",
  "azurefd.net",
  "msecnd.net",
  "vscode-cdn.net",
  "vscode-unpkg.net",
  "azurecr.io",
  "azure.us",
  "usgovcloudapi.net",
  "azure.cn",
  "chinacloudapi.cn",
];

const ADDRESSES: Reason = {
  kind: "azure",
  text: "The rule names public addresses, and which of them belong to the destination is only in the published list of service tags.",
  settle: "give the file 'ServiceTags_*.json' that Microsoft publishes, or allow the service tag",
};
const ONE_OF_TAGS: Reason = {
  kind: "azure",
  text: "The addresses of the host are in one of several service tags, and in which of them is not on record.",
  settle: "allow the host by name",
};
const NETWORK_TAG: Reason = {
  kind: "azure",
  text: "The subnet has a route for every address, and 'VirtualNetwork' may then take in the Internet as well.",
  settle: "name the service tags in the rule instead of 'VirtualNetwork'",
};
const GROUP: Reason = { kind: "azure", text: "Which addresses are in an application security group is decided where machines are made." };
const UNKNOWN_NETWORK: Reason = { kind: "elsewhere", text: "The virtual network of the source is declared in another deployment." };

// Azure Firewall: network rules decide before application rules, which are asked only about HTTP, HTTPS and MSSQL; what nothing
// allows is denied. DNAT is for packets to the firewall's own public address and plays no part in what leaves a subnet.
// learn.microsoft.com/azure/firewall/rule-processing
import type { Reason } from "../../model/value.ts";
import type { Cover } from "../match/cover.ts";
import { allOf, anyOf } from "../match/cover.ts";
import { FQDN_TAGS, UNRELATED_TAGS } from "../match/fqdn-tags.ts";
import { hostCover, isFirewallPattern } from "../match/hosts.ts";
import type { Ports } from "../match/ports.ts";
import { portPieces } from "../match/ports.ts";
import type { ApplicationRule, Firewall, NetworkRule } from "../topology/types.ts";
import type { RuleIndex } from "./firewall-index.ts";
import { indexRules } from "./firewall-index.ts";
import type { Origination } from "./origination.ts";
import { sourceCover, sourcePieces } from "./origination.ts";
import type { Knowledge, Target } from "./packet.ts";
import { ownHost, portsCover, presence, protocolCover, targetCover } from "./packet.ts";
import type { Packet } from "./security-group.ts";
import { heldOpen } from "./security-group.ts";
import type { Decision, Tally } from "./tally.ts";
import { meet, rest, startTally } from "./tally.ts";

export type FirewallDecision = Decision<NetworkRule | ApplicationRule>;
type Rule = NetworkRule | ApplicationRule;

/** A firewall made ready to judge many packets. */
export interface ReadyFirewall {
  readonly firewall: Firewall;
  /** One decision for each piece of sources and ports that rules tell apart. */
  judge(packet: Packet): readonly FirewallDecision[];
}

export function readyFirewall(firewall: Firewall, know: Knowledge): ReadyFirewall {
  const index = indexRules(firewall, know.tags);
  const views = new Map<Origination, readonly View[]>();
  const viewsOf = (from: Origination): readonly View[] => {
    const known = views.get(from);
    if (known) return known;
    const made = makeViews(firewall, from);
    views.set(from, made);
    return made;
  };
  return {
    firewall,
    judge: (packet) => viewsOf(packet.from).flatMap((view) => judgeView(firewall, index, view, packet, know)),
  };
}

/** One piece of a source, and what each rule takes in of it. */
interface View {
  readonly from: Origination;
  readonly network: readonly Cover[];
  readonly application: readonly Cover[];
  /** What wide rules come to, for each protocol, piece of ports and kind of target. */
  readonly wide: Map<string, readonly Entry[]>;
}

/** A rule that takes in a packet, and how much of it. */
interface Entry {
  readonly at: number;
  readonly cover: Cover;
}

function makeViews(firewall: Firewall, from: Origination): readonly View[] {
  const lists = [...firewall.networkRules, ...firewall.applicationRules].map((rule) => rule.sources);
  return sourcePieces(from, lists).map((piece): View => {
    const cover = (rule: Rule): Cover => {
      const there = presence(rule, from.condition);
      if (there === "absent") return "none";
      const found = sourceCover(rule.sources, piece);
      return found === "none" || there === "there" ? found : there;
    };
    return { from: piece, network: firewall.networkRules.map(cover), application: firewall.applicationRules.map(cover), wide: new Map() };
  });
}

function judgeView(firewall: Firewall, index: RuleIndex, view: View, packet: Packet, know: Knowledge): readonly FirewallDecision[] {
  const near = index.network(packet.target).filter((at) => view.network[at] !== "none");
  const far = packet.protocol === "tcp" ? index.application(packet.target).filter((at) => view.application[at] !== "none") : [];
  return portPieces(packet.ports, cutsOf(firewall, index, packet.ports, near, far)).map((ports): FirewallDecision => {
    const asked = { ...packet, ports, from: view.from };
    const tally = startTally<Rule>();
    const special = near.flatMap((at) =>
      entryOf(at, view.network[at], () => networkCover(firewall, firewall.networkRules[at], asked, know)),
    );
    const wide = packet.target.is === "range" ? [] : wideEntries(firewall, index, view, asked, know);
    const network = wide.length ? [...wide, ...special].sort((a, b) => a.at - b.at) : special;
    const decided =
      decide(tally, firewall.networkRules, network) ??
      decide(
        tally,
        firewall.applicationRules,
        far.flatMap((at) =>
          entryOf(at, view.application[at], () => applicationCover(firewall, firewall.applicationRules[at], asked, know)),
        ),
      );
    if (decided) return hidden(decided, firewall.open);
    return rest(tally, "deny", firewall.open) ?? { is: "blocked", by: undefined, partly: [], whole: true };
  });
}

function cutsOf(firewall: Firewall, index: RuleIndex, ports: Ports, near: readonly number[], far: readonly number[]): readonly Ports[] {
  if (ports.from === ports.to) return [];
  const network = [...index.wide, ...near].flatMap((at) => firewall.networkRules[at]?.ports.items ?? []);
  const application = far.flatMap((at) => (firewall.applicationRules[at]?.protocols ?? []).map(({ port }) => ({ from: port, to: port })));
  return [...network, ...application];
}

function entryOf(at: number, source: Cover | undefined, destination: () => Cover): readonly Entry[] {
  if (source === undefined || source === "none") return [];
  const found = destination();
  if (found === "none") return [];
  return [{ at, cover: source === "all" ? found : allOf([found, source]) }];
}

function decide(tally: Tally<Rule>, rules: readonly Rule[], entries: readonly Entry[]): FirewallDecision | undefined {
  for (const { at, cover } of entries) {
    const rule = rules[at];
    const decision = rule && meet(tally, rule, cover, "there");
    if (decision) return decision;
  }
  return undefined;
}

/** Wide rules take in every tag and host alike, so they are weighed once: of those in doubt only the first of each action counts. */
function wideEntries(firewall: Firewall, index: RuleIndex, view: View, packet: Packet, know: Knowledge): readonly Entry[] {
  if (know.prefixes)
    return index.wide.flatMap((at) => entryOf(at, view.network[at], () => networkCover(firewall, firewall.networkRules[at], packet, know)));
  const key = `${packet.protocol} ${packet.ports.from}-${packet.ports.to} ${packet.target.is}`;
  const known = view.wide.get(key);
  if (known) return known;
  const kept: Entry[] = [];
  const doubted = new Set<unknown>();
  for (const at of index.wide) {
    const rule = firewall.networkRules[at];
    const [entry] = entryOf(at, view.network[at], () => networkCover(firewall, rule, packet, know));
    if (!entry || !rule) continue;
    const sure = typeof entry.cover === "string" && typeof rule.access === "string";
    const kind = typeof rule.access === "string" ? rule.access : "either";
    if (!sure && doubted.has(kind)) continue;
    if (!sure) doubted.add(kind);
    kept.push(entry);
    if (sure && entry.cover === "all") break;
  }
  view.wide.set(key, kept);
  return kept;
}

function hidden(decision: FirewallDecision, open: Reason | undefined): FirewallDecision {
  const because = heldOpen(open);
  if (decision.is === "blocked" && open) return { is: "unclear", because: open, by: decision.by };
  return because && decision.is === "allowed" ? { is: "unclear", because, by: decision.by } : decision;
}

function networkCover(firewall: Firewall, rule: NetworkRule | undefined, packet: Packet, know: Knowledge): Cover {
  if (!rule) return "none";
  const protocol = protocolCover(rule.protocols, packet.protocol);
  const ports = protocol === "none" ? "none" : portsCover(rule.ports, packet.ports);
  if (ports === "none") return "none";
  const byAddress = targetCover(rule.destinations, packet.target, packet.from, know);
  const byName = rule.hosts.length || rule.hostsOpen ? networkHosts(firewall, rule, packet.target) : "none";
  return allOf([protocol, ports, byName === "none" ? byAddress : anyOf([byAddress, byName])]);
}

/** Names in network rules are resolved by the firewall's DNS proxy, one by one: patterns are not taken. */
function networkHosts(firewall: Firewall, rule: NetworkRule, target: Target): Cover {
  const found = hostsCover(rule, target);
  if (found === "none" || firewall.dnsProxy === true) return found;
  return firewall.dnsProxy === false ? NO_PROXY : firewall.dnsProxy;
}

function applicationCover(firewall: Firewall, rule: ApplicationRule | undefined, packet: Packet, know: Knowledge): Cover {
  if (!rule) return "none";
  const port = portCover(rule, packet.ports);
  if (port === "none") return "none";
  const to = rule.destinations.items.length ? targetCover(rule.destinations, packet.target, packet.from, know) : "all";
  return allOf([
    port,
    to,
    anyOf([
      hostsCover(rule, packet.target),
      tagsCover(rule, packet.target),
      urlsCover(firewall, rule, packet.target),
      categories(rule, packet.target),
    ]),
  ]);
}

function portCover(rule: ApplicationRule, ports: Ports): Cover {
  const own = rule.protocols.filter(({ type }) => type !== "mssql");
  const set = { items: own.map(({ port }) => ({ from: port, to: port })) };
  return portsCover(rule.protocolsOpen ? { ...set, open: rule.protocolsOpen } : set, ports);
}

function hostsCover(rule: Pick<ApplicationRule, "hosts" | "hostsOpen" | "access">, target: Target): Cover {
  const wanted = target.is === "host" ? target.host : undefined;
  const found = anyOf(
    rule.hosts.map((host): Cover => {
      if (host === "*") return "all";
      if (wanted === undefined) return target.is === "range" ? NAMED : "none";
      const cover = hostCover(host, wanted);
      if (cover !== "none" && !isFirewallPattern(host)) return BAD_PATTERN;
      return cover === "some" && rule.access === "deny" ? ONE_OF_MANY : cover;
    }),
  );
  return found !== "all" && rule.hostsOpen ? rule.hostsOpen : found;
}

function tagsCover(rule: ApplicationRule, target: Target): Cover {
  if (target.is !== "host") return "none";
  return anyOf(
    rule.fqdnTags.map((tag): Cover => {
      const found = anyOf((FQDN_TAGS.get(tag) ?? []).map((host) => hostCover(host, target.host)));
      return found === "all" || UNRELATED_TAGS.has(tag) || !ownHost(target.host) ? found : tagUnknown(tag);
    }),
  );
}

/** A URL takes in a host when its path is everything, and for HTTPS only when the firewall opens it up. */
function urlsCover(firewall: Firewall, rule: ApplicationRule, target: Target): Cover {
  if (target.is !== "host") return "none";
  return anyOf(
    rule.urls.map((url): Cover => {
      const slash = url.indexOf("/");
      const cover = hostCover(slash < 0 ? url : url.slice(0, slash), target.host);
      if (cover === "none") return "none";
      if (firewall.tier === "basic" || firewall.tier === "standard") return NEEDS_PREMIUM;
      const whole = slash < 0 || url.slice(slash) === "/*" || url.slice(slash) === "/";
      return whole && rule.inspectsTls ? cover : PATH_ONLY;
    }),
  );
}

function categories(rule: ApplicationRule, target: Target): Cover {
  if (target.is !== "host" || rule.webCategories.length === 0) return "none";
  return rule.access === "allow" || rule.webCategories.some((category) => NEAR.has(category)) ? CATEGORY : "none";
}

function tagUnknown(tag: string): Reason {
  return { kind: "azure", text: `Which hosts the FQDN tag '${tag}' holds is not wholly on record.`, settle: "allow the host by name" };
}

/** Categories that a host of software or of a cloud may be in; a rule that denies others denies none of those. */
const NEAR: ReadonlySet<string> = new Set([
  "computersandtechnology",
  "informationsecurity",
  "business",
  "downloadsites",
  "general",
  "uncategorized",
]);

const NO_PROXY: Reason = {
  kind: "unsupported",
  text: "A network rule that names hosts works only when the firewall is a DNS proxy, which it is not.",
  settle: "set 'enableProxy' in the DNS settings of the firewall policy",
};
const BAD_PATTERN: Reason = { kind: "error", text: "Azure Firewall takes an asterisk only at the very left of a host." };
const ONE_OF_MANY: Reason = {
  kind: "azure",
  text: "A rule denies a host of this pattern, and whether that one is needed is not on record.",
};
const NAMED: Reason = { kind: "azure", text: "A rule names a host, and whether its address is this one only DNS knows." };
const NEEDS_PREMIUM: Reason = { kind: "error", text: "Only the Premium tier of Azure Firewall takes URLs." };
const PATH_ONLY: Reason = {
  kind: "azure",
  text: "A rule names a URL, which is a part of what the host serves or asks for inspection of TLS.",
};
const CATEGORY: Reason = { kind: "azure", text: "Which web category a host is in only Azure knows.", settle: "allow the host by name" };

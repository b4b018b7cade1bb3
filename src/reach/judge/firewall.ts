// Azure Firewall: network rules decide before application rules, which are asked only about HTTP, HTTPS and MSSQL; what nothing
// allows is denied. DNAT is for packets to the firewall's own public address and plays no part in what leaves a subnet.
// learn.microsoft.com/azure/firewall/rule-processing
import type { Reason } from "../../model/value.ts";
import type { Cover } from "../match/cover.ts";
import { allOf } from "../match/cover.ts";
import type { Ports } from "../match/ports.ts";
import { portPieces } from "../match/ports.ts";
import type { ApplicationRule, Firewall, NetworkRule } from "../topology/types.ts";
import { applicationCover, networkCover } from "./firewall-cover.ts";
import type { RuleIndex } from "./firewall-index.ts";
import { indexRules, targetKey } from "./firewall-index.ts";
import type { Origination } from "./origination.ts";
import { rangesOf, sourceCover, sourcePieces } from "./origination.ts";
import type { Knowledge } from "./packet.ts";
import { presence } from "./packet.ts";
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
  const ranges = rangesOf([...firewall.networkRules, ...firewall.applicationRules].map((rule) => rule.sources));
  const desk: Desk = { firewall, know, index: indexRules(firewall, know.tags), entries: new Map() };
  const views = new Map<Origination, readonly View[]>();
  const viewsOf = (from: Origination): readonly View[] => {
    const known = views.get(from);
    if (known) return known;
    const made = sourcePieces(from, ranges).map((piece) => viewOf(firewall, piece));
    views.set(from, made);
    return made;
  };
  return { firewall, judge: (packet) => viewsOf(packet.from).flatMap((view) => judgeView(desk, view, packet)) };
}

/** A firewall with what was found out about it. */
interface Desk {
  readonly firewall: Firewall;
  readonly know: Knowledge;
  readonly index: RuleIndex;
  /** By kind of rule, target, protocol and ports: what rules take in, whoever sends it. */
  readonly entries: Map<string, readonly Entry[]>;
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

function viewOf(firewall: Firewall, from: Origination): View {
  const cover = (rule: Rule): Cover => {
    const found = sourceCover(rule.sources, from);
    if (found === "none" || (rule.condition.length === 0 && !rule.maybe)) return found;
    const there = presence(rule, from.condition);
    return there === "there" ? found : there === "absent" ? "none" : there;
  };
  return { from, network: firewall.networkRules.map(cover), application: firewall.applicationRules.map(cover), wide: new Map() };
}

function judgeView(desk: Desk, view: View, packet: Packet): readonly FirewallDecision[] {
  const { firewall } = desk;
  return portPieces(packet.ports, cutsOf(desk, packet)).map((ports): FirewallDecision => {
    const asked = { ...packet, ports, from: view.from };
    const tally = startTally<Rule>();
    const network = inOrder(wideEntries(desk, view, asked), sentBy(view.network, networkEntries(desk, asked)));
    const decided =
      decide(tally, firewall.networkRules, network) ??
      (packet.protocol === "tcp"
        ? decide(tally, firewall.applicationRules, sentBy(view.application, applicationEntries(desk, asked)))
        : undefined);
    if (decided) return hidden(decided, firewall.open);
    return rest(tally, "deny", firewall.open) ?? { is: "blocked", by: undefined, partly: [], whole: true };
  });
}

/** Two lists in the order of rules as one. */
function inOrder(a: readonly Entry[], b: readonly Entry[]): readonly Entry[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const both: Entry[] = [];
  let next = 0;
  for (const entry of a) {
    for (let other = b[next]; other && other.at < entry.at; other = b[next]) {
      both.push(other);
      next += 1;
    }
    both.push(entry);
  }
  return [...both, ...b.slice(next)];
}

function cutsOf({ firewall, index }: Desk, { ports, target }: Packet): readonly Ports[] {
  if (ports.from === ports.to) return [];
  const network = [...index.wide, ...index.network(target)].flatMap((at) => firewall.networkRules[at]?.ports.items ?? []);
  const application = index.application(target).flatMap((at) => firewall.applicationRules[at]?.protocols ?? []);
  return [...network, ...application.map(({ port }) => ({ from: port, to: port }))];
}

function networkEntries(desk: Desk, packet: Packet): readonly Entry[] {
  const { firewall, index, know } = desk;
  return remembered(desk, "network", packet, () =>
    index.network(packet.target).flatMap((at) => entryOf(at, networkCover(firewall, firewall.networkRules[at], packet, know))),
  );
}

function applicationEntries(desk: Desk, packet: Packet): readonly Entry[] {
  const { firewall, index, know } = desk;
  return remembered(desk, "application", packet, () =>
    index.application(packet.target).flatMap((at) => entryOf(at, applicationCover(firewall, firewall.applicationRules[at], packet, know))),
  );
}

/** Who sends it plays no part in what a firewall's rules say of a tag or host; whether an address is inside depends on it. */
function remembered(desk: Desk, kind: string, packet: Packet, find: () => readonly Entry[]): readonly Entry[] {
  if (packet.target.is === "range") return find();
  const key = `${kind} ${packet.protocol} ${packet.ports.from}-${packet.ports.to} ${targetKey(packet.target)}`;
  const known = desk.entries.get(key);
  if (known) return known;
  const found = find();
  desk.entries.set(key, found);
  return found;
}

function entryOf(at: number, cover: Cover): readonly Entry[] {
  return cover === "none" ? [] : [{ at, cover }];
}

/** The same entries for one source. */
function sentBy(sources: readonly Cover[], entries: readonly Entry[]): readonly Entry[] {
  const sent: Entry[] = [];
  for (const entry of entries) {
    const source = sources[entry.at] ?? "none";
    if (source === "none") continue;
    sent.push(source === "all" ? entry : { at: entry.at, cover: allOf([entry.cover, source]) });
  }
  return sent;
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
function wideEntries({ firewall, index, know }: Desk, view: View, packet: Packet): readonly Entry[] {
  if (packet.target.is === "range") return [];
  const all = () => index.wide.flatMap((at) => entryOf(at, networkCover(firewall, firewall.networkRules[at], packet, know)));
  if (know.prefixes) return sentBy(view.network, all());
  const kind = packet.target.is === "host" && packet.target.tags ? "tagged host" : packet.target.is;
  const key = `${packet.protocol} ${packet.ports.from}-${packet.ports.to} ${kind}`;
  const known = view.wide.get(key);
  if (known) return known;
  const kept: Entry[] = [];
  const doubted = new Set<unknown>();
  for (const entry of sentBy(view.network, all())) {
    const access = firewall.networkRules[entry.at]?.access;
    const sure = typeof entry.cover === "string" && typeof access === "string";
    const does = typeof access === "string" ? access : "either";
    if (!sure && doubted.has(does)) continue;
    if (!sure) doubted.add(does);
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

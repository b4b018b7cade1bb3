// Finds the rules of a firewall that may take in a target without looking at all of them: by tag, by host, by the end of a host.
import type { Range } from "../match/addresses.ts";
import { isPrivate, isWhole } from "../match/addresses.ts";
import type { TagTable } from "../match/tags.ts";
import { tagCover } from "../match/tags.ts";
import type { ApplicationRule, Firewall, NetworkRule, Term } from "../topology/types.ts";
import type { Target } from "./packet.ts";

/** Positions of rules, in order; each at most once. */
export interface RuleIndex {
  /** Network rules that take in any tag or host, or none, or may do so, whichever it is: by their addresses. */
  readonly wide: readonly number[];
  /** The other network rules that may take in a target; for addresses all of them. */
  network(target: Target): readonly number[];
  application(target: Target): readonly number[];
}

export function indexRules(firewall: Firewall, tags: TagTable): RuleIndex {
  const network = networkIndex(firewall.networkRules, tags);
  const application = hostIndex(firewall.applicationRules.map(applicationNames));
  const memory = new Map<string, readonly number[]>();
  const remember = (key: string, find: () => readonly number[]): readonly number[] => {
    const known = memory.get(key);
    if (known) return known;
    const found = [...new Set(find())].sort((a, b) => a - b);
    memory.set(key, found);
    return found;
  };
  return {
    wide: network.wide,
    network: (target) => remember(`n${targetKey(target)}`, () => network.special(target)),
    application: (target) => remember(`a${targetKey(target)}`, () => application(target)),
  };
}

export function targetKey(target: Target): string {
  if (target.is === "range") return `r${target.range.version} ${target.range.first} ${target.range.last}`;
  return target.is === "tag" ? `t${target.name}` : `h${target.host} ${target.tags?.join(" ") ?? ""}`;
}

interface Names {
  readonly hosts: readonly string[];
  /** It may take in any target. */
  readonly wide: boolean;
}

function applicationNames(rule: ApplicationRule): Names {
  const wide = Boolean(rule.hostsOpen) || rule.fqdnTags.length > 0 || rule.webCategories.length > 0 || rule.urls.length > 0;
  return { hosts: rule.hosts, wide };
}

interface NetworkIndex {
  readonly wide: readonly number[];
  special(target: Target): readonly number[];
}

function networkIndex(rules: readonly NetworkRule[], table: TagTable): NetworkIndex {
  const byTag = new Map<string, number[]>();
  const wide: number[] = [];
  const mixed: number[] = [];
  rules.forEach((rule, position) => {
    const tags = rule.destinations.items.flatMap((term) => (term.is === "tag" ? [term.name] : []));
    const named = tags.length > 0 || rule.hosts.length > 0;
    if (rule.destinations.open || rule.hostsOpen || rule.destinations.items.some(isWide)) (named ? mixed : wide).push(position);
    for (const tag of tags) push(byTag, tag, position);
  });
  const hosts = hostIndex(rules.map((rule) => ({ hosts: rule.hosts, wide: false })));
  const special = (target: Target): readonly number[] => {
    if (target.is === "range") return rules.map((_, position) => position);
    const holding = (names: readonly string[]) =>
      [...byTag].flatMap(([tag, own]) =>
        tag === "virtualnetwork" || names.some((name) => tagCover(tag, name, table) !== "none") ? own : [],
      );
    if (target.is === "tag") return [...mixed, ...holding([target.name]), ...hosts({ is: "host", host: "*" })];
    const tagged = target.tags ? holding(target.tags) : [...byTag].flatMap(([tag, own]) => (mayHoldHosts(tag) ? own : []));
    return [...mixed, ...hosts(target), ...tagged];
  };
  return { wide, special };
}

function mayHoldHosts(tag: string): boolean {
  return tag === "internet" || tag === "virtualnetwork" || tag.startsWith("azurecloud") || tag.startsWith("azurefrontdoor");
}

function isWide(term: Term): boolean {
  if (term.is === "range") return isPublic(term.range);
  return term.is !== "tag" && term.is !== "group";
}

function isPublic(range: Range): boolean {
  return range.version === 4 && (isWhole(range) || !isPrivate(range));
}

/** Patterns by their last labels: `*.x.com` is found from any host below `x.com`, and `a.x.com` from the pattern `*.x.com`. */
function hostIndex(rules: readonly Names[]): (target: Target) => readonly number[] {
  const exact = new Map<string, number[]>();
  const suffix = new Map<string, number[]>();
  const below = new Map<string, number[]>();
  const odd: number[] = [];
  const every: number[] = [];
  rules.forEach(({ hosts, wide }, position) => {
    if (wide || hosts.some((host) => host === "*")) every.push(position);
    for (const host of hosts) {
      if (isOdd(host)) odd.push(position);
      else if (host.startsWith("*.")) push(suffix, host.slice(1), position);
      else push(exact, host, position);
      for (const end of endings(host.replace(/^\*/, ""))) push(below, end, position);
    }
  });
  return (target) => {
    if (target.is !== "host" || target.host === "*") return every;
    const { host } = target;
    if (isOdd(host)) return rules.map((_, position) => position);
    const above = endings(host.replace(/^\*/, "")).flatMap((end) => suffix.get(end) ?? []);
    const inside = host.startsWith("*.") ? (below.get(host.slice(1)) ?? []) : [];
    return [...every, ...odd, ...(exact.get(host) ?? []), ...above, ...inside];
  };
}

/** With an asterisk elsewhere than in `*.`, or a part that is not known. */
function isOdd(host: string): boolean {
  return host.includes("\u{e000}") || host.lastIndexOf("*") > 0 || (host.startsWith("*") && !host.startsWith("*."));
}

/** `.b.c` and `.c` of `a.b.c`; of `.b.c` also itself. */
function endings(host: string): readonly string[] {
  const found: string[] = [];
  for (let at = host.indexOf("."); at >= 0; at = host.indexOf(".", at + 1)) found.push(host.slice(at));
  return found;
}

function push(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (list) list.push(position);
  else map.set(key, [position]);
}

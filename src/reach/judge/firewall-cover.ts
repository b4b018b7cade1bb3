// What one rule of Azure Firewall takes in of a packet, whoever sends it.
import type { Reason } from "../../model/value.ts";
import type { Cover } from "../match/cover.ts";
import { allOf, anyOf } from "../match/cover.ts";
import { FQDN_TAGS, UNRELATED_TAGS } from "../match/fqdn-tags.ts";
import { hostCover, isFirewallPattern } from "../match/hosts.ts";
import type { Ports } from "../match/ports.ts";
import type { ApplicationRule, Firewall, NetworkRule } from "../topology/types.ts";
import type { Knowledge, Target } from "./packet.ts";
import { ownHost, portsCover, protocolCover, targetCover } from "./packet.ts";
import type { Packet } from "./security-group.ts";

export function networkCover(firewall: Firewall, rule: NetworkRule | undefined, packet: Packet, know: Knowledge): Cover {
  if (!rule) return "none";
  const protocol = protocolCover(rule.protocols, packet.protocol);
  const ports = protocol === "none" ? "none" : portsCover(rule.ports, packet.ports);
  if (ports === "none") return "none";
  const byAddress = targetCover(rule.destinations, packet.target, packet.from, know);
  const byName = rule.hosts.length || rule.hostsOpen ? networkHosts(firewall, rule, packet.target) : "none";
  return allOf([protocol, ports, byName === "none" ? byAddress : anyOf([byAddress, byName])]);
}

/**
 * Names in network rules are resolved by the firewall's DNS proxy, one by one: patterns are not taken, and the Basic tier takes no names.
 * learn.microsoft.com/azure/firewall/fqdn-filtering-network-rules
 */
function networkHosts(firewall: Firewall, rule: NetworkRule, target: Target): Cover {
  const found = hostsCover(rule, target);
  if (found === "none") return found;
  if (firewall.tier === "basic") return NO_NAMES;
  if (rule.hosts.some((host) => host.includes("*"))) return NO_PATTERNS;
  if (firewall.dnsProxy === true) return found;
  return firewall.dnsProxy === false ? NO_PROXY : firewall.dnsProxy;
}

export function applicationCover(firewall: Firewall, rule: ApplicationRule | undefined, packet: Packet, know: Knowledge): Cover {
  if (!rule) return "none";
  const port = portCover(rule, packet.ports, packet.target);
  if (port === "none") return "none";
  const to = rule.destinations.items.length ? targetCover(rule.destinations, packet.target, packet.from, know) : "all";
  return allOf([
    port,
    to,
    anyOf([
      hostsCover(rule, packet.target),
      tagsCover(rule, packet.target),
      urlsCover(firewall, rule, packet.target),
      categories(firewall, rule, packet.target),
    ]),
  ]);
}

/** MSSQL takes in what speaks the protocol of SQL servers; plain HTTP takes in nothing that is encrypted, as everything on 443 is. */
function portCover(rule: ApplicationRule, ports: Ports, target: Target): Cover {
  const asked = rule.protocols.map(({ type, port }): Cover => {
    const cover = portsCover({ items: [{ from: port, to: port }] }, ports);
    if (cover === "none") return "none";
    if (type === "mssql" && !isSqlServer(target)) return SQL_ONLY;
    return type === "http" && port === 443 ? PLAIN_ONLY : cover;
  });
  const found = anyOf(asked);
  return found !== "all" && rule.protocolsOpen ? rule.protocolsOpen : found;
}

function isSqlServer(target: Target): boolean {
  return (
    target.is === "host" &&
    /(^|\.)(database\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)|sql\.azuresynapse\.net)$/.test(target.host)
  );
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

function categories({ tier }: Firewall, rule: ApplicationRule, target: Target): Cover {
  if (target.is !== "host" || rule.webCategories.length === 0) return "none";
  if (tier === "basic") return NO_CATEGORIES;
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
const NO_NAMES: Reason = { kind: "error", text: "The Basic tier of Azure Firewall takes no hosts in network rules." };
const NO_PATTERNS: Reason = { kind: "error", text: "A network rule takes whole hosts only, no patterns with an asterisk." };
const SQL_ONLY: Reason = {
  kind: "azure",
  text: "The rule is for the protocol of SQL servers, and whether the host speaks it is not known.",
};
const PLAIN_ONLY: Reason = { kind: "error", text: "The rule lets plain HTTP through on port 443, and what goes there is encrypted." };
const NO_CATEGORIES: Reason = { kind: "error", text: "The Basic tier of Azure Firewall takes no web categories." };
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

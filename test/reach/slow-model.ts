// The same question answered slowly: every packet by itself, in every world that the unknown parts leave open.
// Shares nothing with the product but the words of the question.
import type { RandomRule, World } from "./small-world.ts";
import { HOSTS, PORTS, SOURCES, TAGS } from "./small-world.ts";

type Answer = "allowed" | "blocked" | "unclear";

interface Packet {
  readonly source: number;
  readonly port: number;
  readonly place: string;
}

export function slowAnswer(world: World): Answer {
  const answers = new Set(openings(world).map((settled) => packetsOf(settled).every((packet) => passes(settled, packet))));
  if (answers.size > 1) return "unclear";
  return answers.has(true) ? "allowed" : "blocked";
}

export function countUnknown(world: World): number {
  return rulesOf(world).reduce((sum, rule) => sum + Number(rule.source === "?") + Number(rule.port === "?"), 0);
}

function rulesOf(world: World): readonly RandomRule[] {
  return [...(world.security ?? []), ...world.collections.flatMap((one) => one.rules)];
}

/** Each unknown part may be anything: everything, nothing that matters, or a part. */
function openings(world: World): readonly World[] {
  const sources = ["*", "10.9.0.0/16", "10.1.1.0/29"];
  const ports = ["*", "9", "443"];
  let open: World[] = [world];
  const count = rulesOf(world).length;
  for (let at = 0; at < count; at += 1) {
    open = open.flatMap((one) => (rulesOf(one)[at]?.source === "?" ? sources.map((value) => settle(one, at, { source: value })) : [one]));
    open = open.flatMap((one) => (rulesOf(one)[at]?.port === "?" ? ports.map((value) => settle(one, at, { port: value })) : [one]));
  }
  return open;
}

function settle(world: World, at: number, change: Partial<RandomRule>): World {
  let position = -1;
  const next = <T extends RandomRule>(rule: T): T => {
    position += 1;
    return position === at ? { ...rule, ...change } : rule;
  };
  const security = world.security?.map(next);
  return { ...world, security, collections: world.collections.map((one) => ({ ...one, rules: one.rules.map(next) })) };
}

function packetsOf(world: World): readonly Packet[] {
  const [low, high] = PORTS[world.port] ?? [0, 0];
  const places =
    TAGS[world.target] ?? (world.target.startsWith("*") ? HOSTS.filter((host) => host.endsWith(world.target.slice(1))) : [world.target]);
  const packets: Packet[] = [];
  for (let source = 0; source < 16; source += 1)
    for (let port = low; port <= high; port += 1) for (const place of places) packets.push({ source, port, place });
  return packets;
}

function passes(world: World, packet: Packet): boolean {
  return groupLets(world, packet) && wayLets(world, packet);
}

function groupLets(world: World, packet: Packet): boolean {
  if (!world.security) return true;
  const first = [...world.security].sort((a, b) => a.priority - b.priority).find((rule) => fits(world, rule, packet));
  return first ? first.access === "Allow" : true;
}

function wayLets(world: World, packet: Packet): boolean {
  const fitting = world.routes.filter((route) => route.to === "0.0.0.0/0" || TAGS[route.to]?.includes(packet.place));
  const [best] = [...fitting].sort((a, b) => rank(a.to) - rank(b.to));
  if (best?.hop === "Internet") return true;
  return best?.hop === "firewall" && firewallLets(world, packet);
}

function rank(to: string): number {
  if (to === "0.0.0.0/0") return 9;
  if (to === "AzureCloud") return 3;
  return to.includes(".") ? 0 : 1;
}

function firewallLets(world: World, packet: Packet): boolean {
  const ordered = [...world.collections].sort((a, b) => a.priority - b.priority);
  for (const kind of ["network", "application"] as const) {
    if (kind === "application" && world.protocol !== "TCP") continue;
    for (const one of ordered) if (one.rules.some((rule) => rule.kind === kind && fits(world, rule, packet))) return one.access === "Allow";
  }
  return false;
}

function fits(world: World, rule: RandomRule, packet: Packet): boolean {
  const [first, last] = SOURCES[rule.source] ?? [-1, -1];
  const [low, high] = PORTS[rule.port] ?? [Number(rule.port), Number(rule.port)];
  if (packet.source < first || packet.source > last || packet.port < low || packet.port > high) return false;
  if (rule.protocol !== "Any" && rule.protocol !== world.protocol) return false;
  if (rule.to === "*" || rule.to === "Internet") return true;
  const places = TAGS[rule.to];
  if (places) return places.includes(packet.place);
  if (!HOSTS.some((host) => host === packet.place)) return false;
  return rule.to.startsWith("*") ? packet.place.endsWith(rule.to.slice(1)) : rule.to === packet.place;
}

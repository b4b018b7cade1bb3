// Walks to addresses answered slowly: every address by itself, as the pages on routes, security groups and policies read.
// Shares nothing with the product but the words of the question.
import type { AddressCollection, AddressRule, AddressWorld } from "./address-world.ts";

type Answer = "allowed" | "blocked" | "unclear";

/** Where a default route may make 'VirtualNetwork' hold the Internet as well, both readings are tried. */
export function slowWalk(world: AddressWorld): Answer {
  const readings = new Set([false, true].map((wide) => addresses(world.target).every((address) => passes(world, address, wide))));
  if (readings.size > 1) return "unclear";
  return readings.has(true) ? "allowed" : "blocked";
}

function addresses(prefix: string): readonly number[] {
  const [first, last] = bounds(prefix);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function bounds(prefix: string): readonly [number, number] {
  const [address = "", length = "32"] = prefix.split("/");
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}

function holds(prefix: string, address: number): boolean {
  const [first, last] = bounds(prefix);
  return first <= address && address <= last;
}

function lengthOf(prefix: string): number {
  return Number(prefix.split("/")[1] ?? "32");
}

function passes(world: AddressWorld, address: number, wide: boolean): boolean {
  return groupLets(world, address, wide) && routeLets(world, address);
}

const connected = ["10.1.0.0/16", "10.0.0.0/16"];

function isPrivate(address: number): boolean {
  return holds("10.0.0.0/8", address);
}

/** The tag: the network, its peers, private addresses of routes; with a default route perhaps everything. */
function inNetworkTag(world: AddressWorld, address: number, wide: boolean): boolean {
  if (connected.some((prefix) => holds(prefix, address))) return true;
  if (isPrivate(address)) return world.routes.some(({ to }) => holds(to, address));
  return wide && world.routes.some(({ to }) => to === "0.0.0.0/0");
}

function groupLets(world: AddressWorld, address: number, wide: boolean): boolean {
  if (!world.security) return true;
  const first = world.security.find((rule) => takes(rule, world.port) && fits(rule.to, world, address, wide));
  if (first) return first.access === "Allow";
  return inNetworkTag(world, address, false) || !isPrivate(address);
}

function fits(to: string, world: AddressWorld, address: number, wide: boolean): boolean {
  if (to === "*") return true;
  if (to === "VirtualNetwork") return inNetworkTag(world, address, wide);
  if (to === "Internet") return !isPrivate(address);
  return holds(to, address);
}

function takes({ port }: AddressRule, asked: string): boolean {
  if (port === "*") return true;
  const [low = 0, high = low] = port.split("-").map(Number);
  return low <= Number(asked) && Number(asked) <= high;
}

/** The longest prefix; of two alike the user's. The reserved private ranges go nowhere unless the user takes every address elsewhere. */
function routeLets(world: AddressWorld, address: number): boolean {
  const system = [
    ...connected.map((to) => ({ to, hop: "VnetLocal" as const, own: false })),
    { to: "0.0.0.0/0", hop: "Internet" as const, own: false },
    ...(world.routes.some(({ to }) => to === "0.0.0.0/0") ? [] : [{ to: "10.0.0.0/8", hop: "None" as const, own: false }]),
  ];
  const all = [...world.routes.map((route) => ({ ...route, own: true })), ...system].filter(({ to }) => holds(to, address));
  const [best] = all.sort((a, b) => lengthOf(b.to) - lengthOf(a.to) || Number(b.own) - Number(a.own));
  if (best?.hop === "firewall") return policyLets(world, address);
  if (best?.hop === "Internet") return !isPrivate(address);
  return best?.hop === "VnetLocal";
}

function policyLets(world: AddressWorld, address: number): boolean {
  const ordered = [...world.collections].sort((a, b) => rank(a) - rank(b));
  for (const { rules, access } of ordered)
    if (rules.some((rule) => takes(rule, world.port) && fits(rule.to, world, address, false))) return access === "Allow";
  return false;
}

function rank({ inBase, group, priority }: AddressCollection): number {
  return (inBase ? 0 : 1_000_000) + group * 1000 + priority;
}

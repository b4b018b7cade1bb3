// Words for each stage of a walk.
import { look } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import type { Reason } from "../../model/value.ts";
import { nameOf } from "../topology/read.ts";
import type { ApplicationRule, Firewall, Link, ManagedNetwork, NetworkRule, Route, SecurityGroup, Subnet } from "../topology/types.ts";
import type { FirewallDecision } from "./firewall.ts";
import type { ManagedDecision } from "./managed-network.ts";
import type { Stage } from "./merge.ts";
import type { Source, Step } from "./outcome.ts";
import type { Inside } from "./private-endpoint.ts";
import type { Way } from "./route.ts";
import type { GroupDecision } from "./security-group.ts";

/** `holder`: what the group stands at, where that is not the subnet. */
export function groupStage(
  group: SecurityGroup | undefined,
  subnet: Subnet,
  found: readonly GroupDecision[] | Link<unknown>,
  holder = `subnet '${subnet.name}'`,
): Stage {
  if (!group || !isDecisions(found)) return noGroup(subnet, isDecisions(found) ? { is: "absent" } : found);
  const blocked = found.find((decision) => decision.is === "blocked");
  const named = `security group '${group.name}' of ${holder}`;
  if (blocked?.is === "blocked") {
    const rule = blocked.by;
    const text = rule ? `Rule '${rule.name}' of ${named} denies it.` : `No rule of ${named} allows it.`;
    const at = rule?.at ?? group.at;
    const blocker = { by: rule ? "rule" : "nothing allows", text, at, group, ...(rule && { rule }), partly: blocked.partly } as const;
    return { steps: [{ stage: "security group", is: "stops", text, at }], blocker };
  }
  const unclear = found.find((decision) => decision.is === "unclear");
  if (unclear?.is === "unclear") return unclearStage("security group", unclear.because, unclear.by?.at ?? group.at);
  const first = found[0];
  const rule = first?.is === "allowed" && !first.default ? first.by : undefined;
  const name = rule?.name ?? (first?.default as string);
  const text = rule ? `Rule '${name}' of ${named} allows it.` : `The default rule '${name}' of ${named} allows it.`;
  const at = rule?.at ?? group.at;
  return { steps: [{ stage: "security group", is: "passes", text, at }], witness: { name, at }, weight: rule ? 3 : 2 };
}

function isDecisions(found: readonly GroupDecision[] | Link<unknown>): found is readonly GroupDecision[] {
  return Array.isArray(found);
}

function noGroup(subnet: Subnet, link: Link<unknown>): Stage {
  if (link.is === "unclear") {
    const text = `The security group of subnet '${subnet.name}' cannot be seen. ${link.because.text}`;
    return unclearStage("security group", { ...link.because, text }, subnet.at);
  }
  const known = ungrouped.get(subnet);
  if (known) return known;
  const text = `Subnet '${subnet.name}' has no security group, so everything may leave it.`;
  const made: Stage = { steps: [{ stage: "security group", is: "noted", text, at: subnet.at }] };
  ungrouped.set(subnet, made);
  return made;
}

const ungrouped = new WeakMap<Subnet, Stage>();

/** What a route says is the same for all that takes it. */
const told = new WeakMap<Route, Stage>();

export function routeStage(way: Way, subnet: Subnet): Stage {
  const known = way.route && told.get(way.route);
  if (known) return known;
  const made = routeStageOf(way, subnet);
  if (way.route) told.set(way.route, made);
  return made;
}

function routeStageOf(way: Way, subnet: Subnet): Stage {
  const at = way.route?.at ?? subnet.at;
  const by = way.route
    ? `Route '${way.route.name}'${prefixOf(way.route)}`
    : way.to === "firewall"
      ? "The virtual hub"
      : "No route of its own, so Azure's system route";
  const to = way.to === "firewall" ? `firewall '${way.firewall.name}'` : way.to === "internet" ? "the Internet" : "the virtual network";
  const past = way.route && way.to === "internet" ? ", past any firewall" : "";
  const step: Step = { stage: "route", is: "passes", text: `${by} sends it to ${to}${past}.`, at };
  if (way.to !== "network") return { steps: [step] };
  return { steps: [step], witness: { name: way.route?.name ?? "system route", at }, weight: 1 };
}

/** The prefix as the route writes it, where the route is not named after it. */
function prefixOf({ resource, name }: Route): string {
  const seen = look(resource.body, ["properties", "addressPrefix"], resource.condition);
  const written = seen.is === "value" && seen.value.kind === "scalar" ? String(seen.value.value) : undefined;
  return written === undefined || written === name ? "" : ` for '${written}'`;
}

export function serviceStage(service: string, subnet: Subnet): Stage {
  const text = `The service endpoint '${service}' of subnet '${subnet.name}' takes it straight to the service, past any firewall.`;
  return {
    steps: [{ stage: "route", is: "passes", text, at: subnet.at }],
    witness: { name: `service endpoint '${service}'`, at: subnet.at },
    weight: 3,
  };
}

export function nowhereStage(way: Way, subnet: Subnet): Stage {
  const at = way.route?.at ?? subnet.at;
  const text = way.route
    ? way.route.hop === "internet"
      ? `Route '${way.route.name}' sends it to the Internet, where no private address is reached.`
      : `Route '${way.route.name}' drops it: its next hop is 'None'.`
    : `No route leads from subnet '${subnet.name}' to this private address.`;
  const blocker = { by: "route", text, at, ...(way.route && { rule: way.route }), partly: [] } as const;
  return { steps: [{ stage: "route", is: "stops", text, at }], blocker };
}

export function egressStage(source: Source, subnet: Subnet, route: Route | undefined): Stage {
  const at = route?.at ?? subnet.at;
  if (subnet.natGateway.is === "there")
    return wayOut(`NAT gateway '${nameOf(subnet.natGateway.to)}' takes it out.`, subnet.natGateway.to.at);
  if (source.publicIp === true) return wayOut("Its machines have public addresses and leave by those.", at);
  if (subnet.defaultOutbound === true)
    return wayOut("It leaves by the default outbound access of the subnet, which Azure retires: new networks have none.", at);
  if (subnet.natGateway.is === "unclear") return unclearStage("way out", subnet.natGateway.because, subnet.at);
  if (source.publicIp !== false) return unclearStage("way out", source.publicIp, source.at);
  if (subnet.defaultOutbound !== false) return unclearStage("way out", subnet.defaultOutbound, subnet.at);
  const text = `Subnet '${subnet.name}' is private and has neither a NAT gateway nor machines with public addresses, so nothing leaves it to the Internet.`;
  const blocker = { by: "no way out", text, at: subnet.at, ...(route && { rule: route }), partly: [] } as const;
  return { steps: [{ stage: "way out", is: "stops", text, at: subnet.at }], blocker };
}

function wayOut(text: string, at: Origin): Stage {
  return { steps: [{ stage: "way out", is: "passes", text, at }], witness: { name: "open way to the Internet", at }, weight: 1 };
}

export function firewallStage(firewall: Firewall, found: readonly FirewallDecision[]): Stage {
  const notes = threatNote(firewall);
  const blocked = found.find((decision) => decision.is === "blocked");
  if (blocked?.is === "blocked") return withNotes(firewallBlocks(firewall, blocked), notes);
  const unclear = found.find((decision) => decision.is === "unclear");
  if (unclear?.is === "unclear") return withNotes(unclearStage("firewall", unclear.because, unclear.by?.at ?? firewall.at), notes);
  const first = found[0];
  if (first?.is !== "allowed") return unclearStage("firewall", { kind: "unsupported", text: "The firewall was not judged." }, firewall.at);
  const { by } = first;
  const hidden = firewall.open ? " Other rules of it may not be seen." : "";
  const text = `${kindName(by)} rule '${by.name}' of collection '${by.collection}' allows it.${hidden}`;
  return withNotes(
    { steps: [{ stage: "firewall", is: "passes", text, at: by.at }], witness: { name: by.name, at: by.at }, weight: 4 },
    notes,
  );
}

function firewallBlocks(firewall: Firewall, blocked: FirewallDecision & { readonly is: "blocked" }): Stage {
  const rule = blocked.by;
  const partly = blocked.partly.length ? ` ${blocked.partly.map((one) => `Rule '${one.name}' allows only a part of it.`).join(" ")}` : "";
  const text = rule
    ? `${kindName(rule)} rule '${rule.name}' of collection '${rule.collection}' denies it.`
    : `No rule of firewall '${firewall.name}' allows it, and what no rule allows is denied.${partly}`;
  const at = rule?.at ?? firewall.policy?.at ?? firewall.at;
  const blocker = { by: rule ? "rule" : "nothing allows", text, at, firewall, ...(rule && { rule }), partly: blocked.partly } as const;
  return { steps: [{ stage: "firewall", is: "stops", text, at }], blocker };
}

function kindName(rule: NetworkRule | ApplicationRule): string {
  return rule.kind === "network" ? "Network" : "Application";
}

function withNotes(stage: Stage, notes: readonly Step[]): Stage {
  return notes.length ? { ...stage, steps: [...stage.steps, ...notes] } : stage;
}

function threatNote(firewall: Firewall): readonly Step[] {
  if (firewall.threatIntel !== "deny") return [];
  const text =
    firewall.tier === "basic"
      ? "Threat intelligence is told to deny, and the Basic tier of Azure Firewall only alerts."
      : "Threat intelligence denies addresses and hosts that Microsoft lists as malicious before any rule is asked.";
  return [{ stage: "firewall", is: "noted", text, at: firewall.policy?.at ?? firewall.at }];
}

export function managedStage(network: ManagedNetwork, found: ManagedDecision): readonly Stage[] {
  if (found.is === "unclear") return [unclearStage("managed network", found.because, network.at)];
  const at = found.at ?? network.at;
  if (found.is === "allowed") {
    return [{ steps: [{ stage: "managed network", is: "passes", text: found.text, at }], witness: { name: found.name, at }, weight: 4 }];
  }
  const blocker = {
    by: found.rule ? "rule" : "nothing allows",
    text: found.text,
    at,
    managed: network,
    partly: [],
    ...(found.rule && { rule: found.rule }),
  } as const;
  return [{ steps: [{ stage: "managed network", is: "stops", text: found.text, at }], blocker }];
}

export function insideStage(inside: Inside): Stage {
  if (inside.is === "unclear") return unclearStage("private endpoint", inside.because, inside.at);
  const step: Step = { stage: "private endpoint", is: "passes", text: inside.text, at: inside.at };
  return { steps: [step], witness: { name: inside.endpoint.name, at: inside.at }, weight: 5 };
}

export function unclearStage(stage: Step["stage"], because: Reason, at?: Origin): Stage {
  return { steps: [{ stage, is: "unclear", text: because.text, ...(at && { at }) }], because };
}

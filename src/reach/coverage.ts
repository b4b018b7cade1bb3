// Every required flow from every source: allowed, blocked or unclear, with what makes it so. Rules, report, lens and tree read this one matrix.
import type { Graph } from "../model/graph.ts";
import type { Destination, Flow, Requirement } from "../model/requirement.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Reason } from "../model/value.ts";
import { knowledgeOf } from "./judge/knowledge.ts";
import type { Blocker, Source, Step, Walk, Witness } from "./judge/outcome.ts";
import type { Target } from "./judge/packet.ts";
import type { Walker } from "./judge/walk.ts";
import { walker } from "./judge/walk.ts";
import { kubernetesSources } from "./kubernetes-sources.ts";
import { jumpBoxes } from "./machines.ts";
import { writeRange } from "./match/addresses.ts";
import { unknownPart } from "./match/hosts.ts";
import type { Ports } from "./match/ports.ts";
import { parsePorts } from "./match/ports.ts";
import { ownNames } from "./own-names.ts";
import type { Sources } from "./sources.ts";
import { flowSources, workspaceLocation } from "./sources.ts";
import { writtenText } from "./topology/read.ts";
import { topologyOf } from "./topology/topology.ts";

/** One port (or range) of one requirement, by the best of its alternatives. */
interface PortResult {
  readonly ports: string;
  readonly protocol: "TCP" | "UDP";
  readonly walk: Walk;
  /** The destination that the walk is about: a tag with its region, or a host. */
  readonly destination: string;
  /** All destinations of the alternative that are blocked, each with its walk. */
  readonly lacking: readonly Lacking[];
}

interface Lacking {
  readonly destination: string;
  readonly kind: "tag" | "host" | "range";
  readonly walk: Walk & { readonly is: "blocked" };
}

export interface Cell {
  readonly source: Source;
  readonly is: "allowed" | "blocked" | "unclear";
  readonly results: readonly PortResult[];
  readonly witness?: Witness;
  readonly blocker?: Blocker;
  readonly because?: Reason;
  readonly steps: readonly Step[];
  /** The ports that are blocked or unclear, or all where it is allowed. */
  readonly ports: readonly string[];
  readonly destination: string;
}

export interface Row {
  readonly requirement: Requirement;
  readonly flow: Flow;
  /** Its place among all rows. */
  readonly order: number;
  readonly cells: readonly Cell[];
}

export interface Coverage {
  readonly sources: Sources;
  readonly rows: readonly Row[];
}

/** Prefixes of a service tag by its name in lower case, as a file or Azure gave them. */
export type Prefixes = (tag: string) => readonly string[] | undefined;

const known = new WeakMap<Graph, Map<readonly Requirement[], Coverage>>();

/** The matrix of outbound flows that start at computes, at nodes of attached clusters or at jump boxes (machines of people elsewhere are not seen), in the order of the requirements. The same graph and rows give the same matrix. */
export function coverage(graph: Graph, scenario: Scenario, requirements: readonly Requirement[], prefixes?: Prefixes): Coverage {
  const byRows = known.get(graph) ?? new Map<readonly Requirement[], Coverage>();
  known.set(graph, byRows);
  const before = byRows.get(requirements);
  if (before) return before;
  const made = compute(graph, scenario, requirements, prefixes);
  byRows.set(requirements, made);
  return made;
}

function compute(graph: Graph, scenario: Scenario, requirements: readonly Requirement[], prefixes: Prefixes | undefined): Coverage {
  const sources = flowSources(graph);
  const clusters = kubernetesSources(graph);
  const clients = jumpBoxes(graph);
  const know = knowledgeOf(scenario.cloud, prefixes);
  const asked = walker(topologyOf(graph), know);
  const region = regionOf(graph, scenario);
  const named = ownNames(graph);
  const rows = requirements.flatMap((requirement, order): readonly Row[] => {
    const { flow } = requirement;
    if (flow?.direction !== "outbound" || requirement.kind === "route" || flow.alternatives.length === 0) return [];
    const starts = flow.from === "kubernetes" ? clusters : flow.from === "client" ? clients : sources.items;
    if (flow.from && starts.length === 0) return [];
    const known = named(flow);
    return [{ requirement, flow, order, cells: starts.map((source) => judgeFlow(asked, source, known, region)) }];
  });
  return { sources, rows };
}

/** The region as part of a name: `eastus`, or what stands for it where it is not known. */
export function regionOf(graph: Graph, scenario: Scenario): string {
  if (scenario.region) return scenario.region.toLowerCase().replaceAll(" ", "");
  const location = workspaceLocation(graph);
  const written = location && writtenText(location);
  return written?.toLowerCase().replaceAll(" ", "") ?? unknownPart("region");
}

/** Judges one flow from one source: each port may be let through by any of the alternatives. */
function judgeFlow(asked: Walker, source: Source, flow: Flow, region: string): Cell {
  const protocols = flow.protocol === "Any" ? (["TCP", "UDP"] as const) : ([flow.protocol] as const);
  const results = protocols.flatMap((protocol) =>
    flow.ports.flatMap((ports): readonly PortResult[] => {
      const parsed = parsePorts(ports);
      return parsed ? [judgePort({ asked, source, flow, region, protocol, ports, parsed })] : [];
    }),
  );
  return cellOf(source, results);
}

interface PortQuestion {
  readonly asked: Walker;
  readonly source: Source;
  readonly flow: Flow;
  readonly region: string;
  readonly protocol: PortResult["protocol"];
  readonly ports: string;
  readonly parsed: Ports;
}

function judgePort(question: PortQuestion): PortResult {
  const { flow, ports, protocol } = question;
  let unclear: PortResult | undefined;
  let blocked: PortResult | undefined;
  for (const result of [endpointResult(question), ...flow.alternatives.map((one) => alternativeResult(question, one))]) {
    if (!result) continue;
    if (result.walk.is === "allowed") return result;
    if (result.walk.is === "unclear") unclear ??= result;
    else blocked ??= result;
  }
  return unclear ?? blocked ?? nothing(ports, protocol);
}

/** To private endpoints behind a firewall: their addresses are what the firewall sees. */
function endpointResult({ asked, source, flow, protocol, ports, parsed }: PortQuestion): PortResult | undefined {
  if (flow.endpoint === undefined) return undefined;
  const walks = asked.walksToEndpoints(source, flow.endpoint, transportOf(protocol), parsed);
  return worstOf(walks.map(({ prefix, walk }) => resultOf({ ports, protocol }, writeRange(prefix), "range", walk)));
}

function alternativeResult(question: PortQuestion, alternative: readonly Destination[]): PortResult | undefined {
  const { asked, source, flow, region, protocol, ports, parsed } = question;
  const tags = flow.alternatives.flat().flatMap((one) => {
    const found = targetOf(one, region);
    return found.is === "tag" ? [found.name] : [];
  });
  const needed = alternative.filter((one) => !("host" in one && one.ports && !one.ports.includes(ports)));
  return worstOf(
    needed.map((destination) => {
      const found = targetOf(destination, region);
      const target: Target = found.is === "host" && tags.length > 0 ? { ...found, tags } : found;
      const named = target.is === "tag" ? writtenTag(destination, region) : target.is === "host" ? target.host : "";
      const walk = asked.walk(source, target, transportOf(protocol), parsed);
      return resultOf({ ports, protocol }, named, target.is === "tag" ? "tag" : "host", walk);
    }),
  );
}

function resultOf(asked: Pick<PortResult, "ports" | "protocol">, destination: string, kind: Lacking["kind"], walk: Walk): PortResult {
  return { ...asked, walk, destination, lacking: walk.is === "blocked" ? [{ destination, kind, walk }] : [] };
}

function transportOf(protocol: PortResult["protocol"]): "tcp" | "udp" {
  return protocol === "TCP" ? "tcp" : "udp";
}

function worstOf(results: readonly PortResult[]): PortResult | undefined {
  const lacking = results.flatMap((result) => result.lacking);
  const blocked = results.find(({ walk }) => walk.is === "blocked");
  if (blocked) return { ...blocked, lacking };
  return results.find(({ walk }) => walk.is === "unclear") ?? results[0];
}

/** What a requirement asks for, with the region put in. */
export function targetOf(destination: Destination, region: string): Target {
  if ("tag" in destination) {
    const name = destination.tag.toLowerCase();
    return { is: "tag", name: destination.regional ? `${name}.${region}` : name };
  }
  const host = destination.host.toLowerCase().replaceAll("<region>", region);
  return { is: "host", host: host.replace(/<([a-z]+)>/g, (_, name: string) => unknownPart(name)) };
}

/** The tag as a person would write it: with the region where it is known. */
function writtenTag(destination: Destination, region: string): string {
  if (!("tag" in destination)) return "";
  return destination.regional && !region.includes("\u{e000}") ? `${destination.tag}.${region}` : destination.tag;
}

function cellOf(source: Source, results: readonly PortResult[]): Cell {
  const bad = results.filter(({ walk }) => walk.is === "blocked");
  const open = results.filter(({ walk }) => walk.is === "unclear");
  const chosen = bad.length ? bad : open.length ? open : results;
  const [first] = chosen;
  const walk = first?.walk ?? nothing("", "TCP").walk;
  return {
    source,
    is: walk.is,
    results,
    ...(walk.is === "allowed" && { witness: walk.witness }),
    ...(walk.is === "blocked" && { blocker: walk.blocker }),
    ...(walk.is === "unclear" && { because: walk.because }),
    steps: walk.steps,
    ports: [...new Set(chosen.map(({ ports }) => ports))],
    destination: first?.destination ?? "",
  };
}

function nothing(ports: string, protocol: "TCP" | "UDP"): PortResult {
  const because: Reason = { kind: "unsupported", text: "The requirement names no destination." };
  return { ports, protocol, walk: { is: "unclear", because, steps: [] }, destination: "", lacking: [] };
}

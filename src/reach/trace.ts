// One flow traced on request: `explain`, and the questions that rules have beside the required flows.
import type { Cloud } from "../model/declaration.ts";
import type { Graph } from "../model/graph.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Prefixes } from "./coverage.ts";
import { regionOf } from "./coverage.ts";
import { knowledgeOf } from "./judge/knowledge.ts";
import type { Source, Walk } from "./judge/outcome.ts";
import type { Target } from "./judge/packet.ts";
import { walker } from "./judge/walk.ts";
import { parseRange } from "./match/addresses.ts";
import { parsePorts } from "./match/ports.ts";
import { splitTag } from "./match/tags.ts";
import { flowSources, sourceOf } from "./sources.ts";
import { topologyOf } from "./topology/topology.ts";

/** A destination as a person writes it: `pypi.org`, `Storage.eastus:443`, `AzureMachineLearning:5831/udp`, `10.0.0.4:53/udp`. */
export interface Destination {
  readonly written: string;
  readonly target: Target;
  readonly ports: string;
  readonly protocol: "TCP" | "UDP";
}

export interface Trace {
  readonly source: Source;
  readonly destination: Destination;
  readonly walk: Walk;
  readonly cloud: Cloud;
}

/** Undefined for what is no destination. Without a port it is 443, without a protocol TCP. Tags with `<region>` take the scenario's. */
export function parseDestination(text: string): Destination | undefined {
  const found = /^(.+?)(?::(\d{1,5}(?:-\d{1,5})?))?(?:\/(tcp|udp))?$/i.exec(text.trim());
  const name = found?.[1];
  const ports = found?.[2] ?? "443";
  if (name === undefined || !parsePorts(ports)) return undefined;
  const protocol = found?.[3]?.toLowerCase() === "udp" ? "UDP" : "TCP";
  const target = targetOf(name);
  return target && { written: name, target, ports, protocol };
}

/** A name with a dot is a host unless its first part looks like a service tag: `Storage.eastus`. */
function targetOf(name: string): Target | undefined {
  const range = parseRange(name);
  if (range) return { is: "range", range };
  if (/^\d+(\.\d+){3}$/.test(name)) return undefined;
  if (!/^(\*\.?)?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(name)) return undefined;
  const lower = name.toLowerCase();
  const { base } = splitTag(lower);
  if (!name.includes(".") || TAGS.has(base)) return { is: "tag", name: lower };
  return { is: "host", host: lower };
}

/** Traces from one source, or from every source of machine learning's flows; none when nobody knows from where. */
export function traceFlow(
  graph: Graph,
  scenario: Scenario,
  destination: Destination,
  from?: string,
  prefixes?: Prefixes,
): readonly Trace[] {
  const sources = from === undefined ? flowSources(graph).items : sourceOf(graph, from);
  const asked = walker(topologyOf(graph), knowledgeOf(scenario.cloud, prefixes));
  const { target } = destination;
  const region = regionOf(graph, scenario);
  const settled: Target = target.is === "range" ? target : settle(target, region);
  const ports = parsePorts(destination.ports);
  if (!ports) return [];
  const protocol = destination.protocol === "TCP" ? "tcp" : "udp";
  return sources.map((source) => ({
    source,
    destination,
    walk: asked.walk(source, settled, protocol, ports),
    cloud: scenario.cloud,
  }));
}

function settle(target: Exclude<Target, { is: "range" }>, region: string): Target {
  if (target.is === "tag") return { is: "tag", name: target.name.replaceAll("<region>", region) };
  return { ...target, host: target.host.replaceAll("<region>", region) };
}

/** Tags that have forms for regions, or a dot in their name. */
const TAGS: ReadonlySet<string> = new Set([
  "storage",
  "azurecloud",
  "azuremachinelearning",
  "azureactivedirectory",
  "azureactivedirectory.serviceendpoint",
  "azureresourcemanager",
  "azurekeyvault",
  "azurecontainerregistry",
  "azuremonitor",
  "azuremonitor.core",
  "azurefrontdoor.frontend",
  "azurefrontdoor.backend",
  "azurefrontdoor.firstparty",
  "azurefrontdoor.microsoftsecurity",
  "batchnodemanagement",
  "microsoftcontainerregistry",
  "sql",
  "eventhub",
  "servicebus",
]);

// Where the flows of machine learning start.
import type { Graph, Resource } from "../model/graph.ts";
import { look } from "../model/look.ts";
import type { Path, Reason, Value } from "../model/value.ts";
import type { Source } from "./judge/outcome.ts";
import { machineSources } from "./machines.ts";
import { writeRange } from "./match/addresses.ts";
import { subnetSource } from "./subnet-source.ts";
import { nameOf, wordAt } from "./topology/read.ts";
import { subnetAt, topologyOf } from "./topology/topology.ts";
import type { Firewall, Subnet, Term, Terms } from "./topology/types.ts";

export interface Sources {
  readonly items: readonly Source[];
  /** Why nothing, or not all, is known; set whenever `items` is empty and machine learning is there. */
  readonly unknown?: { readonly because: Reason; readonly about: Resource };
}

/**
 * Managed networks; subnets of declared computes and machines attached as such; else the serverless subnet; else the sources of firewall or security rules that
 * name machine learning's own tags or hosts; else subnets that are routed to a firewall; else nothing, with the reason.
 */
export function flowSources(graph: Graph): Sources {
  const workspaces = graph.ofType("Microsoft.MachineLearningServices/workspaces");
  const managed = topologyOf(graph).managed.map(managedSource);
  const taken = new Set(managed.map((source) => source.managed?.resource));
  const own = workspaces.filter((workspace) => !taken.has(workspace));
  const computes = declaredComputes(graph);
  const found = computes.items.length > 0 ? computes.items : serverlessSources(graph, own);
  const [first] = own;
  if (managed.length > 0 && found.length === 0) return { items: managed };
  if (found.length > 0) return withUnknown([...managed, ...found], computes.unknown);
  if (computes.unknown) return withUnknown(managed, computes.unknown);
  if (computes.hosted) return { items: [] };
  const named = namedSources(graph);
  if (named.length > 0) return { items: named };
  if (!first) return { items: [] };
  const routed = routedSources(graph);
  return routed.length > 0 ? { items: routed } : { items: [], unknown: { because: NO_SOURCE, about: first } };
}

/** Subnets and machines of declared computes; else the serverless subnet. */
export function computeSources(graph: Graph): readonly Source[] {
  const { items } = declaredComputes(graph);
  return items.length > 0 ? items : serverlessSources(graph, graph.ofType("Microsoft.MachineLearningServices/workspaces"));
}

/** Subnets, managed networks, machines and interfaces of that name or key, as sources by themselves; those of machine learning first. */
export function sourceOf(graph: Graph, name: string): readonly Source[] {
  const wanted = name.toLowerCase();
  const known = flowSources(graph).items.filter((source) => matches(source.resource, wanted));
  if (known.length > 0) return known;
  const machines = machineSources(graph, (resource) => matches(resource, wanted));
  if (machines.length > 0) return machines;
  return topologyOf(graph)
    .subnets.filter((subnet) => matches(subnet.resource, wanted))
    .map((subnet) => subnetSource(subnet, subnet.resource, UNKNOWN_ADDRESS, "It was named as the source."));
}

/** What a flow can be said to start from, as people name it. */
export function sourceNames(graph: Graph): readonly string[] {
  const machines = machineSources(graph, ({ kind }) => kind === "microsoft.compute/virtualmachines");
  const all = [...flowSources(graph).items, ...machines].map(({ resource }) => nameOf(resource));
  return [...new Set([...all, ...topologyOf(graph).subnets.map(({ name }) => name)])];
}

function matches(resource: Resource, wanted: string): boolean {
  return [nameOf(resource), resource.symbol, resource.key, resource.symbol?.split(".").at(-1)].some((one) => one?.toLowerCase() === wanted);
}

function withUnknown(items: readonly Source[], unknown: Sources["unknown"]): Sources {
  return unknown ? { items, unknown } : { items };
}

function managedSource(network: ReturnType<typeof topologyOf>["managed"][number]): Source {
  return {
    key: `managed:${network.resource.key}`,
    name: network.name,
    at: network.at,
    resource: network.resource,
    managed: network,
    condition: network.condition,
    publicIp: false,
    because: "The workspace runs its computes in a managed network.",
  };
}

/** `hosted`: computes are declared, and all of them run in Microsoft's own network, where nothing of ours stands in their way. */
function declaredComputes(graph: Graph): Sources & { readonly hosted: boolean } {
  const bySubnet = new Map<Subnet, Source>();
  const machines: Source[] = [];
  let hosted = false;
  let unknown: Sources["unknown"];
  for (const compute of graph.ofType("Microsoft.MachineLearningServices/workspaces/computes")) {
    const type = wordAt(compute.body, ["properties", "computeType"], "", compute.condition);
    if (type === "virtualmachine" || type === "hdinsight") {
      const attached = attachedSources(graph, compute);
      if ("because" in attached) unknown ??= { because: attached.because, about: compute };
      else machines.push(...attached.items);
    }
    if (type !== "amlcompute" && type !== "computeinstance") continue;
    const found = subnetAt(graph, compute, ["properties", "properties", "subnet", "id"]);
    if (found.is === "unclear") unknown ??= { because: found.because, about: compute };
    if (found.is === "absent") hosted = true;
    if (found.is !== "there") continue;
    const before = bySubnet.get(found.subnet);
    const publicIp = publicAddress(compute);
    if (before) bySubnet.set(found.subnet, { ...before, condition: [], publicIp: eitherAddress(before.publicIp, publicIp) });
    else bySubnet.set(found.subnet, subnetSource(found.subnet, compute, publicIp, `Compute '${nameOf(compute)}' runs in it.`));
  }
  return { ...withUnknown([...bySubnet.values(), ...machines], unknown), hosted };
}

/** A machine of one's own that a workspace has as a compute: its interfaces, where it is declared here. */
function attachedSources(graph: Graph, compute: Resource): { readonly items: readonly Source[] } | { readonly because: Reason } {
  const id = look(compute.body, ["properties", "resourceId"], compute.condition);
  if (id.is === "unclear") return { because: id.because };
  const found = id.is === "value" ? graph.resolve(id.value, compute.condition) : undefined;
  if (found?.is === "elsewhere" || found?.is === "unclear") return { because: found.because };
  const items = found?.is === "found" ? machineSources(graph, (one) => one === found.resource) : [];
  if (items.length === 0) return { because: NO_MACHINE };
  const because = `Compute '${nameOf(compute)}' is this machine.`;
  return { items: items.map((source) => ({ ...source, because: `${because} ${source.because}` })) };
}

/** A subnet is judged by its worst machine: one without an address of its own needs another way out. */
function eitherAddress(a: Source["publicIp"], b: Source["publicIp"]): Source["publicIp"] {
  if (a === false || b === false) return false;
  return a === true ? b : a;
}

function publicAddress(compute: Resource): boolean | Reason {
  const word = wordAt(compute.body, ["properties", "properties", "enableNodePublicIp"], "true", compute.condition);
  return typeof word === "string" ? word === "true" : word;
}

function serverlessSources(graph: Graph, workspaces: readonly Resource[]): readonly Source[] {
  return workspaces.flatMap((workspace) => {
    const found = subnetAt(graph, workspace, ["properties", "serverlessComputeSettings", "serverlessComputeCustomSubnet"]);
    if (found.is !== "there") return [];
    const path: Path = ["properties", "serverlessComputeSettings", "serverlessComputeNoPublicIP"];
    const word = wordAt(workspace.body, path, "false", workspace.condition);
    const publicIp = typeof word === "string" ? word !== "true" : word;
    return [subnetSource(found.subnet, workspace, publicIp, `Serverless compute of workspace '${nameOf(workspace)}' runs in it.`)];
  });
}

/** Hub deployments know their spokes by the sources of the rules that name machine learning. */
function namedSources(graph: Graph): readonly Source[] {
  const topology = topologyOf(graph);
  const lists = topology.firewalls.flatMap((firewall) => amlLists(firewall));
  const subnets = topology.subnets.filter((subnet) => lists.some(({ terms }) => namesSubnet(terms, subnet)));
  const groups = topology.groups.filter((group) => group.rules.some((rule) => namesAml(rule.destinations) || namesAml(rule.sources)));
  const guarded = topology.subnets.filter((one) => one.securityGroup.is === "there" && groups.includes(one.securityGroup.to));
  const inside = [...new Set([...subnets, ...guarded])];
  if (inside.length === 0) return topology.firewalls.flatMap(directSources);
  return inside.map((subnet) =>
    subnetSource(subnet, subnet.resource, UNKNOWN_ADDRESS, "Rules for machine learning have it as their source."),
  );
}

/** Spokes that are declared elsewhere: their addresses, as the rules for machine learning give them. */
function directSources(firewall: Firewall): readonly Source[] {
  const seen = new Map<string, Source>();
  for (const { terms } of amlLists(firewall)) {
    for (const term of terms.items) {
      if (term.is !== "range" && term.is !== "same" && term.is !== "any") continue;
      const key = term.is === "range" ? writeRange(term.range) : term.is === "same" ? term.identity : "*";
      const name = term.is === "range" ? `addresses '${key}'` : "the sources of the rules for machine learning";
      seen.set(key, {
        key: `direct:${firewall.resource.key}:${key}`,
        name,
        at: firewall.policy?.at ?? firewall.at,
        resource: firewall.policy ?? firewall.resource,
        through: firewall,
        ...(term.is === "range" && { range: term.range }),
        ...(term.is === "same" && { identity: term.identity }),
        condition: firewall.condition,
        publicIp: UNKNOWN_ADDRESS,
        because: "Firewall rules for machine learning have it as their source.",
      });
    }
  }
  return [...seen.values()];
}

function amlLists(firewall: Firewall): readonly { readonly terms: Terms }[] {
  const network = firewall.networkRules.filter((rule) => namesAml(rule.destinations) || rule.hosts.some(isAmlHost));
  const application = firewall.applicationRules.filter((rule) => rule.hosts.some(isAmlHost));
  return [...network, ...application].map((rule) => ({ terms: rule.sources }));
}

function namesAml(terms: Terms): boolean {
  return terms.items.some(
    (term) => term.is === "tag" && (term.name.startsWith("azuremachinelearning") || term.name.startsWith("batchnodemanagement")),
  );
}

function isAmlHost(host: string): boolean {
  return /(^|\.)(azureml\.(ms|net|us|cn)|ml\.azure\.(com|us|cn)|notebooks\.(azure\.net|usgovcloudapi\.net|chinacloudapi\.cn))$/.test(host);
}

function namesSubnet(terms: Terms, subnet: Subnet): boolean {
  return terms.items.some((term) => subnet.prefixes.items.some((own) => sameTerm(term, own)));
}

function sameTerm(a: Term, b: Term): boolean {
  if (a.is === "range" && b.is === "range")
    return a.range.version === b.range.version && a.range.first <= b.range.first && b.range.last <= a.range.last;
  return a.is === "same" && b.is === "same" && a.identity === b.identity;
}

function routedSources(graph: Graph): readonly Source[] {
  const subnets = topologyOf(graph).subnets.filter(
    (subnet) =>
      !RESERVED.test(subnet.name) &&
      subnet.routeTable.is === "there" &&
      subnet.routeTable.to.routes.some((route) => route.appliance?.is === "firewall" || route.appliance?.is === "other"),
  );
  return subnets.map((subnet) => subnetSource(subnet, subnet.resource, UNKNOWN_ADDRESS, "It is routed to a firewall."));
}

/** The location of the workspace as a value, for regions that are not known but equal. */
export function workspaceLocation(graph: Graph): Value | undefined {
  const [workspace] = graph.ofType("Microsoft.MachineLearningServices/workspaces");
  const seen = workspace && look(workspace.body, ["location"], workspace.condition);
  return seen?.is === "value" ? seen.value : undefined;
}

/** Where Azure lets nothing stand but its own services. */
const RESERVED = /^(GatewaySubnet|RouteServerSubnet|AzureBastionSubnet|AzureFirewall(Management)?Subnet)$/i;

const UNKNOWN_ADDRESS: Reason = {
  kind: "elsewhere",
  text: "Whether the machines have public addresses is decided by the computes, which are not declared here.",
};
const NO_MACHINE: Reason = {
  kind: "elsewhere",
  text: "The subnet of a machine or cluster that is attached as a compute is not declared here.",
  settle: "name the deployment that declares it as an environment in 'aml-network-audit.json'",
};
const NO_SOURCE: Reason = {
  kind: "elsewhere",
  text: "No compute, serverless subnet, rule or route here says from which subnet machine learning sends its traffic.",
  settle:
    "declare the computes with their subnet, or name the deployments that stand together as an environment in 'aml-network-audit.json'",
};

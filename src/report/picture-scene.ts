// What a picture of a deployment's network shows: boxes inside boxes, and what leads from where to where.
import type { Deployment } from "../model/finding.ts";
import type { Resource } from "../model/graph.ts";
import type { Origin } from "../model/origin.ts";
import type { Source } from "../reach/judge/outcome.ts";
import { topologyOf } from "../reach/topology/topology.ts";
import type { Firewall, PrivateEndpoint, Topology } from "../reach/topology/types.ts";
import { flowsOf, type Tally, tally } from "./flows.ts";
import { kindWord, nameWord } from "./resource-words.ts";
import type { Say } from "./say.ts";

type BoxKind = "network" | "subnet" | "firewall" | "endpoint" | "service" | "workspace" | "zones" | "internet";

export interface Box {
  readonly id: string;
  readonly kind: BoxKind;
  readonly title: string;
  readonly note?: string;
  /** The box that it stands in. */
  readonly inside?: string;
  readonly at?: Origin;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly tone: "good" | "bad" | "open" | "plain";
  readonly note?: string;
}

export interface Scene {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

const internet = "internet";

/** A scene while it is made. */
interface Draft {
  readonly arrows: Arrow[];
  readonly say: Say;
  add(box: Box): void;
}

/** More boxes are no picture that anybody reads. */
const most = 150;

/** Undefined where there is no network to show, or one too large to be read as a picture. What is no name is said in the reader's language. */
export function sceneOf(deployment: Deployment, say: Say): Scene | undefined {
  const topology = topologyOf(deployment.graph);
  const matrix = flowsOf(deployment);
  if (!topology.networks.length && !topology.managed.length && !topology.firewalls.length) return undefined;
  const boxes = new Map<string, Box>();
  const arrows: Arrow[] = [];
  const add = (box: Box) => void boxes.set(box.id, box);
  const draft: Draft = { arrows, say, add };
  addNetworks(topology, draft);
  for (const source of matrix.sources.items) {
    const counted = tally(matrix, (cell) => cell.source.key === source.key);
    addSource(source, counted, draft);
  }
  for (const firewall of topology.firewalls) {
    if (!boxes.has(firewall.resource.key) && !firewall.network && !matrix.sources.items.length) add(firewallBox(firewall, say));
  }
  for (const endpoint of topology.endpoints) addEndpoint(endpoint, draft);
  for (const workspace of deployment.graph.ofType("Microsoft.MachineLearningServices/workspaces")) {
    if (!boxes.has(workspace.key)) add(serviceBox(workspace, say));
  }
  addZones(deployment, topology, draft);
  if (arrows.some(({ to }) => to === internet))
    add({ id: internet, kind: "internet", title: say("Required services"), note: say("outside the network") });
  if (boxes.size < 2 || boxes.size > most) return undefined;
  return { boxes: [...boxes.values()], arrows: arrows.filter(({ from, to }) => boxes.has(from) && boxes.has(to)) };
}

function addNetworks({ networks, firewalls }: Topology, { add, say }: Draft): void {
  for (const network of networks) {
    add({ id: network.resource.key, kind: "network", title: network.name, at: network.at });
    for (const subnet of network.subnets) {
      // The firewall itself stands for its subnet.
      if (subnet.name === "AzureFirewallSubnet" && firewalls.some((firewall) => firewall.network === network)) continue;
      add({
        id: subnet.resource.key,
        kind: "subnet",
        title: subnet.name,
        note: say("subnet"),
        inside: network.resource.key,
        at: subnet.at,
      });
    }
  }
  for (const firewall of firewalls) if (firewall.network) add(firewallBox(firewall, say));
}

function firewallBox(firewall: Firewall, say: Say): Box {
  const inside = firewall.network?.resource.key;
  return {
    id: firewall.resource.key,
    kind: "firewall",
    title: firewall.name,
    note: say("firewall"),
    ...(inside && { inside }),
    at: firewall.at,
  };
}

/** From where flows start over the firewall, if the way leads there, to what they are for. */
function addSource(source: Source, counted: Tally, { add, arrows, say }: Draft): void {
  const from = source.subnet?.resource.key ?? source.resource.key;
  if (source.managed) add({ id: from, kind: "workspace", title: source.name, note: say("managed network"), at: source.at });
  const firewall = source.through ?? firewallOf(source);
  const note = say("{0} of {1} flows", counted.allowed, counted.total);
  const tone = counted.blocked ? "bad" : counted.unclear ? "open" : "good";
  if (!counted.total) return;
  if (!firewall) {
    arrows.push({ from, to: internet, tone, note });
    return;
  }
  add(firewallBox(firewall, say));
  if (from !== firewall.resource.key) arrows.push({ from, to: firewall.resource.key, tone: "plain" });
  arrows.push({ from: firewall.resource.key, to: internet, tone, note });
}

function firewallOf(source: Source): Firewall | undefined {
  const table = source.subnet?.routeTable;
  const routes = table?.is === "there" ? table.to.routes : [];
  for (const { appliance } of routes) if (appliance?.is === "firewall") return appliance.firewall;
  const hub = source.subnet?.network?.hub?.internet;
  return hub?.is === "there" ? hub.to : undefined;
}

function addEndpoint(endpoint: PrivateEndpoint, { add, arrows, say }: Draft): void {
  const id = endpoint.resource.key;
  const inside = endpoint.subnet.is === "there" ? endpoint.subnet.to.network?.resource.key : undefined;
  add({
    id,
    kind: "endpoint",
    title: endpoint.groups.join(", ") || endpoint.name,
    note: say("private endpoint"),
    ...(inside && { inside }),
    at: endpoint.at,
  });
  if (endpoint.target.is !== "there") return;
  add(serviceBox(endpoint.target.to, say));
  arrows.push({
    from: id,
    to: endpoint.target.to.key,
    tone: endpoint.zones.length ? "good" : "open",
    ...(!endpoint.zones.length && { note: say("no zone") }),
  });
}

function serviceBox(resource: Resource, say: Say): Box {
  const kind = resource.kind === "microsoft.machinelearningservices/workspaces" ? "workspace" : "service";
  return { id: resource.key, kind, title: nameWord(resource), note: say(kindWord(resource)), at: resource.at };
}

function addZones({ graph }: Deployment, { networks }: Topology, { add, say }: Draft): void {
  const zones = graph.ofType("Microsoft.Network/privateDnsZones");
  if (!zones.length) return;
  const inside = networks.length === 1 ? networks[0]?.resource.key : undefined;
  const title = zones.length === 1 ? say("1 private DNS zone") : say("{0} private DNS zones", zones.length);
  add({ id: "zones", kind: "zones", title, ...(inside && { inside }) });
}

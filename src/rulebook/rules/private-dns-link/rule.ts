import type { Graph, Resource } from "../../../model/graph.ts";
import type { Reason } from "../../../model/value.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { addLink, networkDraft } from "../../questions/link-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import type { Network } from "../../questions/networks.ts";
import { computeSubnets, endpointSubnet, networkOfSubnet } from "../../questions/networks.ts";
import { linkedNetworks, resolves } from "../../questions/resolution.ts";
import type { LinkRow } from "../../questions/targets.ts";
import { linkRows, privateConnections, zoneRowsFor } from "../../questions/targets.ts";
import { pointed } from "../../questions/workspaces.ts";
import { groupedZones, zoneName, zonesNamed, zoneType } from "../../questions/zones.ts";

export const rule: Rule = {
  id: "private-dns-link",
  title: "Each private DNS zone is linked to a network that resolves it for the computes and endpoints",
  severity: "error",
  why: `A private DNS zone answers only in networks that it is linked to. A network may instead ask a DNS server in a linked network: a firewall with DNS proxy,
a resolver or a server of your own in the hub. Without either, names lead to public addresses.`,
  how: "Link the zone to the network of the computes, or to the network of the DNS server that they ask.",
  documents: ["custom-dns", "private-endpoint-dns"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const rows = linkRows(context, "privateDnsZone");
    for (const zone of concernsMachineLearning(context.graph) ? context.graph.ofType(zoneType) : []) {
      const name = zoneName(zone);
      const row = rows.find(({ value }) => value === name);
      if (row) yield judge(context, zone, row);
    }
  },
};

function judge(context: Context, zone: Resource, row: LinkRow): Verdict {
  const { graph } = context;
  const name = row.value;
  const linked = linkedNetworks(graph, zone);
  const users = usersOf(context, zone, name);
  const answers = users.map((network) => resolves(graph, network, linked.items));
  const lost = users.find((_, index) => answers[index] === false);
  const wording = {
    requirement: row,
    value: name,
    whether: `the networks that use ${called(zone)} resolve it`,
    unmet: `${opening(zone)} is linked to no network that resolves it for the endpoints and computes that need it, so their names lead to public addresses. Link it to their network, or to the network of the DNS server that they ask.`,
    repair: addLink(zone, lost?.is === "found" ? { $ref: lost.network.key } : networkDraft(endpointSubnet(graph))),
    witness: name,
  };
  if (users.length > 0 ? answers.every((answer) => answer === true) : linked.items.length > 0) {
    return verdict(zone, { is: "met", at: zone.at }, wording);
  }
  const unsure = answers.find((answer) => typeof answer === "object");
  const because = linked.open ?? (answers.includes(false) ? undefined : typeof unsure === "object" ? unsure : nobody);
  return verdict(zone, because ? { is: "unclear", at: zone.at, because } : { is: "unmet", at: zone.at }, wording);
}

/** The networks of the endpoints whose names the zone holds, and of the computes of their workspaces. */
function usersOf(context: Context, zone: Resource, name: string): readonly Network[] {
  const { graph } = context;
  const alone = zonesNamed(graph, name).items.length === 1;
  const served = privateConnections(graph).filter(
    ({ type, group, connection }) =>
      zoneRowsFor(context, type, group).some(({ value }) => value === name) && writesTo(graph, connection.endpoint, zone, name, alone),
  );
  return served.flatMap(({ connection, target }) => [...networksOf(graph, connection.endpoint), ...computeNetworks(graph, target)]);
}

/** Whether an endpoint's names are in this zone: by its zone group; without one, if no other zone has the name. */
function writesTo(graph: Graph, endpoint: Resource, zone: Resource, name: string, alone: boolean): boolean {
  const named = groupedZones(graph, endpoint).items.filter((one) => one.name === name);
  return named.length === 0 ? alone : named.some(({ to }) => to.is === "found" && to.resource === zone);
}

function networksOf(graph: Graph, endpoint: Resource): readonly Network[] {
  return pointed(graph, endpoint, ["properties", "subnet", "id"]).flatMap((subnet) => networkOfSubnet(graph, subnet) ?? []);
}

function computeNetworks(graph: Graph, target: Resource | undefined): readonly Network[] {
  return target ? computeSubnets(graph, target).flatMap((subnet) => networkOfSubnet(graph, subnet) ?? []) : [];
}

const nobody: Reason = {
  kind: "elsewhere",
  text: "No private endpoint in this deployment uses the zone, and its links may be declared with those that do.",
  settle: "name the deployments that stand together as an environment in 'aml-network-audit.json'",
};

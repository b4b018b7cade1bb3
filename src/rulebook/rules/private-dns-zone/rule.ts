import type { Resource } from "../../../model/graph.ts";
import type { Requirement } from "../../../model/requirement.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { placed, verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { addToGroup, addZoneGroup } from "../../questions/link-repair.ts";
import { called } from "../../questions/naming.ts";
import { hiddenNames } from "../../questions/resolution.ts";
import type { LinkRow, PrivateConnection } from "../../questions/targets.ts";
import { linkRows, privateConnections, zoneRowsFor } from "../../questions/targets.ts";
import { groupedZones, meantFor, zoneName, zonesNamed, zoneType } from "../../questions/zones.ts";

export const rule: Rule = {
  id: "private-dns-zone",
  title: "Each private endpoint has the private DNS zones that this cloud resolves it by",
  severity: "error",
  why: `A private endpoint is found through a private DNS zone whose name is fixed for each sub-resource and each cloud. With a zone of another name
(\`privatelink.vault.azure.net\` for \`privatelink.vaultcore.azure.net\`, \`privatelink.azurecr.io\` in Azure Government) names resolve to the public address,
and with public access off nothing answers there. The workspace needs two: its API and its notebooks.`,
  how: "Name the zone as this cloud wants it, or add the zone that lacks, and link it to the network.",
  documents: ["custom-dns", "private-endpoint-dns"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const { graph } = context;
    for (const connection of privateConnections(graph)) {
      for (const row of zoneRowsFor(context, connection.type, connection.group)) yield* judge(context, connection, row);
    }
    const rows = linkRows(context, "privateDnsZone");
    for (const zone of concernsMachineLearning(graph) ? graph.ofType(zoneType) : []) {
      const name = zoneName(zone);
      const row = typeof name === "string" ? meantFor(name, rows) : undefined;
      if (row && typeof name === "string" && row.value !== name) yield misnamed(zone, row, name);
    }
  },
};

function* judge(context: Context, { connection, group, target }: PrivateConnection, row: LinkRow): Iterable<Verdict> {
  const { graph } = context;
  const { endpoint } = connection;
  const subject = target ?? endpoint;
  const grouped = groupedZones(graph, endpoint);
  const existing = graph.children(endpoint, "privateDnsZoneGroups").items[0];
  const declared = zonesNamed(graph, row.value);
  const wording = {
    requirement: row,
    value: row.value,
    whether: `'${group}' of ${called(subject)} resolves by the zone '${row.value}'`,
    unmet: `No private DNS zone '${row.value}' is here for ${called(endpoint)}, so '${group}' of ${called(subject)} resolves to its public address. Add the zone and link it to the network.`,
    repair: existing ? addToGroup(graph, existing, [row.value]) : addZoneGroup(graph, endpoint, [row.value]),
    witness: row.value,
  };
  const named = grouped.items.find(({ name }) => name === row.value);
  if (named || declared.items.length > 0)
    return yield verdict(subject, { is: "met", at: placed(named?.at ?? endpoint.at, endpoint.at) }, wording);
  if (graph.ofType(zoneType).some((zone) => isMisnamed(zone, row))) return; // told of at the zone
  const wrong = grouped.items.find(({ name }) => name !== undefined && meantFor(name, [row]));
  if (wrong?.name !== undefined) {
    const unmet = misnaming(wrong.name, row);
    return yield verdict(subject, { is: "unmet", at: placed(wrong.at, endpoint.at) }, { ...wording, unmet, repair: undefined });
  }
  const because = grouped.open ?? declared.open ?? hiddenNames(graph, endpoint);
  yield verdict(subject, because ? { is: "unclear", at: endpoint.at, because } : { is: "unmet", at: endpoint.at }, wording);
}

function isMisnamed(zone: Resource, row: Requirement): boolean {
  const name = zoneName(zone);
  return typeof name === "string" && name !== row.value && meantFor(name, [row]) !== undefined;
}

function misnamed(zone: Resource, row: Requirement, name: string): Verdict {
  const at = placed(zone.names[0]?.at ?? zone.at, zone.at);
  const title = `Name the zone '${row.value}'`;
  const repair =
    at.from === "file" ? { title, changes: [{ do: "replace" as const, at, value: row.value, was: name, names: zone.type }] } : undefined;
  return verdict(zone, { is: "unmet", at }, { requirement: row, value: row.value, whether: "", unmet: misnaming(name, row), repair });
}

function misnaming(name: string, row: Requirement): string {
  return `Azure does not resolve private endpoints by the zone '${name}', so their names lead to public addresses. In this cloud the zone is '${row.value}'.`;
}

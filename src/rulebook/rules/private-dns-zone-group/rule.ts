import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { addToGroup, addZoneGroup } from "../../questions/link-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import { hiddenNames } from "../../questions/resolution.ts";
import { asLongAs } from "../../questions/row.ts";
import type { LinkRow, PrivateConnection } from "../../questions/targets.ts";
import { privateConnections, zoneRowsFor } from "../../questions/targets.ts";
import { groupedZones, meantFor, zonesNamed } from "../../questions/zones.ts";

export const rule: Rule = {
  id: "private-dns-zone-group",
  title: "Each private endpoint writes its address to all its zones by a zone group",
  severity: "warning",
  why: `A zone group writes the endpoint's address to its private DNS zones and keeps it right. Without one, or with a zone left out, names resolve to
public addresses until somebody writes records by hand. The workspace's endpoint needs both of its zones in the group.`,
  how: "Give the endpoint a zone group with every zone that its sub-resource needs.",
  documents: ["private-endpoint-dns", "custom-dns"],
  controls: ["SC-7"],
  check: asLongAs("private-dns-zone-group", function* (context): Iterable<Verdict> {
    for (const connection of privateConnections(context.graph)) {
      const rows = zoneRowsFor(context, connection.type, connection.group);
      if (rows.length > 0) yield* judge(context, connection, rows);
    }
  }),
};

function* judge({ graph }: Context, { connection, group }: PrivateConnection, rows: readonly LinkRow[]): Iterable<Verdict> {
  const { endpoint } = connection;
  const grouped = groupedZones(graph, endpoint);
  const existing = graph.children(endpoint, "privateDnsZoneGroups").items[0];
  // A zone of a wrong name stands in the place of the right one: that is told of by 'private-dns-zone'.
  const lacking = rows.filter((row) => !grouped.items.some(({ name }) => name === row.value || (name && meantFor(name, [row]))));
  // So is a zone that lacks altogether.
  if (grouped.group && lacking.some(({ value }) => zonesNamed(graph, value).items.length === 0) && !grouped.open) return;
  const names = lacking.map(({ value }) => `'${value}'`).join(" and ");
  const wording = {
    value: group,
    whether: `${called(endpoint)} has ${names} in a zone group`,
    unmet: grouped.group
      ? `The zone group of ${called(endpoint)} lacks ${names}, so names of '${group}' in that zone lead to public addresses. Add the zone to the group.`
      : `${opening(endpoint)} has no zone group, so nothing writes its address to ${names} and names of '${group}' lead to public addresses. Add a zone group with the zone.`,
    repair: existing
      ? addToGroup(
          graph,
          existing,
          lacking.map(({ value }) => value),
        )
      : addZoneGroup(
          graph,
          endpoint,
          rows.map(({ value }) => value),
        ),
    witness: rows.map(({ value }) => value).join(", "),
  };
  if (lacking.length === 0) return yield verdict(endpoint, { is: "met", at: grouped.items[0]?.at ?? endpoint.at }, wording);
  const because = grouped.open ?? (grouped.group ? undefined : hiddenNames(graph, endpoint));
  yield verdict(endpoint, because ? { is: "unclear", at: endpoint.at, because } : { is: "unmet", at: endpoint.at }, wording);
}

// Private DNS zones: which are here, which an endpoint's zone group names, which a wrong name was meant for.
import type { Graph, Resolution, Resource } from "../../model/graph.ts";
import { cases, stringAt } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Requirement } from "../../model/requirement.ts";
import type { Reason, Value } from "../../model/value.ts";
import { once } from "./once.ts";

export const zoneType = "Microsoft.Network/privateDnsZones";

/** A zone's name in lower case, or why it is not known. */
export function zoneName(zone: Resource): string | Reason {
  const name = zone.names[0];
  if (!name) return { kind: "unsupported", text: "This zone has no name." };
  return stringAt(name, [], zone.condition)?.toLowerCase() ?? reasonOf(name);
}

const zonesOf = once((graph) => graph.resources.filter(({ kind }) => kind === zoneType.toLowerCase()));

/** Zones declared here or pointed at (`existing`), by whether their name is the one asked for. */
export function zonesNamed(graph: Graph, name: string): { readonly items: readonly Resource[]; readonly open?: Reason } {
  const zones = zonesOf(graph);
  const items = zones.filter((zone) => zoneName(zone) === name.toLowerCase());
  const unread = zones.map(zoneName).find((found) => typeof found === "object");
  const open = graph.mayHold(zoneType) ?? (typeof unread === "object" ? unread : undefined);
  return open ? { items, open } : { items };
}

/** A zone that an endpoint's zone group names. */
interface Grouped {
  readonly at: Value["at"];
  /** Lower case, where known. */
  readonly name?: string;
  readonly to: Resolution;
}

/** The zones of an endpoint's zone groups; `group` is false when it has none. */
export function groupedZones(
  graph: Graph,
  endpoint: Resource,
): { readonly group: boolean; readonly items: readonly Grouped[]; readonly open?: Reason } {
  const groups = graph.children(endpoint, "privateDnsZoneGroups");
  let open = groups.open;
  const items: Grouped[] = [];
  for (const group of groups.items) {
    for (const { when, seen } of cases(group.body, ["properties", "privateDnsZoneConfigs"], group.condition)) {
      if (seen.is === "unclear") open ??= seen.because;
      if (seen.is !== "value") continue;
      if (seen.value.kind !== "list") open ??= reasonOf(seen.value);
      else open ??= seen.value.open;
      for (const config of seen.value.kind === "list" ? seen.value.items : []) {
        for (const { when: inner, seen: id } of cases(config, ["properties", "privateDnsZoneId"], when)) {
          if (id.is === "unclear") open ??= id.because;
          if (id.is !== "value") continue;
          const to = graph.resolve(id.value, inner);
          const name = nameOfId(id.value, to);
          if (name === undefined) open ??= to.is === "unclear" || to.is === "elsewhere" ? to.because : reasonOf(id.value);
          items.push({ at: id.value.at, to, ...(name !== undefined && { name }) });
        }
      }
    }
  }
  return open ? { group: groups.items.length > 0, items, open } : { group: groups.items.length > 0, items };
}

function nameOfId(id: Value, to: Resolution): string | undefined {
  if (to.is === "found") {
    const name = zoneName(to.resource);
    return typeof name === "string" ? name : undefined;
  }
  if (id.kind === "reference" && id.to.by === "id") {
    const last = id.to.names.at(-1);
    return last && stringAt(last, [])?.toLowerCase();
  }
  if (id.kind === "scalar" && typeof id.value === "string") return /\/privateDnsZones\/([^/]+)$/i.exec(id.value)?.[1]?.toLowerCase();
  const tail = id.kind === "text" ? id.parts.at(-1) : undefined;
  return tail?.kind === "scalar" ? /\/privateDnsZones\/([^/]+)$/i.exec(String(tail.value))?.[1]?.toLowerCase() : undefined;
}

const families: readonly (readonly [RegExp, string])[] = [
  [/^privatelink\.?(vault|vaultcore)\./, "vault"],
  [/^privatelink\.?azurecr\./, "registry"],
  [/^privatelink\.?(blob|file|queue|table|dfs)\.core\./, "$1"],
  [/^privatelink\.?(api\.(azureml|ml\.azure)|notebooks\.)/, "amlworkspace"],
];

/** The zone row that a private DNS zone was meant for: by its first labels, whatever suffix or spelling it was given. */
export function meantFor(name: string, rows: readonly Requirement[]): Requirement | undefined {
  for (const [pattern, group] of families) {
    const found = pattern.exec(name);
    if (!found) continue;
    const wanted = group === "$1" ? found[1] : group;
    const candidates = rows.filter((row) => row.kind === "privateDnsZone" && row.link?.group.toLowerCase() === wanted);
    const notebooks = /^privatelink\.?notebooks\./.test(name);
    return candidates.find((row) => wanted !== "amlworkspace" || row.value.includes("notebooks") === notebooks);
  }
  return undefined;
}

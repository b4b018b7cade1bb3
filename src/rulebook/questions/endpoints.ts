// Private endpoints: which of them lead to a resource, for which of its sub-resources, and where they stand.
import type { Graph, Resolution, Resource } from "../../model/graph.ts";
import { cases, look } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Condition, Path, Reason, Value } from "../../model/value.ts";
import { once } from "./once.ts";
import { mayLeadTo } from "./sameness.ts";

export const endpointType = "Microsoft.Network/privateEndpoints";

/** One connection of one private endpoint. */
export interface Connection {
  readonly endpoint: Resource;
  /** The way to the connection in the endpoint's body. */
  readonly path: Path;
  /** Approval waits for the owner of the resource. */
  readonly manual: boolean;
  readonly to: Resolution;
  readonly target?: Value;
  /** Lower case. */
  readonly groups: readonly string[];
  /** Why there may be more groups than are seen. */
  readonly moreGroups?: Reason;
  readonly when: Condition;
}

export interface Connections {
  readonly items: readonly Connection[];
  /** Why there may be more connections than are seen. */
  readonly open?: Reason;
}

/** All connections of all private endpoints that are declared here. */
export const connectionsOf = once((graph: Graph): Connections => {
  const items: Connection[] = [];
  let open = graph.mayHold(endpointType);
  for (const endpoint of graph.ofType(endpointType)) {
    for (const manual of [false, true]) {
      const list = ["properties", manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections"];
      for (const { when, seen } of cases(endpoint.body, list, endpoint.condition)) {
        if (seen.is === "unclear") open ??= seen.because;
        if (seen.is !== "value") continue;
        if (seen.value.kind !== "list") open ??= reasonOf(seen.value);
        else open ??= seen.value.open;
        const connections = seen.value.kind === "list" ? seen.value.items : [];
        items.push(...connections.flatMap((item, index) => read(graph, endpoint, item, [...list, index], manual, when)));
      }
    }
  }
  return open ? { items, open } : { items };
});

function read(graph: Graph, endpoint: Resource, item: Value, path: Path, manual: boolean, under: Condition): readonly Connection[] {
  return cases(item, ["properties", "privateLinkServiceId"], under).map(({ when, seen }) => {
    const to: Resolution =
      seen.is === "value" ? graph.resolve(seen.value, when) : seen.is === "absent" ? seen : { is: "unclear", because: seen.because };
    const groups = groupsOf(look(item, ["properties", "groupIds"], when));
    return { endpoint, path, manual, to, ...(seen.is === "value" && { target: seen.value }), ...groups, when };
  });
}

function groupsOf(seen: ReturnType<typeof look>): { readonly groups: readonly string[]; readonly moreGroups?: Reason } {
  if (seen.is === "absent") return { groups: [] };
  if (seen.is === "unclear") return { groups: [], moreGroups: seen.because };
  if (seen.value.kind !== "list") return { groups: [], moreGroups: reasonOf(seen.value) };
  const groups = seen.value.items.flatMap((item) => (item.kind === "scalar" ? [String(item.value).toLowerCase()] : []));
  const unread = seen.value.items.find((item) => item.kind !== "scalar");
  const more = seen.value.open ?? (unread && reasonOf(unread));
  return more ? { groups, moreGroups: more } : { groups };
}

/** Connections of one sub-resource of a resource: those that surely lead there, and why there may be others. */
export function connectionsTo(all: Connections, resource: Resource, group: string): Connections {
  const wanted = group.toLowerCase();
  let open = all.open;
  const items = all.items.filter((connection) => {
    if (!connection.groups.includes(wanted) && !connection.moreGroups) return false;
    if (!leadsTo(connection.to, resource)) {
      if (mayLeadTo(connection.to, connection.target, resource)) open ??= unsureOf(connection.to);
      return false;
    }
    if (!connection.groups.includes(wanted)) open ??= connection.moreGroups;
    else if (connection.endpoint.repeated) open ??= connection.endpoint.repeated;
    else return true;
    return false;
  });
  return open ? { items, open } : { items };
}

export function leadsTo(to: Resolution, resource: Resource): boolean {
  return to.is === "found" && (to.resource === resource || (to.others ?? []).includes(resource));
}

function unsureOf(to: Resolution): Reason {
  if (to.is === "unclear" || to.is === "elsewhere") return to.because;
  return { kind: "elsewhere", text: "A private endpoint leads to a resource that is only pointed at, under a name that is not known." };
}

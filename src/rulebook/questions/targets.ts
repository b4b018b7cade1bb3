// Which resources the rows of private access are about.

import type { Graph, Resource } from "../../model/graph.ts";
import { own } from "../../model/own.ts";
import type { Requirement } from "../../model/requirement.ts";
import type { Context } from "../../model/verdict.ts";
import type { Connection } from "./endpoints.ts";
import { connectionsOf } from "./endpoints.ts";
import { once } from "./once.ts";
import type { Role } from "./workspaces.ts";
import { stores, storesOf, workspacesOf, workspaceType } from "./workspaces.ts";

export type LinkRow = Requirement & { readonly link: NonNullable<Requirement["link"]> };

/** The rows in force that name a sub-resource. */
export function linkRows(context: Context, kind: "privateEndpoint" | "privateDnsZone"): readonly LinkRow[] {
  return context.requirements.filter((row): row is LinkRow => row.kind === kind && row.link !== undefined);
}

/** The zones that an endpoint for a sub-resource of a type needs in this cloud. */
export function zoneRowsFor(context: Context, type: string, group: string): readonly LinkRow[] {
  return linkRows(context, "privateDnsZone").filter(({ link }) => isFor(link, type, group));
}

/** The resources declared here that a row is about: workspaces, their stores, machine learning registries, monitor scopes. */
export function linkTargets(graph: Graph, { link }: LinkRow): readonly { readonly resource: Resource; readonly workspace?: Resource }[] {
  const type = link.type.toLowerCase();
  if (type === workspaceType.toLowerCase()) return workspacesOf(graph).map((resource) => ({ resource, workspace: resource }));
  const role = roleOf(type);
  return role ? storesOf(graph, role) : graph.ofType(link.type).map((resource) => ({ resource }));
}

export function roleOf(type: string): Role | undefined {
  return (Object.keys(stores) as Role[]).find((role) => stores[role].toLowerCase() === type.toLowerCase());
}

function isFor(link: LinkRow["link"], type: string, group: string): boolean {
  return link.type.toLowerCase() === type.toLowerCase() && link.group.toLowerCase() === group.toLowerCase();
}

/** A connection to a sub-resource of a workspace, its stores, a machine learning registry or a monitor scope. */
export interface PrivateConnection {
  readonly connection: Connection;
  readonly group: string;
  readonly type: string;
  /** Where the resource is declared or pointed at here. */
  readonly target?: Resource;
}

/** The connections of private endpoints that the product is about. Those to workspaces and registries elsewhere are known by their group. */
export const privateConnections = once((graph: Graph): readonly PrivateConnection[] => {
  const stores = new Set(storesOf(graph, "storageAccount", "keyVault", "containerRegistry").map(({ resource }) => resource));
  return connectionsOf(graph).items.flatMap((connection) =>
    connection.groups.flatMap((group) => {
      const target = connection.to.is === "found" ? connection.to.resource : undefined;
      const type = target?.type ?? own(typeByGroup, group);
      const ours = target ? stores.has(target) || Object.hasOwn(ownKinds, target.kind) : type !== undefined;
      return ours && type ? [{ connection, group, type, ...(target && { target }) }] : [];
    }),
  );
});

const typeByGroup: Readonly<Record<string, string>> = {
  amlworkspace: workspaceType,
  amlregistry: "Microsoft.MachineLearningServices/registries",
};

const ownKinds: Readonly<Record<string, true>> = {
  "microsoft.machinelearningservices/workspaces": true,
  "microsoft.machinelearningservices/registries": true,
  "microsoft.insights/privatelinkscopes": true,
};

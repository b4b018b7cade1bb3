// Workspaces and what they stand on. A project has network, keys and stores from its hub and is not asked for its own.
import type { Graph, Resolution, Resource } from "../../model/graph.ts";
import { cases, stringAt } from "../../model/look.ts";
import type { Condition, Path, Reason, Value } from "../../model/value.ts";
import { once } from "./once.ts";

export const workspaceType = "Microsoft.MachineLearningServices/workspaces";

/** The stores of a workspace by the property that names them. */
export const stores = {
  storageAccount: "Microsoft.Storage/storageAccounts",
  keyVault: "Microsoft.KeyVault/vaults",
  containerRegistry: "Microsoft.ContainerRegistry/registries",
  applicationInsights: "Microsoft.Insights/components",
} as const;

export type Role = keyof typeof stores;

/** Declared workspaces that answer for themselves: all but projects. */
export function workspacesOf(graph: Graph): readonly Resource[] {
  return graph.ofType(workspaceType).filter((workspace) => !isProject(workspace));
}

/** Projects whose hub is not in this deployment, with why nothing is known of it. */
export function orphanProjects(graph: Graph): readonly { readonly project: Resource; readonly because: Reason }[] {
  return graph
    .ofType(workspaceType)
    .filter(isProject)
    .flatMap((project) => {
      const hub = pointed(graph, project, ["properties", "hubResourceId"])[0]?.to;
      if (hub?.is === "found" && !hub.resource.existing) return [];
      const text = "A project has its network, keys and stores from its hub workspace, which is declared elsewhere.";
      return [{ project, because: { kind: "elsewhere", text, settle: "audit the hub together with the project" } }];
    });
}

function isProject(workspace: Resource): boolean {
  return stringAt(workspace.body, ["kind"], workspace.condition)?.toLowerCase() === "project";
}

/** One case of where an id property points. */
export interface Pointed {
  readonly when: Condition;
  readonly value?: Value;
  readonly to: Resolution;
}

/** Where an id property of a resource points, case by case. */
export function pointed(graph: Graph, resource: Resource, path: Path): readonly Pointed[] {
  return cases(resource.body, path, resource.condition).map(({ when, seen }) => {
    if (seen.is === "absent") return { when, to: { is: "absent" } };
    if (seen.is === "unclear") return { when, to: { is: "unclear", because: seen.because } };
    return { when, value: seen.value, to: graph.resolve(seen.value, when) };
  });
}

/** A store of one or more workspaces that is declared here. */
export interface Store {
  readonly role: Role;
  readonly resource: Resource;
  readonly workspace: Resource;
}

/** The stores of all workspaces that this deployment declares, each once. Machine learning registries' and others' are left out. */
export function storesOf(graph: Graph, ...roles: readonly Role[]): readonly Store[] {
  const told = storesByRoles(graph);
  const stores = told.get(roles.join()) ?? storesNow(graph, roles);
  told.set(roles.join(), stores);
  return stores;
}

const storesByRoles = once((_: Graph) => new Map<string, readonly Store[]>());

function storesNow(graph: Graph, roles: readonly Role[]): readonly Store[] {
  const found = new Map<Resource, Store>();
  for (const workspace of workspacesOf(graph)) {
    for (const role of roles) {
      for (const { to } of pointed(graph, workspace, ["properties", role])) {
        if (to.is === "found" && !to.resource.existing && !found.has(to.resource)) {
          found.set(to.resource, { role, resource: to.resource, workspace });
        }
      }
    }
  }
  return [...found.values()];
}

/** The stores that a workspace has but that cannot be seen from here, with the reason. */
export function unseenStores(
  graph: Graph,
  ...roles: readonly Role[]
): readonly { readonly role: Role; readonly workspace: Resource; readonly because: Reason; readonly value?: Value }[] {
  return workspacesOf(graph).flatMap((workspace) =>
    roles.flatMap((role) =>
      pointed(graph, workspace, ["properties", role]).flatMap(({ to, value }) => {
        const because = hidden(to);
        return because ? [{ role, workspace, because, ...(value && { value }) }] : [];
      }),
    ),
  );
}

function hidden(to: Resolution): Reason | undefined {
  if (to.is === "unclear" || to.is === "elsewhere") return to.because;
  if (to.is === "found" && to.resource.existing) {
    return {
      kind: "elsewhere",
      text: "It is declared elsewhere and only pointed at here.",
      settle: "audit it together with the workspace",
    };
  }
  return undefined;
}

/** The managed network's mode: `Disabled` where there is none. */
export function isolationOf(workspace: Resource): "AllowInternetOutbound" | "AllowOnlyApprovedOutbound" | "Disabled" | Reason {
  const modes = cases(workspace.body, ["properties", "managedNetwork", "isolationMode"], workspace.condition);
  const read = modes.map(({ seen }) => {
    if (seen.is === "absent") return "Disabled";
    if (seen.is === "unclear") return seen.because;
    const mode = seen.value.kind === "scalar" ? String(seen.value.value).toLowerCase() : undefined;
    if (mode === "allowinternetoutbound") return "AllowInternetOutbound";
    if (mode === "allowonlyapprovedoutbound") return "AllowOnlyApprovedOutbound";
    return mode === undefined ? unreadable : "Disabled";
  });
  const first = read[0] ?? "Disabled";
  return read.every((mode) => mode === first) ? first : (read.find((mode) => typeof mode === "object") ?? unreadable);
}

const unreadable: Reason = {
  kind: "parameter",
  text: "The mode of the workspace's managed network is not known.",
  settle: "give a value for the isolation mode",
};

// The state of the simulated Azure: ARM resources by id, as Azure would keep them.

export interface ArmResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface World {
  /** By id, whatever its case. */
  get(id: string): ArmResource | undefined;
  /** All of a type under a scope: a subscription, a resource group, or a parent resource. In order of id. */
  list(scope: string, type: string): readonly ArmResource[];
  all(): readonly ArmResource[];
  /** Resource Graph's view: behind until `settle`, as in Azure. */
  indexed(): readonly ArmResource[];
  put(resource: ArmResource): void;
  /** With all that lies below it. */
  remove(id: string): void;
  settle(): void;
  subscriptions(): readonly string[];
}

export function world(resources: readonly ArmResource[]): World {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  let byType = index(byId.values());
  let byCollection = collections(byId.values());
  let graph = sorted(byId.values());
  const changed = () => {
    byType = index(byId.values());
    byCollection = collections(byId.values());
  };
  return {
    get: (id) => byId.get(id.toLowerCase()),
    list(scope, type) {
      const prefix = `${scope.toLowerCase()}/`;
      if (prefix.split("/").length > 4) return byCollection.get(collectionOf(prefix, type.toLowerCase())) ?? [];
      return (byType.get(type.toLowerCase()) ?? []).filter((have) => have.id.startsWith(prefix)).map((have) => have.resource);
    },
    all: () => sorted(byId.values()),
    indexed: () => graph,
    put(resource) {
      byId.set(resource.id.toLowerCase(), resource);
      changed();
    },
    remove(id) {
      const gone = id.toLowerCase();
      for (const each of [...byId.keys()]) if (each === gone || each.startsWith(`${gone}/`)) byId.delete(each);
      changed();
    },
    settle() {
      graph = sorted(byId.values());
    },
    subscriptions: () => [...new Set([...byId.values()].map((resource) => resource.id.split("/")[2] ?? ""))].sort(),
  };
}

/** `Microsoft.Network/virtualNetworks/subnets` of an id. */
export function typeOfId(id: string): string {
  const parts = id.slice(id.toLowerCase().lastIndexOf("/providers/") + "/providers/".length).split("/");
  return [parts[0], ...parts.slice(1).filter((_, i) => i % 2 === 0)].join("/");
}

/** Resources by the path of the list that they are in: their id without its name. */
function collections(resources: Iterable<ArmResource>): Map<string, ArmResource[]> {
  return Map.groupBy(sorted(resources), ({ id }) => id.slice(0, id.lastIndexOf("/")).toLowerCase());
}

function collectionOf(prefix: string, type: string): string {
  return type.split("/").length > 2 ? `${prefix}${type.slice(type.lastIndexOf("/") + 1)}` : `${prefix}providers/${type}`;
}

interface Indexed {
  readonly id: string;
  readonly resource: ArmResource;
}

function index(resources: Iterable<ArmResource>): Map<string, Indexed[]> {
  const byType = new Map<string, Indexed[]>();
  for (const resource of sorted(resources)) {
    const type = typeOfId(resource.id).toLowerCase();
    const have = byType.get(type);
    const item = { id: resource.id.toLowerCase(), resource };
    if (have) have.push(item);
    else byType.set(type, [item]);
  }
  return byType;
}

function sorted(resources: Iterable<ArmResource>): ArmResource[] {
  return [...resources].sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
}

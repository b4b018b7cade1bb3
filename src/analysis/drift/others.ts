// A template may declare more than one workspace's surroundings. What of it is another's is not missing around this one.
import type { Graph, Resource } from "../../model/graph.ts";

const WORKSPACE = "microsoft.machinelearningservices/workspaces";
const NETWORK = "microsoft.network/virtualnetworks";

/**
 * Of the declared resources without a match those that hang together, by references and parents, with another workspace, or with a
 * network that has nothing to do with a matched one.
 */
export function ofOthers(graph: Graph, wanted: readonly Resource[], pairs: ReadonlyMap<Resource, Resource>): ReadonlySet<Resource> {
  const links = linksAmong(graph, wanted);
  const seen = new Set<Resource>();
  const others = new Set<Resource>();
  for (const start of wanted) {
    if (pairs.has(start) || seen.has(start)) continue;
    const together = new Set<Resource>();
    const touched = new Set<Resource>();
    const open = [start];
    for (let one = open.pop(); one; one = open.pop()) {
      if (together.has(one)) continue;
      together.add(one);
      for (const next of links.get(one) ?? []) pairs.has(next) ? touched.add(next) : open.push(next);
    }
    for (const one of together) seen.add(one);
    if (isOthers([...together], [...touched])) for (const one of together) others.add(one);
  }
  return others;
}

function isOthers(together: readonly Resource[], touched: readonly Resource[]): boolean {
  if (together.some(({ kind }) => kind === WORKSPACE)) return true;
  if (touched.length === 0) return true;
  return together.some(({ kind }) => kind === NETWORK) && !touched.some(({ kind }) => kind.startsWith(WORKSPACE));
}

/** Both ways. */
function linksAmong(graph: Graph, wanted: readonly Resource[]): ReadonlyMap<Resource, ReadonlySet<Resource>> {
  const links = new Map<Resource, Set<Resource>>(wanted.map((one) => [one, new Set()]));
  const join = (a: Resource, b: Resource) => {
    links.get(a)?.add(b);
    links.get(b)?.add(a);
  };
  for (const one of wanted) {
    if (one.parent) join(one, one.parent);
    for (const { resource } of graph.referrers(one)) join(one, resource);
  }
  return links;
}

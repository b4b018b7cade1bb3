// Graphs of deployments take most of the memory of an audit, and few are looked at again: those that were used last are kept.
import type { Deployment } from "../model/finding.ts";
import type { Graph } from "../model/graph.ts";

/** Resources in the graphs that are kept; a resource takes about ten kilobytes. */
const most = 500;

export class Graphs {
  private readonly kept = new Map<Deployment, Graph>();
  private total = 0;

  /** Undefined when it was let go of. */
  of(deployment: Deployment): Graph | undefined {
    const graph = this.kept.get(deployment);
    if (!graph) return undefined;
    this.kept.delete(deployment);
    this.kept.set(deployment, graph);
    return graph;
  }

  keep(deployment: Deployment, graph: Graph): Graph {
    this.kept.set(deployment, graph);
    this.total += graph.resources.length;
    for (const oldest of this.kept.keys()) {
      if (this.total <= most || oldest === deployment) break;
      this.drop(oldest);
    }
    return graph;
  }

  /** Lets go of the graph of a deployment that nobody looks at any more. */
  drop(deployment: Deployment): void {
    this.total -= this.kept.get(deployment)?.resources.length ?? 0;
    this.kept.delete(deployment);
  }
}

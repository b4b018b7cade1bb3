import type { Graph } from "../../model/graph.ts";

/** A question whose answer is kept with the graph: a graph never changes, and many rules put the same question to it. */
export function once<T>(ask: (graph: Graph) => T): (graph: Graph) => T {
  const told = new WeakMap<Graph, { readonly answer: T }>();
  return (graph) => {
    const known = told.get(graph) ?? { answer: ask(graph) };
    told.set(graph, known);
    return known.answer;
  };
}

// What a deployment names of others: resources that it only points at, and ids that parameters give or expressions make.
import type { Graph } from "../../model/graph.ts";
import { idOf } from "../../model/ids.ts";
import { nameKey } from "../../model/index-of.ts";
import type { Address, Value } from "../../model/value.ts";
import { reference } from "../../model/value.ts";

/** Ids of what the deployment does not declare itself, each once, as far as every name in them is written out. */
export function pointedAt(graph: Graph): readonly Value[] {
  const found = new Map<string, Value>();
  const add = (to: Address, at: Value["at"]): void => {
    if (to.by !== "id" || !to.names.every(({ kind }) => kind === "scalar")) return;
    const key = nameKey(to.type, to.names);
    const id = reference(to, [], at);
    if (key !== undefined && !found.has(key) && !declares(graph, id)) found.set(key, id);
  };
  const visit = (value: Value): void => {
    if (value.kind === "object") for (const property of value.props.values()) visit(property.value);
    else if (value.kind === "list") value.items.forEach(visit);
    else if (value.kind === "choice") [value.then, value.else].forEach(visit);
    else if (value.kind === "reference") add(value.to, value.at);
    else {
      const id = idOf(value);
      if (id) add(id.to, value.at);
    }
  };
  for (const { existing, inline, type, names, body, at } of graph.resources) {
    if (existing) add({ by: "id", type, names }, at);
    else if (!inline) visit(body);
  }
  return [...found.values()];
}

/** Whether a deployment declares what an id points at. */
export function declares(graph: Graph, id: Value): boolean {
  const found = graph.resolve(id);
  return found.is === "found" && !found.resource.existing;
}

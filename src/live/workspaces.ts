// The workspaces that a sign-in may read: the first look, before anything of them is read.
import type { Failure } from "./failure.ts";
import { parseId } from "./ids.ts";
import { inParallel } from "./parallel.ts";
import type { Connection } from "./pipeline.ts";
import { list } from "./read.ts";
import { queryWorkspaces, type Scope, subscriptionIds } from "./resource-graph.ts";

interface FoundWorkspace {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
}

export interface FoundWorkspaces {
  readonly workspaces: readonly FoundWorkspace[];
  /** Display names by lower-case subscription id. */
  readonly names: ReadonlyMap<string, string>;
  readonly failure?: Failure;
}

/** By Resource Graph; where that fails by a list in each subscription. */
export async function findWorkspaces(connection: Connection, scope: Scope, signal?: AbortSignal): Promise<FoundWorkspaces> {
  const known = await subscriptionIds(connection, signal);
  if (known.failure && known.ids.length === 0) return { workspaces: [], names: known.names, failure: known.failure };
  const queried = await queryWorkspaces(connection, scope, signal);
  let { rows, failure } = queried;
  if (failure && failure.kind !== "cancelled") {
    const listed = await inParallel(scope.subscriptions ?? known.ids, 4, signal, (id) =>
      list(connection, `/subscriptions/${id}/providers/Microsoft.MachineLearningServices/workspaces`, {
        right: "Microsoft.MachineLearningServices/workspaces/read",
        signal,
      }),
    );
    rows = listed.flatMap((each) => each.rows);
    failure = rows.length > 0 ? undefined : (listed.find((each) => each.failure)?.failure ?? (listed.length > 0 ? undefined : failure));
  }
  const workspaces = rows.flatMap(({ id }) => {
    const target = parseId(id);
    return target ? [{ id, name: target.names.at(-1) ?? "", resourceGroup: target.resourceGroup, subscription: target.subscription }] : [];
  });
  return { workspaces, names: known.names, ...(failure ? { failure } : {}) };
}

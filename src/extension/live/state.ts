// What the tree knows: workspaces found, what was read of them, and how it was judged. Lives as long as the view.
import type { Diagnosis } from "../../live/diagnose.ts";
import type { EffectiveRoute } from "../../live/effective.ts";
import type { EffectiveRule } from "../../live/effective-rules.ts";
import type { Failure } from "../../live/failure.ts";
import type { Connection } from "../../live/pipeline.ts";
import type { AzureRow, BlindSpot, Snapshot } from "../../model/azure.ts";
import type { WorkspaceView } from "../../model/azure-view.ts";

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  snapshot?: Snapshot | undefined;
  view?: WorkspaceView | undefined;
  /** The reading that is under way; whoever asks meanwhile waits for the same. */
  reading?: { readonly done: Promise<void>; readonly cancel: AbortController } | undefined;
  problem?: string | undefined;
  /** When Azure was asked to check the workspace, ISO 8601. */
  asked?: string | undefined;
  diagnosis?: readonly Diagnosis[] | Failure | undefined;
  routes?: readonly EffectiveRoute[] | undefined;
  securityRules?: readonly EffectiveRule[] | undefined;
  /** What this machine itself found, one sentence each. */
  probed?: readonly { readonly text: string; readonly good: boolean }[] | undefined;
}

export interface State {
  connection?: Connection | undefined;
  /** Where the rows come from. */
  source: "nothing" | "azure" | "file";
  /** By lower-case id. */
  entries: Map<string, Entry>;
  /** Display names by lower-case subscription id. */
  names: ReadonlyMap<string, string>;
  blind: readonly BlindSpot[];
  /** Records of zones that workspaces share, from the last reading of all. */
  records: readonly AzureRow[];
  failure?: Failure | undefined;
  onlyFailing: boolean;
  /** The search for workspaces that is under way. */
  searching?: AbortController | undefined;
}

export function emptyState(): State {
  return { source: "nothing", entries: new Map(), names: new Map(), blind: [], records: [], onlyFailing: false };
}

export function entryOf(state: State, id: string | undefined): Entry | undefined {
  return id === undefined ? undefined : state.entries.get(id.toLowerCase());
}

/** Whether anything is under way that can be cancelled. */
export function isBusy({ searching, entries }: State): boolean {
  return searching !== undefined || [...entries.values()].some(({ reading }) => reading !== undefined);
}

/** A snapshot of many workspaces by the lower-case ids of each one's rows, with what could not be read of them. */
export function partsOf(snapshot: Snapshot): (ids: readonly string[]) => Snapshot {
  const rows = new Map(snapshot.rows.map((row) => [row.id.toLowerCase(), row]));
  const blind = Map.groupBy(snapshot.blind, ({ id }) => (isResource(id) ? id.toLowerCase() : ""));
  return (ids) => {
    const own = ids.map((id) => id.toLowerCase());
    const over = (blind.get("") ?? []).filter(({ id }) => own.some((each) => each.startsWith(id.toLowerCase())));
    return { ...snapshot, rows: own.flatMap((id) => rows.get(id) ?? []), blind: [...over, ...own.flatMap((id) => blind.get(id) ?? [])] };
  };
}

/** Rows that no one workspace has: the records of zones. */
export function recordsIn(snapshot: Snapshot): readonly AzureRow[] {
  return snapshot.rows.filter(({ id }) => /\/privatednszones\/[^/]+\/(?!virtualnetworklinks\/)[^/]+\/[^/]+$/i.test(id));
}

function isResource(id: string): boolean {
  return /\/providers\/[^/]+\/[^/]+\/[^/]+/i.test(id);
}

/** Everything that was read, as one snapshot; undefined where nothing was. */
export function wholeSnapshot(state: State): Snapshot | undefined {
  const snapshots = [...state.entries.values()].flatMap(({ snapshot }) => snapshot ?? []);
  const [first] = snapshots;
  if (!first) return undefined;
  const rows = new Map(
    [{ rows: state.records }, ...snapshots].flatMap((each) => each.rows.map((row) => [row.id.toLowerCase(), row] as const)),
  );
  const blind = new Map(snapshots.flatMap((each) => each.blind.map((spot) => [`${spot.id} ${spot.text}`, spot] as const)));
  const taken = snapshots.map((each) => each.taken).sort()[0] ?? first.taken;
  return { ...first, taken, rows: [...rows.values()], blind: [...blind.values()] };
}

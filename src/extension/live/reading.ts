// Reading into the tree: one workspace fresh by ARM, or all of them by Resource Graph. Either ends in a state with a reason and can be made again.
import { l10n, ProgressLocation, window } from "vscode";
import { readListed } from "../../live/dependencies.ts";
import { readEstate } from "../../live/estate.ts";
import type { Connection } from "../../live/pipeline.ts";
import { readWorkspace } from "../../live/workspace.ts";
import type { Snapshot } from "../../model/azure.ts";
import type { WorkspaceView } from "../../model/azure-view.ts";
import { type Entry, partsOf, recordsIn } from "./state.ts";
import type { Tree } from "./tree.ts";

/** Whoever asks while a workspace is being read waits for that reading. */
export async function readOne(tree: Tree, entry: Entry): Promise<void> {
  const { connection } = tree.state;
  if (entry.reading) return entry.reading.done;
  if (!connection) return;
  const location = { viewId: "amlNetworkAudit.live" };
  await under(tree, [entry], (signal) => window.withProgress({ location }, () => byArm(tree, connection, entry, signal)));
}

/** Every workspace of the tree at once: Resource Graph does the work, and one button stops it. */
export async function readAll(tree: Tree): Promise<void> {
  const { connection } = tree.state;
  const entries = [...tree.state.entries.values()].filter(({ reading }) => !reading);
  if (!connection || entries.length === 0) return;
  const title = l10n.t("Reading every workspace");
  await under(tree, entries, (signal, cancel) =>
    window.withProgress({ location: ProgressLocation.Notification, cancellable: true, title }, (progress, token) => {
      token.onCancellationRequested(cancel);
      return byResourceGraph(tree, connection, entries, signal, (message, increment) => progress.report({ message, increment }));
    }),
  );
}

async function byArm(tree: Tree, connection: Connection, entry: Entry, signal: AbortSignal): Promise<void> {
  const snapshot = await readWorkspace(connection, entry.id, { signal, known: entry.view?.rows ?? [] });
  const { listed, blind } = await readListed(connection, [entry.id], signal);
  const whole = { ...snapshot, blind: [...snapshot.blind, ...blind] };
  const { workspaces } = await tree.judge(whole, listed);
  take(entry, { snapshot: whole, view: workspaces.find(({ id }) => same(id, entry.id)) });
  (await tree.client()).output.info(
    `Read ${whole.rows.length} resources around workspace '${entry.name}'; ${whole.blind.length} could not be read.`,
  );
}

async function byResourceGraph(
  tree: Tree,
  connection: Connection,
  entries: readonly Entry[],
  signal: AbortSignal,
  report: (message: string, increment: number) => void,
): Promise<void> {
  let before = 0;
  const snapshot = await readEstate(
    connection,
    {},
    {
      signal,
      onProgress: (done, of, text) => {
        const now = (90 * done) / of;
        report(l10n.t("{0} of {1}: {2}", done, of, text), Math.max(0, now - before));
        before = Math.max(before, now);
      },
    },
  );
  const ids = entries.map(({ id }) => id);
  const { listed, blind } = signal.aborted ? { listed: {}, blind: [] } : await readListed(connection, ids, signal);
  const whole = { ...snapshot, blind: [...snapshot.blind, ...blind] };
  const views = new Map((await tree.judge(whole, listed)).workspaces.map((view) => [view.id.toLowerCase(), view]));
  const partOf = partsOf(whole);
  tree.state.records = recordsIn(whole);
  for (const entry of entries) {
    const view = views.get(entry.id.toLowerCase());
    take(entry, { snapshot: partOf(view?.rows ?? [entry.id]), view });
  }
  (await tree.client()).output.info(
    `Read ${whole.rows.length} resources of ${views.size} workspaces; ${whole.blind.length} could not be read.`,
  );
}

/** Marks entries as being read while work runs, whatever becomes of it. */
async function under(
  tree: Tree,
  entries: readonly Entry[],
  work: (signal: AbortSignal, cancel: () => void) => Thenable<void>,
): Promise<void> {
  const cancel = new AbortController();
  const failed = async (error: unknown) => {
    for (const entry of entries) entry.problem = l10n.t("The workspace could not be judged. What happened is in the output.");
    (await tree.client()).output.error(String(error));
  };
  const stop = () => cancel.abort();
  const done = Promise.resolve(work(cancel.signal, stop))
    .catch(failed)
    .finally(() => {
      for (const entry of entries) entry.reading = undefined;
      tree.redraw();
    });
  for (const entry of entries) entry.reading = { done, cancel };
  tree.redraw();
  await done;
}

/** What was read before stays where a reading was cancelled; else the reason stands in its place. */
function take(entry: Entry, read: { readonly snapshot: Snapshot; readonly view: WorkspaceView | undefined }): void {
  const stopped = read.snapshot.blind.some(({ kind }) => kind === "cancelled");
  if (stopped && entry.view) return;
  entry.snapshot = read.snapshot;
  entry.view = stopped ? undefined : read.view;
  entry.problem = entry.view ? undefined : (reasonOf(read.snapshot, stopped) ?? l10n.t("The workspace is not there any more."));
}

/** Why a workspace was not read, without saying again that it was not. */
function reasonOf({ blind }: Snapshot, stopped: boolean): string | undefined {
  const spot = stopped ? blind.find(({ kind }) => kind === "cancelled") : blind[0];
  return spot?.text.replace(/^'[^']+' at '[^']*' could not be read\. /, "");
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

// What a set of renames has to do is written down before it begins, so that whoever comes after a crash can end it.
import { createHash, randomUUID } from "node:crypto";
import { open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { readRegular } from "./load.ts";

/** One file that takes the place of another beside it. */
export interface Step {
  readonly draft: string;
  readonly path: string;
  /** Digest of what the draft takes the place of. */
  readonly was: string;
}

const journalName = ".aml-network-audit.fix";
/** A journal lists the files of one fix. */
const most = 1000;

export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The name that a draft has beside its file. */
export function draftOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
}

/** Writes the steps down in a folder that holds all of them. Gives the path to remove when they are done. */
export async function writeDown(folder: string, steps: readonly Step[]): Promise<string> {
  const path = join(await realpath(folder), journalName);
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(
      JSON.stringify(
        steps.map((step) => ({ ...step, draft: relative(dirname(path), step.draft), path: relative(dirname(path), step.path) })),
      ),
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  return path;
}

/**
 * Ends what a crash left half done in a folder; undefined when there is nothing, else what was done, in a sentence. The journal may be a
 * stranger's: nothing but a draft beside its own file, within the folder, takes the place of anything, and only of what it was made from.
 */
export async function finishInterrupted(folder: string): Promise<string | undefined> {
  const root = await realpath(folder).catch(() => undefined);
  const text = root === undefined ? undefined : bytesOf(join(root, journalName))?.toString("utf8");
  if (root === undefined || text === undefined) return undefined;
  const left: string[] = [];
  for (const step of stepsIn(text, root)) if (!(await finish(step, root))) left.push(`'${relative(root, step.path)}'`);
  await rm(join(root, journalName), { force: true });
  return left.length === 0
    ? "A fix that was interrupted earlier was finished."
    : `A fix that was interrupted earlier was finished as far as files are as it left them; it is not in ${left.join(", ")}.`;
}

/** Whether the step is done now. */
async function finish({ draft, path, was }: Step, root: string): Promise<boolean> {
  const ready = bytesOf(draft);
  if (!ready) return true;
  const inside = (await realpath(dirname(path)).catch(() => "")) === dirname(path) && path.startsWith(root + sep);
  const now = inside ? bytesOf(path) : undefined;
  if (now && digestOf(now) === was)
    return rename(draft, path).then(
      () => true,
      () => false,
    );
  if (inside) await rm(draft, { force: true });
  return false;
}

/** A journal, and what it names, may be made to have no end. */
function bytesOf(path: string): Buffer | undefined {
  const read = readRegular(path, largest);
  return read === "missing" || "problem" in read ? undefined : Buffer.from(read.bytes);
}

/** Files that are audited are smaller by far. */
const largest = 64 * 1024 * 1024;

function stepsIn(text: string, root: string): readonly Step[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(json) ? json.slice(0, most) : []).flatMap((item: unknown): readonly Step[] => {
    const { draft, path, was } = Object(item) as { readonly [name: string]: unknown };
    if (typeof draft !== "string" || typeof path !== "string" || typeof was !== "string") return [];
    const step = { draft: join(root, draft), path: join(root, path), was };
    const isDraft = basename(step.draft).startsWith(`.${basename(step.path)}.`) && step.draft.endsWith(".tmp");
    return isDraft && dirname(step.draft) === dirname(step.path) ? [step] : [];
  });
}

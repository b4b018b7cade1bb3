// Writes what fixes changed: each file whole or not at all, and the files of one fix together.
import { access, constants, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename } from "node:path";
import { own } from "../model/own.ts";
import { decode, encode } from "./decode.ts";
import { digestOf, draftOf, type Step, writeDown } from "./unfinished.ts";

export interface Replacement {
  readonly path: string;
  /** The text that the change was made from. */
  readonly before: string;
  readonly after: string;
}

interface Ready {
  /** The file itself, where the path is a link. */
  readonly path: string;
  readonly old: Uint8Array;
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/**
 * Replaces all of these files, or none. Undefined when that was done, else the reason in a sentence: a file is read-only, is not what it
 * was when it was read, or cannot be written. Each file keeps its encoding and its mode, and is never seen half-written. What a crash
 * leaves of several files is ended by `finishInterrupted` of `folder`, which holds them.
 */
export async function replaceFiles(files: readonly Replacement[], folder: string): Promise<string | undefined> {
  const ready: Ready[] = [];
  for (const file of files) {
    const prepared = await prepare(file).catch((error) => reason(file.path, error));
    if (typeof prepared === "string") return prepared;
    ready.push(prepared);
  }
  const drafts: string[] = [];
  const done: Ready[] = [];
  let journal: string | undefined;
  try {
    for (const one of ready) drafts.push(await write(one, one.bytes));
    if (ready.length > 1) journal = await writeDown(folder, stepsOf(ready, drafts));
    for (const [index, one] of ready.entries()) {
      await rename(drafts[index] ?? "", one.path);
      done.push(one);
    }
    if (journal !== undefined) await rm(journal);
    return undefined;
  } catch (error) {
    if (journal !== undefined) await rm(journal, { force: true }).catch(() => undefined);
    for (const one of done) await rename(await write(one, one.old), one.path).catch(() => undefined);
    for (const draft of drafts) await rm(draft, { force: true }).catch(() => undefined);
    return reason(files[drafts.length < files.length ? drafts.length : done.length]?.path ?? "", error);
  }
}

async function prepare({ path, before, after }: Replacement): Promise<Ready | string> {
  const real = await realpath(path);
  const [old, { mode }] = [await readFile(real), await stat(real)];
  const decoded = decode(old);
  if ("problem" in decoded || decoded.text !== before)
    return `'${basename(path)}' has changed since it was audited, so it was left as it is.`;
  const writable =
    (mode & 0o222) !== 0 &&
    (await access(real, constants.W_OK).then(
      () => true,
      () => false,
    ));
  if (!writable) return `'${basename(path)}' is read-only, so it was left as it is.`;
  return { path: real, old, bytes: encode(after, decoded.encoding), mode };
}

function stepsOf(ready: readonly Ready[], drafts: readonly string[]): readonly Step[] {
  return ready.map(({ path, old }, index) => ({ path, draft: drafts[index] ?? "", was: digestOf(old) }));
}

/** The bytes in a file beside, on the disk before it takes the place of the other; gone again when they do not fit there. */
async function write({ path, mode }: Ready, bytes: Uint8Array): Promise<string> {
  const draft = draftOf(path);
  const handle = await open(draft, "wx", mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return draft;
}

function reason(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return `'${basename(path)}' could not be written (${own(full, code) ?? code}), so nothing of its fix was.`;
}

const full: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your quota is used up",
  EFBIG: "the file may not become that large",
};

// Which files below a folder may be infrastructure code.
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { breathe } from "./breathe.ts";
import { loadHead } from "./load.ts";
import { headLength, isPartOfFolder, kindOf, sniff } from "./sniff.ts";

export interface Found {
  /** In a fixed order. */
  readonly paths: readonly string[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface FindOptions {
  /** Whether a file or folder is left out. */
  readonly excluded?: (path: string) => boolean;
  readonly signal?: AbortSignal;
  readonly limit?: number;
}

const skipped = new Set(["node_modules", ".terraform", ".git"]);

/** Links are not followed: what they lead to inside the folder is found by itself, and what is outside is not asked for. To Terraform a linked file is one of its folder's. */
export async function findFiles(folder: string, options: FindOptions = {}): Promise<Found> {
  const paths: string[] = [];
  const problems: { path: string; message: string }[] = [];
  const limit = options.limit ?? 50_000;
  const waiting = [folder];
  let since = performance.now();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    options.signal?.throwIfAborted();
    if (performance.now() - since > turn) {
      await breathe();
      since = performance.now();
    }
    const here = next;
    const entries = entriesOf(here);
    if (!entries) problems.push({ path: here, message: "This folder may not be read, or vanished. What is in it was not audited." });
    for (const entry of entries ?? []) {
      const path = join(here, entry.name);
      if (options.excluded?.(path)) continue;
      if (entry.isDirectory() && !skipped.has(entry.name)) waiting.push(path);
      if (entry.isFile() && kindOf(path) !== "other" && (await isCandidate(path))) paths.push(path);
      if (entry.isFile() || entry.isDirectory() || kindOf(path) !== "ours") continue;
      const message = entry.isSymbolicLink() ? linkProblem(path, folder) : "This is no regular file. It was not audited.";
      if (message !== undefined) problems.push({ path, message });
      else if (isPartOfFolder(path)) paths.push(path);
    }
    if (paths.length > limit) {
      problems.push({ path: folder, message: `There are more than ${limit} files here; the rest was not audited. Name a smaller folder.` });
      break;
    }
  }
  return { paths: paths.slice(0, limit).sort(), problems };
}

/** Milliseconds after which others have their turn. */
const turn = 20;

/** Undefined when it cannot be read. A thread for each folder takes more processor time than reading it does. */
function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** Undefined where a link leads to what is found by itself. */
function linkProblem(path: string, folder: string): string | undefined {
  try {
    const target = realpathSync.native(path);
    if (!target.startsWith(join(realpathSync.native(folder), sep)))
      return "This is a link that leads out of the folder. It was not audited as a template of its own.";
    return statSync(target).isFile() ? undefined : "This is a link to what is no file. It was not audited.";
  } catch {
    return "This is a link that leads nowhere. It was not audited.";
  }
}

/** Whether a file may be ours. JSON is only when it says so near its beginning, or is an archive that pretends to be JSON: that is worth a word. */
export async function isCandidate(path: string): Promise<boolean> {
  const kind = kindOf(path);
  if (kind !== "perhaps") return kind === "ours";
  const head = await loadHead(path, headLength);
  return head !== undefined && (head === "archive" || sniff(head.text));
}

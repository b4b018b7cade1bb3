// Which files changed since a revision, by git.
import { resolve } from "node:path";
import { promisify } from "node:util";
import { uriOf } from "../disk/uri.ts";
import { Refusal } from "./host.ts";

/** URIs of files below the root that differ from the revision, those that git does not track yet included. */
export async function changedSince(revision: string, root: string): Promise<ReadonlySet<string>> {
  if (revision.startsWith("-")) throw new Refusal(`'${revision}' is no git revision.`);
  const changed = await git(["diff", "--name-only", "--no-ext-diff", "--no-textconv", "--relative", "-z", revision, "--"], root);
  const added = await git(["ls-files", "--others", "--exclude-standard", "-z"], root);
  return new Set([...changed, ...added].map((path) => uriOf(resolve(root, path))));
}

/** The repository's own configuration may name programs that git runs; none is, and nothing is written. */
const harmless = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks", "--no-pager"];

async function git(args: readonly string[], cwd: string): Promise<readonly string[]> {
  // Loading it takes as long as a small audit.
  const { execFile } = await import("node:child_process");
  try {
    const { stdout } = await promisify(execFile)("git", [...harmless, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout.split("\0").filter((path) => path);
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? (String(error.stderr).trim().split("\n")[0] ?? "") : String(error);
    throw new Refusal(`git could not tell what changed: ${words.replace(/^(warning|fatal|error): /i, "").replace(/\.$/, "")}.`);
  }
}

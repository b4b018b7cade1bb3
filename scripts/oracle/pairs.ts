// Finds Bicep files with the ARM templates that Bicep compiled from them.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface Pair {
  readonly bicep: string;
  readonly arm: string;
  /** Version of Bicep that compiled it. */
  readonly version: string;
}

/** Every pair below a folder, sorted: a file compiled twice, or once more with symbolic names, makes a pair each time. */
export function pairsBelow(folder: string): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const file of filesBelow(folder)) {
    if (!file.endsWith(".bicep")) continue;
    for (const name of compiledNames(basename(file, ".bicep"))) {
      const arm = join(dirname(file), name);
      const version = existsSync(arm) ? compiledBy(arm) : undefined;
      if (version !== undefined) pairs.push({ bicep: file, arm, version });
    }
  }
  return pairs;
}

function compiledNames(stem: string): ReadonlySet<string> {
  return new Set([`${stem}.json`, `${stem.replace(/main$/, "azuredeploy")}.json`, `${stem}.symbolicnames.json`]);
}

/** Files of a tree, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name === ".git" || entry.name === "node_modules") return [];
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile()) ? [path] : [];
    });
}

function compiledBy(path: string): string | undefined {
  const text = readFileSync(path, "utf8");
  if (!/"_generator"\s*:\s*\{\s*"name"\s*:\s*"bicep"/.test(text)) return undefined;
  return /"_generator"\s*:\s*\{[^}]*?"version"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? "unknown";
}

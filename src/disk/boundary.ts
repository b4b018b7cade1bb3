// How far up evaluation may read: the repository that the audited folder is in. Outside a repository there is no such line.
import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathOf } from "./uri.ts";

/** The folder of the repository around a folder (its URI); undefined when it is in none. */
export function repositoryOf(folder: string): string | undefined {
  const start = pathOf(folder);
  for (let here = start; here !== undefined; here = dirname(here)) {
    if (existsSync(join(here, ".git"))) return here;
    if (dirname(here) === here) return undefined;
  }
  return undefined;
}

/** Whether a file that a template names lies outside the repository. Bicep's own cache lies where it lies. */
export function isOutside(uri: string, repository: string | undefined): boolean {
  const path = uri.startsWith("file:") ? pathOf(uri) : undefined;
  if (repository === undefined || path === undefined) return false;
  return path !== repository && !path.startsWith(repository.endsWith(sep) ? repository : repository + sep);
}

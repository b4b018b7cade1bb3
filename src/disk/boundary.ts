// How far evaluation may read: the repository that the audited folder is in; outside of any, that folder, or the project of its configuration.
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { pathOf } from "./uri.ts";

export interface Boundary {
  /** Path of a folder, without links. */
  readonly path: string;
  /** Why nothing outside is read, as a full sentence. */
  readonly refusal: string;
}

/** `folder` is what a person asked to audit, `base` the folder of the configuration that governs it; both are URIs. */
export function boundaryOf(folder: string, base?: string): Boundary {
  const start = realOf(pathOf(folder) ?? sep);
  for (let here = start; ; here = dirname(here)) {
    if (existsSync(join(here, ".git")))
      return { path: here, refusal: "This is named by a template, lies outside the repository, and was not read." };
    if (dirname(here) === here) break;
  }
  const project = base === undefined ? undefined : realOf(pathOf(base) ?? start);
  const path = project !== undefined && isWithin(start, project) ? project : start;
  return {
    path,
    refusal: "This is named by a template, lies outside the folder that is audited, and was not read. Audit a folder that holds both.",
  };
}

/** Whether what a template names lies elsewhere, links followed. Bicep's own cache lies where it lies. */
export function isOutside(uri: string, { path }: Boundary): boolean {
  const named = uri.startsWith("file:") ? pathOf(uri) : undefined;
  return named !== undefined && !isWithin(realOf(named), path);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Of what is not there, as far as it is. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return dirname(path) === path ? path : join(realOf(dirname(path)), basename(path));
  }
}

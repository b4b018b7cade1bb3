// The configuration file that governs a folder.
import { dirname, join, resolve } from "node:path";
import { excludes } from "../analysis/configuration/excludes.ts";
import { parseConfiguration } from "../analysis/configuration/parse.ts";
import { defaultSettings, type Settings } from "../analysis/configuration/settings.ts";
import type { Problem } from "../model/declaration.ts";
import { loadFile } from "./load.ts";
import { configurationName } from "./names.ts";
import { loadServiceTags } from "./service-tags.ts";
import { uriOf } from "./uri.ts";

export interface Configured {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
  /** Where the file is; undefined when there is none. */
  readonly path?: string;
  readonly text?: string;
}

/** The nearest one, from a folder upwards. */
export async function findConfiguration(folder: string): Promise<Configured> {
  for (let here = folder; ; here = dirname(here)) {
    const found = await readConfiguration(join(here, configurationName));
    if (found) return found;
    if (dirname(here) === here) return { settings: defaultSettings, problems: [] };
  }
}

/** Undefined when the file is not there. One that cannot be read is a problem, and the defaults hold. */
export async function readConfiguration(path: string): Promise<Configured | undefined> {
  const loaded = await loadFile(path);
  if (loaded === "missing") return undefined;
  const uri = uriOf(path);
  if ("problem" in loaded) {
    return { settings: defaultSettings, problems: [{ uri, start: 0, end: 0, message: `${loaded.problem} Defaults are used.` }], path };
  }
  const { configuration, problems } = parseConfiguration(loaded.text, uri);
  const listed = await listsOf(configuration, dirname(path), loaded.text, uri);
  return { settings: { ...configuration, ...listed.found }, problems: [...problems, ...listed.problems], path, text: loaded.text };
}

/** The lists of service tags that it names; one that cannot be read is left out and said at its place. */
async function listsOf({ serviceTags }: Settings, folder: string, text: string, uri: string) {
  if (!serviceTags) return { found: {}, problems: [] };
  const problems: Problem[] = [];
  const tags: NonNullable<Settings["tags"]>[number][] = [];
  for (const named of serviceTags) {
    const read = await loadServiceTags(resolve(folder, named));
    if ("tags" in read) tags.push(read.tags);
    const start = Math.max(0, text.indexOf(JSON.stringify(named)));
    if ("problem" in read) problems.push({ uri, start, end: start + named.length + 2, message: read.problem });
  }
  return { found: { tags }, problems };
}

/** Whether the configuration leaves a file or folder out. */
export function exclusion(settings: Settings): (path: string) => boolean {
  const excluded = excludes(settings);
  return settings.exclude.length ? (path) => excluded(uriOf(path)) : () => false;
}

// What configuration and command line together ask for.
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Settings } from "../analysis/configuration/settings.ts";
import { exclusion, findConfiguration, readConfiguration } from "../disk/configuration.ts";
import { loadServiceTags } from "../disk/service-tags.ts";
import { pathOf } from "../disk/uri.ts";
import type { Cloud, Problem } from "../model/declaration.ts";
import { type Host, Refusal } from "./host.ts";

export interface Overrides {
  readonly config: string | undefined;
  readonly cloud: Cloud | undefined;
  readonly region: string | undefined;
  readonly profile: Settings["profile"] | undefined;
  readonly asOf: string | undefined;
  readonly serviceTags?: readonly string[] | undefined;
}

export interface Asked {
  readonly settings: Settings;
  readonly excluded: (path: string) => boolean;
  readonly problems: readonly Problem[];
  /** Texts of the configuration, for places in it. */
  readonly texts: ReadonlyMap<string, string>;
  /** The baseline that the configuration names. */
  readonly baseline?: string;
}

/** `start` is the first path of the command line. Options win over the configuration file. */
export async function readSettings(start: string, overrides: Overrides, host: Host): Promise<Asked> {
  const { config, cloud, region, profile, asOf, serviceTags } = overrides;
  const read =
    config === undefined ? await findConfiguration(await folderOf(resolve(host.cwd, start))) : await named(resolve(host.cwd, config));
  const settings: Settings = {
    ...read.settings,
    ...(cloud && { cloud }),
    ...(region !== undefined && { region }),
    ...(profile && { profile }),
    ...(asOf !== undefined && { asOf }),
    ...(serviceTags && { tags: await Promise.all(serviceTags.map((path) => tagsIn(resolve(host.cwd, path)))) }),
  };
  const base = settings.base === undefined ? undefined : pathOf(settings.base);
  const uri = read.problems[0]?.uri;
  return {
    settings,
    excluded: exclusion(settings),
    problems: read.problems,
    texts: new Map(uri !== undefined && read.text !== undefined ? [[uri, read.text]] : []),
    ...(settings.baseline !== undefined && base !== undefined && { baseline: resolve(base, settings.baseline) }),
  };
}

async function tagsIn(path: string) {
  const read = await loadServiceTags(path);
  if ("problem" in read) throw new Refusal(read.problem);
  return read.tags;
}

async function named(path: string) {
  const read = await readConfiguration(path);
  if (!read) throw new Refusal(`The configuration '${path}' is not there.`);
  return read;
}

async function folderOf(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (about) => about.isDirectory(),
    () => false,
  );
  return isFolder ? path : dirname(path);
}

import type { Cloud } from "../../model/declaration.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Severity } from "../../model/verdict.ts";
import type { PublishedTags } from "../../reach/tags/published.ts";

/** A finding that somebody has decided to live with. Every field that is given has to match. */
export interface Suppression {
  readonly rule: string;
  /** Glob over the file's path, relative to the configuration file. */
  readonly file?: string;
  /** Name of the subject, without regard to case. */
  readonly subject?: string;
  /** The requirement's value: a tag, a host, a zone, a sub-resource. */
  readonly value?: string;
  readonly reason: string;
  /** Last day that it holds, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** Deployments of one network that are judged as one graph. */
export interface Environment {
  readonly name: string;
  /** Each an entry (path relative to the configuration file; a folder for Terraform) with its parameter files. */
  readonly deployments: readonly { readonly template: string; readonly parameters: readonly string[] }[];
  readonly cloud?: Cloud;
  readonly region?: string;
}

/** Everything that configuration and command line say about an audit. What is absent is derived or has its default. */
export interface Settings {
  readonly cloud?: Cloud;
  readonly region?: string;
  /** `YYYY-MM-DD`, or the name of a revision. */
  readonly asOf?: string;
  readonly profile: Scenario["profile"];
  /** Features of the scenario that are switched on or off whatever the graph says. */
  readonly features: ReadonlyMap<string, boolean>;
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** Severity by path: the last whose glob matches wins. */
  readonly overrides: readonly { readonly files: string; readonly severities: ReadonlyMap<string, Severity | "off"> }[];
  readonly suppressions: readonly Suppression[];
  readonly environments: readonly Environment[];
  /** Globs of files that are no entries of their own and of folders that are not read. */
  readonly exclude: readonly string[];
  readonly baseline?: string;
  /** Paths of published lists of service tags, relative to the configuration file. */
  readonly serviceTags?: readonly string[];
  /** What stands in these lists, where they were read. */
  readonly tags?: readonly PublishedTags[];
  /** Whether the editor's list of problems shows what is unclear; the editor's own setting when absent. */
  readonly showUnclear?: boolean;
  /** URI of the folder that relative paths and globs start from, ending in `/`; the root when absent. */
  readonly base?: string;
}

export const defaultSettings: Settings = {
  profile: "standard",
  features: new Map(),
  severities: new Map(),
  overrides: [],
  suppressions: [],
  environments: [],
  exclude: [],
};

// What the server needs of the place where files are: this machine's disk, or whatever the editor has its workspace on.
import type { Auditor } from "../analysis/auditor.ts";
import type { Settings } from "../analysis/configuration/settings.ts";
import type { Loaded } from "../disk/load.ts";
import type { AuditResult } from "../model/finding.ts";

/** Addresses are URIs; those of folders end in `/`. Nothing throws but what is told to stop. */
export interface Files {
  /** A URI as findings know it: editors escape some characters differently. */
  spell(editorUri: string): string;
  /** Files below a folder that may be ours, in a fixed order. `problems` holds sentences by the URI of what could not be read. */
  find(folder: string, options: FindOptions): Promise<{ readonly uris: readonly string[]; readonly problems: ReadonlyMap<string, string> }>;
  /** Whether a file may be ours, by its name and for JSON by how it begins. */
  isCandidate(uri: string): Promise<boolean>;
  load(uri: string): Promise<Loaded>;
  /** URIs of the files directly in a folder. */
  list(folder: string): Promise<readonly string[] | "missing">;
  /** Audits, and loads what is asked for meanwhile. */
  audit(auditor: Auditor, settings: Settings, signal?: AbortSignal): Promise<AuditResult>;
  /** What the configuration file that counts for a folder says; the defaults where there is none. */
  configuration(folder: string): Promise<Configuration>;
  /** A list of service tags by its path, from a folder. */
  serviceTags(path: string, folder: string): Promise<{ readonly tags: Tags } | { readonly problem: string }>;
}

interface FindOptions {
  readonly excluded: (uri: string) => boolean;
  readonly signal?: AbortSignal;
}

interface Configuration {
  readonly settings: Settings;
  /** The file, where there is one. */
  readonly file?: { readonly uri: string; readonly text: string };
}

type Tags = NonNullable<Settings["tags"]>[number];

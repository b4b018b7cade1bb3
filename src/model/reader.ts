// What a spelling gives to analysis, and what analysis gives to a spelling. Nobody here reads a disk.
import type { Cloud, Fragment, Language, Problem } from "./declaration.ts";
import type { Origin } from "./origin.ts";
import type { Condition, Value } from "./value.ts";

/** A file as a face gave it. */
export interface Source {
  readonly uri: string;
  readonly text: string;
}

/** What can be told of one file without evaluating it. */
export interface Outline {
  readonly role:
    | "template" // can be an entry or a module
    | "parameters" // gives values to a template
    | "none"; // not ours
  /** URIs of the units it uses as modules. For Terraform a unit is a folder (a URI that ends in `/`). */
  readonly uses: readonly string[];
  /** URIs of other files that its evaluation is going to ask for. */
  readonly needs?: readonly string[];
  /** A parameters file: the template it names (`using`), if it names one. */
  readonly template?: string;
  /** Names of the parameters that it declares (template) or gives (parameters file). */
  readonly parameters: readonly string[];
  /** Compiled by Bicep: skipped as an entry when its Bicep stands beside it. */
  readonly compiled?: boolean;
  /** Stands by itself whatever else its folder holds: a Terraform plan. */
  readonly alone?: boolean;
  /** How many of Azure's resources a template declares, each where it is written. */
  readonly resources?: number;
  /**
   * Types of everything that a template may declare or point at, in lower case. Only where its text alone tells them all, and where its
   * evaluation asks for nothing but `uses` and `needs`, and may be left out: with it the problems of its expressions.
   */
  readonly types?: readonly string[];
}

/** An entry template with one set of parameters. */
export interface Entry {
  /** URI of the file, or for Terraform of the folder, ending in `/`. */
  readonly uri: string;
  /** Parameter files, later ones win. */
  readonly parameters: readonly string[];
  /** Put before the keys of all its declarations, so that several entries can stand in one graph. Often empty. */
  readonly prefix: string;
}

/** How a template calls another. */
export interface ModuleCall {
  readonly uri: string;
  /** Arguments by name as written; values belong to the caller's deployment. */
  readonly arguments: ReadonlyMap<string, Value>;
  /** Prefix for keys of its declarations: the caller's prefix and the module's symbol, ending in `/` (Terraform: `module.x.`). */
  readonly prefix: string;
  readonly condition: Condition;
  /** The calls it came through, this one last. */
  readonly calls: readonly Origin[];
  /** Where the module is deployed to, when not where its caller is. */
  readonly scope?: { readonly subscription?: Value; readonly resourceGroup?: Value };
}

/** What evaluation may ask of the world around it. */
export interface Host {
  readonly cloud: Cloud;
  /** A location to be used where `resourceGroup().location` stands, when configuration or command line gave one. */
  readonly region?: string;
  /** A file's text. `wanted`: not loaded yet; the face will load it and ask again. `missing`: it is not there. */
  read(uri: string): Source | "wanted" | "missing";
  /** URIs of the files directly in a folder (a URI that ends in `/`), sorted. */
  list(folder: string): readonly string[] | "wanted" | "missing";
  /** Evaluates a module in whatever language it is; bounded in depth, cycles are reported, what cannot be read is `unseen`. */
  module(call: ModuleCall): Fragment;
}

export interface Reader {
  readonly language: Language;
  /** Whether a file may be of this spelling, by its name alone. */
  claims(uri: string): boolean;
  /** Cheap and cached by text; total. `source.text` may be anything. */
  outline(source: Source): Outline;
  /** Problems of one file by itself: syntax. */
  problems(source: Source): readonly Problem[];
  /** Evaluates an entry with its parameter files. Total: never throws. */
  evaluate(entry: Entry, host: Host): Fragment;
  /** Evaluates a template called as a module, from this or another spelling. Total. */
  call(call: ModuleCall, host: Host): Fragment;
}

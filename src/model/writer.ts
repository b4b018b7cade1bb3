import type { Language } from "./declaration.ts";
import type { Resource } from "./graph.ts";
import type { Source } from "./reader.ts";
import type { Change, TextEdit } from "./repair.ts";

/** What a writer knows of the deployment that it mends. */
export interface Site {
  /** By a declaration's key. An inline child is there too: its `parent` and `inline` say where it stands, its body's span is its own. */
  resource(key: string): Resource | undefined;
  readonly resources: readonly Resource[];
  /** Text of a file of this deployment, as it was when the findings were made. */
  text(uri: string): Source | undefined;
  /** URIs of the files in the folder, where known. */
  list(folder: string): readonly string[];
}

export type Written =
  | { readonly edits: readonly TextEdit[] /** Parameters that were added and have to be given. */; readonly added: readonly string[] }
  | { readonly cannot: string };

/** Spells changes in one language. Pure and total. */
export interface Writer {
  readonly language: Language;
  write(changes: readonly Change[], site: Site): Written;
}

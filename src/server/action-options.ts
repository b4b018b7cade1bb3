import type { Say } from "../report/say.ts";

/** What code actions take from the editor, the request and the folder. */
export interface ActionOptions {
  readonly say: Say;
  editorUri(uri: string): string;
  /** The version of an open document; null for a file that is not open. */
  version(uri: string): number | null;
  /** The folder's configuration file as it is now; undefined when there is none. */
  readonly configuration?: { readonly uri: string; readonly text: string } | undefined;
  rulePage(rule: string): string | undefined;
  /** Whether the editor can ask before it applies an edit. */
  readonly annotations: boolean;
  /** Whether the editor takes edits with tab stops. */
  readonly snippets: boolean;
}

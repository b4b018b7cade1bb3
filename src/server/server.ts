import type { ClientCapabilities, Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Say } from "../report/say.ts";
import type { Files } from "./files.ts";
import type { Workspaces } from "./workspaces.ts";

/** What every feature of the server works with. */
export interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly files: Files;
  /** A short text that differs where the texts do. */
  digest(text: string): string;
  readonly workspaces: Workspaces;
  /** Milliseconds for which a hover or a completion waits for an audit that is under way; then the last answer has to do. */
  readonly patience: number;
  readonly capabilities: ClientCapabilities;
  /** Fixed texts in the language of the editor, and that language as in `lang`. */
  readonly say: Say;
  readonly language: string;
  rulePage(rule: string): string | undefined;
  wordPage(word: string): string | undefined;
  /** The URI that findings know a document by; editors escape some characters differently. */
  uri(editorUri: string): string;
  editorUri(uri: string): string;
  /** Takes a change of files or settings in, in the order in which changes arrive. */
  change(work: () => Promise<void>): void;
  /** When every change that has arrived is taken in: what is asked after an edit is answered after it. */
  settled(): Promise<void>;
  /** Tells the editor to ask for everything again. */
  refresh(): void;
}

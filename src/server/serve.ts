// The language server: a list of features over one set of workspaces.
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  InlayHintRefreshRequest,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Reader } from "../model/reader.ts";
import { english, sayFrom } from "../report/say.ts";
import { version } from "../report/version.ts";
import { serveAudit } from "./audit.ts";
import { fixAllKind } from "./code-actions.ts";
import type { Files } from "./files.ts";
import { serveAzure } from "./serve-azure.ts";
import { serveCodeActions } from "./serve-code-actions.ts";
import { serveCodeLens } from "./serve-code-lens.ts";
import { serveCompletion } from "./serve-completion.ts";
import { serveDiagnostics } from "./serve-diagnostics.ts";
import { serveExplain } from "./serve-explain.ts";
import { serveHover } from "./serve-hover.ts";
import { serveReports } from "./serve-reports.ts";
import { serveWords } from "./serve-words.ts";
import type { Server } from "./server.ts";
import { folderSettings } from "./settings.ts";
import { watch } from "./watch.ts";
import { Workspace } from "./workspace.ts";
import { createWorkspaces } from "./workspaces.ts";

/** What the process or worker that the server runs in has. */
export interface Host {
  /** `options`: what the editor initializes the server with. */
  loadReaders(options: unknown): Promise<readonly Reader[]>;
  files(connection: Connection): Files;
  /** A short text that differs where the texts do. */
  digest(text: string): string;
  /** Milliseconds for which a hover or a completion waits for an audit that is under way, when not as usual. */
  readonly patience?: number;
}

export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    start(connection, documents, params, host);
    return answer;
  });
  documents.listen(connection);
}

const answer: InitializeResult = {
  serverInfo: { name: "aml-network-audit", version },
  capabilities: {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { identifier: "aml-network-audit", interFileDependencies: true, workspaceDiagnostics: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
    hoverProvider: true,
    completionProvider: { triggerCharacters: ["'", '"', "."] },
    codeLensProvider: { resolveProvider: false },
    documentLinkProvider: { resolveProvider: false },
    inlayHintProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

function start(connection: Connection, documents: TextDocuments<TextDocument>, params: InitializeParams, host: Host): void {
  const { capabilities } = params;
  const readers = host.loadReaders(params.initializationOptions);
  const files = host.files(connection);
  const spellings = new Map<string, string>();
  let changes: Promise<void> = Promise.resolve();
  const workspaces = createWorkspaces(
    async (root, deep) => new Workspace(await readers, files, root, deep, await folderSettings(connection, capabilities, files, root)),
  );
  const server: Server = {
    connection,
    documents,
    files,
    digest: host.digest,
    workspaces,
    patience: host.patience ?? 20,
    capabilities,
    ...languageFrom(params.initializationOptions),
    rulePage: pagesFrom(params.initializationOptions, "rulePages"),
    wordPage: pagesFrom(params.initializationOptions, "wordPages"),
    uri: (editorUri) => {
      const uri = files.spell(editorUri);
      if (uri !== editorUri) spellings.set(uri, editorUri);
      return uri;
    },
    editorUri: (uri) => spellings.get(uri) ?? uri,
    change: (work) => {
      changes = changes
        .then(work)
        .catch((error) => connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    },
    settled: () => changes,
    refresh: () => {
      if (capabilities.workspace?.codeLens?.refreshSupport) connection.sendRequest(CodeLensRefreshRequest.type).catch(gone);
      if (capabilities.workspace?.inlayHint?.refreshSupport) connection.sendRequest(InlayHintRefreshRequest.type).catch(gone);
      if (capabilities.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh().catch(gone);
    },
  };
  serveDocuments(server);
  serveDiagnostics(server);
  serveCodeActions(server);
  serveHover(server);
  serveCompletion(server, readers);
  serveCodeLens(server);
  serveWords(server);
  serveAudit(server);
  serveReports(server);
  serveExplain(server);
  serveAzure(server, readers);
  connection.onInitialized(() => {
    for (const folder of params.workspaceFolders ?? []) addFolder(server, folder.uri);
    register(server);
  });
}

function addFolder({ change, workspaces, files }: Server, editorUri: string): void {
  change(() => workspaces.add(folderUri(files, editorUri)));
}

/** Ends in a slash. */
function folderUri(files: Files, editorUri: string): string {
  const uri = files.spell(editorUri);
  return uri.endsWith("/") ? uri : `${uri}/`;
}

/** Open documents win over the disk from the moment they are opened. */
function serveDocuments({ documents, workspaces, uri, change }: Server): void {
  documents.onDidChangeContent(({ document }) => {
    const text = document.getText();
    const key = uri(document.uri);
    change(async () => (await workspaces.of(key)).edit(key, text));
  });
  documents.onDidClose(({ document }) => {
    const key = uri(document.uri);
    change(async () => (await workspaces.of(key)).close(key));
  });
}

function register(server: Server): void {
  const { connection, capabilities, workspaces, files } = server;
  const again = async () => {
    for (const workspace of workspaces.all()) workspace.configure(await folderSettings(connection, capabilities, files, workspace.root));
    server.refresh();
  };
  if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
    connection.client.register(DidChangeConfigurationNotification.type, { section: "amlNetworkAudit" }).catch(gone);
  }
  connection.onDidChangeConfiguration(() => server.change(again));
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
    const globPattern = "**/*.{bicep,bicepparam,tf,tofu,tfvars,json,jsonc}";
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] }).catch(gone);
  }
  watch(server, again);
  if (capabilities.workspace?.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      server.change(async () => {
        for (const folder of removed) workspaces.remove(folderUri(files, folder.uri));
      });
      for (const folder of added) addFolder(server, folder.uri);
      server.refresh();
    });
  }
}

/** An editor that went away answers nothing any more, and needs nothing any more. */
function gone(): void {}

function languageFrom(options: unknown): Pick<Server, "say" | "language"> {
  const value = (name: string): unknown => (typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined);
  const [texts, language] = [value("texts"), value("language")];
  if (typeof texts !== "object" || texts === null || typeof language !== "string") return { say: english, language: "en" };
  return { say: sayFrom({ ...texts }), language };
}

function pagesFrom(options: unknown, name: string): (page: string) => string | undefined {
  const base = typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined;
  return (page) => (typeof base === "string" ? base + encodeURIComponent(page) : undefined);
}

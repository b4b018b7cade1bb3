// A client that talks to the real server over streams, with a folder of its own.
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  FileChangeType,
  type InitializeResult,
  ProposedFeatures,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";
import { loadReaders } from "../../src/audit.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import { diskFiles } from "../../src/server/disk-files.ts";
import { serve } from "../../src/server/serve.ts";

export interface Session {
  readonly client: ProtocolConnection;
  readonly answer: InitializeResult;
  readonly folder: string;
  /** Settings under `amlNetworkAudit`, told to the server when they are set. */
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  uri(file: string): string;
  open(file: string, text: string): Promise<void>;
  change(file: string, version: number, text: string): Promise<void>;
  close(file: string): Promise<void>;
  /** Writes or, without text, removes a file, and tells the server as an editor's watcher does. */
  write(file: string, text?: string): Promise<void>;
  diagnostics(file: string): Promise<readonly Diagnostic[]>;
  workspaceDiagnostics(): Promise<WorkspaceDiagnosticReport>;
  actions(file: string, diagnostics: readonly Diagnostic[], only?: readonly string[]): Promise<readonly CodeAction[]>;
  refreshes(): number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Settings and watched files. */
const expected = 2;

const readers = loadWasm().then(loadReaders);

/**
 * `options` are added to those that the server is initialized with; `snippets`: the editor takes edits with tab stops. `patience`: milliseconds
 * for which hovers wait for audits; they wait for all, so that what they say does not depend on the machine.
 */
export async function session(
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
  snippets = false,
  patience = 600_000,
): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), "aml-server-"));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
  serve(server, { loadReaders: () => readers, files: () => diskFiles, digest: (text) => text, patience });
  server.listen();
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  let settings: unknown = {};
  let refreshes = 0;
  client.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => settings));
  const registered = Promise.withResolvers<void>();
  let registrations = 0;
  client.onRequest("client/registerCapability", () => {
    registrations += 1;
    if (registrations === expected) registered.resolve();
    return null;
  });
  client.onRequest("workspace/diagnostic/refresh", () => {
    refreshes += 1;
    return null;
  });
  client.listen();
  const uri = (file: string) => pathToFileURL(join(folder, file)).href;
  const answer: InitializeResult = await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: snippets ? withSnippets : capabilities,
    initializationOptions: { rulePages: "aml-network-audit:/rules/", wordPages: "aml-network-audit:/words/", ...options },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "folder" }],
  });
  await client.sendNotification("initialized", {});
  // A server that is put away before its registrations are answered would fail on them.
  await registered.promise;
  return {
    client,
    answer,
    folder,
    uri,
    async configure(next) {
      settings = next;
      await client.sendNotification("workspace/didChangeConfiguration", { settings: null });
    },
    open: (file, text) =>
      client.sendNotification("textDocument/didOpen", { textDocument: { uri: uri(file), languageId: "plaintext", version: 1, text } }),
    change: (file, version, text) =>
      client.sendNotification("textDocument/didChange", { textDocument: { uri: uri(file), version }, contentChanges: [{ text }] }),
    close: (file) => client.sendNotification("textDocument/didClose", { textDocument: { uri: uri(file) } }),
    async write(file, text) {
      if (text === undefined) unlinkSync(join(folder, file));
      else put(file, text);
      const type = text === undefined ? FileChangeType.Deleted : FileChangeType.Created;
      await client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(file), type }] });
    },
    async diagnostics(file) {
      const report: DocumentDiagnosticReport = await client.sendRequest("textDocument/diagnostic", { textDocument: { uri: uri(file) } });
      return report.kind === "full" ? report.items : [];
    },
    workspaceDiagnostics: () => client.sendRequest("workspace/diagnostic", { previousResultIds: [] }),
    actions: (file, diagnostics, only) =>
      client.sendRequest("textDocument/codeAction", {
        textDocument: { uri: uri(file) },
        range: diagnostics[0]?.range ?? nowhere,
        context: { diagnostics, ...(only && { only }) },
      }),
    refreshes: () => refreshes,
    async [Symbol.asyncDispose]() {
      // Answered only when every change is taken in, settings that the server asks for included.
      await client.sendRequest("workspace/diagnostic", { previousResultIds: [] });
      for (let round = 0; round < 4; round += 1) await client.sendRequest("amlNetworkAudit/rulePage", { rule: "" });
      await client.sendRequest("shutdown");
      client.dispose();
      server.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const capabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
  textDocument: { diagnostic: {}, codeAction: { dataSupport: true }, completion: { completionItem: { snippetSupport: true } } },
};

const withSnippets = {
  ...capabilities,
  workspace: { ...capabilities.workspace, workspaceEdit: { ...capabilities.workspace.workspaceEdit, snippetEditSupport: true } },
};

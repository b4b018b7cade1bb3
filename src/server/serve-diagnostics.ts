// Pull diagnostics: for a document, and for the whole workspace.
import {
  type CancellationToken,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import type { About } from "../analysis/combined.ts";
import { abortable } from "./abortable.ts";
import { type DiagnosticOptions, diagnosticsOf } from "./diagnostics.ts";
import { stateMethod } from "./protocol.ts";
import type { Server } from "./server.ts";
import { totals } from "./totals.ts";
import type { Audited, Workspace } from "./workspace.ts";

export function serveDiagnostics(server: Server): void {
  const { connection, workspaces } = server;
  const counted = soon(async () => connection.sendNotification(stateMethod, totals(workspaces.all())));
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const uri = server.uri(textDocument.uri);
    await server.settled();
    const items = (await diagnose(server, await workspaces.of(uri), token, counted))(uri);
    const resultId = idOf(server, items);
    if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    await server.settled();
    const previous = new Map(previousResultIds.map(({ uri, value }) => [server.uri(uri), value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const known = new Set<string>();
    for (const workspace of workspaces.all()) {
      const diagnosticsAt = await diagnose(server, workspace, token, counted);
      for (const uri of workspace.auditor.abouts.keys()) {
        const diagnostics = diagnosticsAt(uri);
        if (diagnostics.length === 0) continue;
        known.add(uri);
        items.push(...workspaceReport(server, uri, diagnostics, previous.get(uri)));
      }
    }
    const cleared = [...previous.keys()].filter((uri) => !known.has(uri));
    return { items: [...items, ...cleared.flatMap((uri) => workspaceReport(server, uri, [], previous.get(uri)))] };
  });
}

/** Diagnostics of what is said about a file: while that is the same, so are they. */
const remembered = new WeakMap<About, { readonly showUnclear: boolean; readonly diagnostics: Diagnostic[] }>();

/** What was last counted of each workspace. */
const told = new WeakMap<Workspace, Audited>();

/** Audits, and gives the diagnostics of a file by its URI. `counted` is called when an audit was made. */
async function diagnose(
  server: Server,
  workspace: Workspace,
  token: CancellationToken,
  counted: () => void,
): Promise<(uri: string) => Diagnostic[]> {
  const { enabled, showUnclear } = workspace.asked;
  if (!enabled) return () => [];
  const audited = await abortable(token, (signal) => workspace.audit({ signal }));
  // The answer may have been made for another request.
  if (told.get(workspace) !== audited) counted();
  told.set(workspace, audited);
  const options: DiagnosticOptions = { showUnclear, say: server.say, rulePage: server.rulePage, editorUri: server.editorUri };
  return (uri) => {
    const about = workspace.auditor.abouts.get(uri);
    if (!about) return [];
    const known = remembered.get(about);
    if (known?.showUnclear === showUnclear) return known.diagnostics;
    const diagnostics = diagnosticsOf(about, audited.places, options);
    remembered.set(about, { showUnclear, diagnostics });
    return diagnostics;
  };
}

/** Tells once of calls that follow each other: counting takes longer the more there is, and nobody reads it while typing. */
function soon(tell: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => tell().catch(() => undefined), 50);
    // An editor that went away meanwhile needs no counts. A browser's timers are numbers and hold nothing up.
    if (typeof timer === "object") timer.unref();
  };
}

/** Nothing for a file whose diagnostics are what the editor has. */
function workspaceReport(
  server: Server,
  uri: string,
  items: Diagnostic[],
  previous: string | undefined,
): WorkspaceDocumentDiagnosticReport[] {
  const resultId = idOf(server, items);
  const editorUri = server.editorUri(uri);
  const version = server.documents.get(editorUri)?.version ?? null;
  if (resultId === previous) return [{ kind: DocumentDiagnosticReportKind.Unchanged, uri: editorUri, version, resultId }];
  return [{ kind: DocumentDiagnosticReportKind.Full, uri: editorUri, version, resultId, items }];
}

function idOf({ digest }: Server, items: readonly Diagnostic[]): string {
  return digest(JSON.stringify(items));
}

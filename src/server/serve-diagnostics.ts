// Pull diagnostics: for a document, and for the whole workspace.
import { createHash } from "node:crypto";
import {
  type CancellationToken,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { abortable } from "./abortable.ts";
import { type DiagnosticOptions, diagnosticsByFile } from "./diagnostics.ts";
import { stateMethod } from "./protocol.ts";
import type { Server } from "./server.ts";
import { totals } from "./totals.ts";
import type { Audited, Workspace } from "./workspace.ts";

export function serveDiagnostics(server: Server): void {
  const { connection, workspaces } = server;
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const uri = server.uri(textDocument.uri);
    await server.settled();
    const items = (await diagnose(server, await workspaces.of(uri), token)).get(uri) ?? [];
    const resultId = idOf(items);
    if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  });
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    await server.settled();
    const previous = new Map(previousResultIds.map(({ uri, value }) => [server.uri(uri), value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const known = new Set<string>();
    for (const workspace of workspaces.all()) {
      for (const [uri, diagnostics] of await diagnose(server, workspace, token)) {
        known.add(uri);
        items.push(...workspaceReport(server, uri, diagnostics, previous.get(uri)));
      }
    }
    const cleared = [...previous.keys()].filter((uri) => !known.has(uri));
    return { items: [...items, ...cleared.flatMap((uri) => workspaceReport(server, uri, [], previous.get(uri)))] };
  });
}

const remembered = new WeakMap<Audited, { readonly showUnclear: boolean; readonly byFile: ReadonlyMap<string, Diagnostic[]> }>();

async function diagnose(server: Server, workspace: Workspace, token: CancellationToken): Promise<ReadonlyMap<string, Diagnostic[]>> {
  const { enabled, showUnclear } = workspace.asked;
  if (!enabled) return new Map();
  const audited = await abortable(token, (signal) => workspace.audit({ signal }));
  const known = remembered.get(audited);
  if (known?.showUnclear === showUnclear) return known.byFile;
  const options: DiagnosticOptions = { showUnclear, rulePage: server.rulePage, editorUri: server.editorUri };
  const byFile = diagnosticsByFile(audited, options);
  remembered.set(audited, { showUnclear, byFile });
  server.connection.sendNotification(stateMethod, totals(server.workspaces.all())).catch(() => undefined);
  return byFile;
}

/** Nothing for a file whose diagnostics are what the editor has. */
function workspaceReport(
  server: Server,
  uri: string,
  items: Diagnostic[],
  previous: string | undefined,
): WorkspaceDocumentDiagnosticReport[] {
  const resultId = idOf(items);
  const editorUri = server.editorUri(uri);
  const version = server.documents.get(editorUri)?.version ?? null;
  if (resultId === previous) return [{ kind: DocumentDiagnosticReportKind.Unchanged, uri: editorUri, version, resultId }];
  return [{ kind: DocumentDiagnosticReportKind.Full, uri: editorUri, version, resultId, items }];
}

function idOf(items: readonly Diagnostic[]): string {
  return createHash("sha1").update(JSON.stringify(items)).digest("base64url");
}

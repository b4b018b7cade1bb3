// Code actions for what is under the cursor, and all that need no second look in a file at once.
import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import { abortable } from "./abortable.ts";
import type { ActionOptions } from "./action-options.ts";
import { fixEvery } from "./bulk-fixes.ts";
import { fixAllKind, quickFixes, workspaceEdit } from "./code-actions.ts";
import { source } from "./diagnostics.ts";
import type { Server } from "./server.ts";
import type { Audited, Workspace } from "./workspace.ts";

export function serveCodeActions(server: Server): void {
  const options: ActionOptions = {
    say: server.say,
    editorUri: server.editorUri,
    version: (uri) => server.documents.get(server.editorUri(uri))?.version ?? null,
    rulePage: server.rulePage,
    annotations: server.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    snippets: server.capabilities.workspace?.workspaceEdit?.snippetEditSupport === true,
  };
  server.connection.onCodeAction(async ({ textDocument, context }, token) => {
    const wanted = (kind: string) => !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const uri = server.uri(textDocument.uri);
    await server.settled();
    const workspace = await server.workspaces.of(uri);
    const audited = await abortable(token, (signal) => workspace.audit({ signal }));
    const own = context.diagnostics.filter((diagnostic: Diagnostic) => diagnostic.source === source);
    const configuration = own.length > 0 ? await configurationOf(workspace, server) : undefined;
    const given = { ...options, configuration };
    return [
      ...(wanted(CodeActionKind.QuickFix) ? quickFixes(workspace, audited, uri, own, given) : []),
      ...(wanted(fixAllKind) && context.only ? fixAll(workspace, audited, uri, options) : []),
    ];
  });
}

/** Every fix without a caution of one file's findings. */
function fixAll(workspace: Workspace, audited: Audited, uri: string, options: ActionOptions): CodeAction[] {
  const findings = audited.result.findings.filter(
    (finding) => finding.at.from === "file" && finding.at.uri === uri && !finding.suppressed && finding.repair && !finding.repair.caution,
  );
  const fix = fixEvery(
    findings,
    options.say("Apply every fix of AML Network Audit that needs no second look"),
    workspace,
    audited,
    options.say,
  );
  if (!fix || fix.caution) return [];
  return [{ title: fix.title, kind: fixAllKind, edit: workspaceEdit(fix, audited, options) }];
}

/** The configuration file that counts for a folder, as the editor or the disk has it. */
async function configurationOf({ root }: Workspace, server: Server): Promise<ActionOptions["configuration"]> {
  const { file } = await server.files.configuration(root);
  return file && { uri: file.uri, text: server.documents.get(server.editorUri(file.uri))?.getText() ?? file.text };
}

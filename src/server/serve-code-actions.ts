// Code actions for what is under the cursor, and all that need no second look in a file at once.
import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import { fixTogether } from "../audit.ts";
import { abortable } from "./abortable.ts";
import { type ActionOptions, fixAllKind, quickFixes, workspaceEdit } from "./code-actions.ts";
import { source } from "./diagnostics.ts";
import type { Server } from "./server.ts";
import type { Audited, Workspace } from "./workspace.ts";

export function serveCodeActions(server: Server): void {
  const options: ActionOptions = {
    editorUri: server.editorUri,
    version: (uri) => server.documents.get(server.editorUri(uri))?.version ?? null,
    annotations: server.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
  };
  server.connection.onCodeAction(async ({ textDocument, context }, token) => {
    const wanted = (kind: string) => !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const uri = server.uri(textDocument.uri);
    await server.settled();
    const workspace = await server.workspaces.of(uri);
    const audited = await abortable(token, (signal) => workspace.audit({ signal }));
    const own = context.diagnostics.filter((diagnostic: Diagnostic) => diagnostic.source === source);
    return [
      ...(wanted(CodeActionKind.QuickFix) ? quickFixes(workspace, audited, uri, own, options) : []),
      ...(wanted(fixAllKind) && context.only ? fixAll(workspace, audited, uri, options) : []),
    ];
  });
}

/** Every fix without a caution of one file's findings, deployment by deployment: the first that has any. */
function fixAll(workspace: Workspace, audited: Audited, uri: string, options: ActionOptions): CodeAction[] {
  const findings = audited.result.findings.filter(
    (finding) => finding.at.from === "file" && finding.at.uri === uri && !finding.suppressed && finding.repair && !finding.repair.caution,
  );
  for (const deployment of audited.result.deployments) {
    const repairs = findings.flatMap(({ repair, deployments }) => (repair && deployments[0] === deployment.id ? [repair] : []));
    if (!repairs.length) continue;
    const fix = fixTogether(repairs, deployment, workspace.auditor, "Apply every fix of AML Network Audit that needs no second look");
    if ("cannot" in fix || fix.caution || !fix.edits.length) continue;
    return [{ title: fix.title, kind: fixAllKind, edit: workspaceEdit(fix, audited, options) }];
  }
  return [];
}

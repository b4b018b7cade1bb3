// Quick fixes, computed anew from what a diagnostic carries: nothing is remembered between requests.
import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { fixOf, fixWithStops } from "../audit.ts";
import type { Finding } from "../model/finding.ts";
import type { TextEdit as Edit, Fix } from "../model/repair.ts";
import { accepting } from "./accept.ts";
import type { ActionOptions } from "./action-options.ts";
import { widerFixes } from "./bulk-fixes.ts";
import type { Audited, Workspace } from "./workspace.ts";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.amlNetworkAudit`;

export function quickFixes(
  workspace: Workspace,
  audited: Audited,
  uri: string,
  diagnostics: readonly Diagnostic[],
  options: ActionOptions,
): CodeAction[] {
  const found = diagnostics.flatMap((diagnostic) => {
    const finding = findingOf(diagnostic, audited, uri);
    return finding ? [{ diagnostic, finding }] : [];
  });
  const fixes = found.flatMap(({ diagnostic, finding }): CodeAction[] => {
    const asking = options.snippets ? fixWithStops(finding, audited.result.deployments, workspace.auditor, uri) : undefined;
    if (asking) return [quickFix(told(asking, options), diagnostic, workspaceEdit(asking, audited, options, true))];
    const mended = fixOf(finding, audited.result.deployments, workspace.auditor);
    if ("cannot" in mended || mended.edits.length === 0) return [];
    const fix = told(mended, options);
    const preferred = fix.caution ? {} : { isPreferred: true };
    const edit = workspaceEdit(fix, audited, options);
    return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], ...preferred, edit }];
  });
  // One comment accepts every finding of its rule on the line.
  const byRule = new Map(
    found.map(({ diagnostic, finding }) => [`${finding.rule} ${diagnostic.range.start.line}`, { diagnostic, finding }]),
  );
  const lines = [...byRule.values()];
  const wider = lines.flatMap(({ diagnostic, finding }) =>
    widerFixes(finding, workspace, audited, options.say).map((fix) => quickFix(fix, diagnostic, workspaceEdit(fix, audited, options))),
  );
  const accepts = lines.flatMap(({ diagnostic, finding }) => accepting(finding, diagnostic, workspace, uri, options));
  const pages = lines.flatMap(({ diagnostic, finding }) => rulePage(finding, diagnostic, options));
  return [...fixes, ...unique(wider), ...accepts, ...unique(pages)];
}

/** In the reader's language. */
function told(fix: Fix, { say }: ActionOptions): Fix {
  return { ...fix, title: say(fix.title), ...(fix.caution !== undefined && { caution: say(fix.caution) }) };
}

function quickFix({ title }: Fix, diagnostic: Diagnostic, edit: WorkspaceEdit): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit };
}

/** Findings of one rule on several lines want the same wide fix once. */
function unique(actions: readonly CodeAction[]): readonly CodeAction[] {
  return [...new Map(actions.map((action) => [action.title, action])).values()];
}

/** Why the rule is there, what to do, and an example, where the editor has its pages. */
function rulePage({ rule }: Finding, diagnostic: Diagnostic, options: ActionOptions): CodeAction[] {
  const title = options.say("Explain '{0}'", rule);
  const command = { title, command: "amlNetworkAudit.showRule", arguments: [rule] };
  return options.rulePage(rule) === undefined ? [] : [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
}

function findingOf(diagnostic: Diagnostic, { result, places }: Audited, uri: string): Finding | undefined {
  const data: unknown = diagnostic.data;
  if (typeof data !== "object" || data === null || !("fingerprint" in data)) return undefined;
  const same = result.findings.filter(
    (finding) =>
      finding.fingerprint === data.fingerprint && finding.rule === diagnostic.code && finding.at.from === "file" && finding.at.uri === uri,
  );
  return same.find((finding) => sameStart(places.of(finding.at)?.range, diagnostic.range)) ?? same[0];
}

function sameStart(a: Range | undefined, b: Range): boolean {
  return a?.start.line === b.start.line && a.start.character === b.start.character;
}

/** A fix with a caution is shown before it is applied, where the editor can do that. `stops`: its new texts are snippets. */
export function workspaceEdit(fix: Fix, { places }: Audited, options: ActionOptions, stops = false): WorkspaceEdit {
  const annotation: ChangeAnnotation | undefined =
    fix.caution && options.annotations ? { label: fix.title, description: fix.caution, needsConfirmation: true } : undefined;
  const documentChanges = [...Map.groupBy(fix.edits, ({ uri }) => uri)].map(
    ([uri, edits]): TextDocumentEdit => ({
      textDocument: { uri: options.editorUri(uri), version: options.version(uri) },
      edits: edits.map((edit): TextEdit | AnnotatedTextEdit | SnippetTextEdit => {
        if (stops) return { range: rangeOf(edit, places), snippet: { kind: "snippet", value: edit.newText } };
        const change = { range: rangeOf(edit, places), newText: edit.newText };
        return annotation ? { ...change, annotationId: "caution" } : change;
      }),
    }),
  );
  return { documentChanges, ...(annotation && { changeAnnotations: { caution: annotation } }) };
}

function rangeOf(edit: Edit, places: Audited["places"]): Range {
  return places.span(edit).range;
}

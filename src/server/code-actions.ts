// Quick fixes, computed anew from what a diagnostic carries: nothing is remembered between requests.
import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { fixOf } from "../audit.ts";
import type { Finding } from "../model/finding.ts";
import type { TextEdit as Edit, Fix } from "../model/repair.ts";
import type { Audited, Workspace } from "./workspace.ts";

export interface ActionOptions {
  editorUri(uri: string): string;
  /** The version of an open document; null for a file that is not open. */
  version(uri: string): number | null;
  /** Whether the editor can ask before it applies an edit. */
  readonly annotations: boolean;
}

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
    const fix = fixOf(finding, audited.result.deployments, workspace.auditor);
    if ("cannot" in fix || fix.edits.length === 0) return [];
    const preferred = fix.caution ? {} : { isPreferred: true };
    const edit = workspaceEdit(fix, audited, options);
    return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], ...preferred, edit }];
  });
  // One comment accepts every finding of its rule on the line.
  const byRule = new Map(
    found.map(({ diagnostic, finding }) => [`${finding.rule} ${diagnostic.range.start.line}`, { diagnostic, finding }]),
  );
  const accepts = [...byRule.values()].flatMap(({ diagnostic, finding }) => suppression(finding, diagnostic, workspace, uri, options));
  return [...fixes, ...accepts];
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

/** A fix with a caution is shown before it is applied, where the editor can do that. */
export function workspaceEdit(fix: Fix, { places }: Audited, options: ActionOptions): WorkspaceEdit {
  const annotation: ChangeAnnotation | undefined =
    fix.caution && options.annotations ? { label: fix.title, description: fix.caution, needsConfirmation: true } : undefined;
  const documentChanges = [...Map.groupBy(fix.edits, ({ uri }) => uri)].map(
    ([uri, edits]): TextDocumentEdit => ({
      textDocument: { uri: options.editorUri(uri), version: options.version(uri) },
      edits: edits.map((edit): TextEdit | AnnotatedTextEdit => {
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

/** Living with a finding, by a comment above it that wants a reason. */
function suppression(finding: Finding, diagnostic: Diagnostic, workspace: Workspace, uri: string, options: ActionOptions): CodeAction[] {
  const line = (workspace.text(uri) ?? "").split(/\r\n|\n|\r/)[diagnostic.range.start.line] ?? "";
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const comment = `${indent}${/\.(tf|tofu|tfvars)$/i.test(uri) ? "#" : "//"} aml-network-audit:ignore ${finding.rule} accepted by the owner of this network\n`;
  const start = { line: diagnostic.range.start.line, character: 0 };
  if (/\.(tf|tfvars|tofu)\.json$/i.test(uri)) return []; // JSON of Terraform has no comments
  const edit = {
    documentChanges: [
      {
        textDocument: { uri: options.editorUri(uri), version: options.version(uri) },
        edits: [{ range: { start, end: start }, newText: comment }],
      },
    ],
  };
  return [
    { title: `Accept this '${finding.rule}' finding with a comment`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit },
  ];
}

// Living with a finding: a comment above it, or an entry of the configuration file; both ask for a reason.
import { applyEdits, modify } from "jsonc-parser";
import { type CodeAction, CodeActionKind, type Diagnostic } from "vscode-languageserver";
import type { Finding } from "../model/finding.ts";
import type { ActionOptions } from "./action-options.ts";
import type { Workspace } from "./workspace.ts";

const reason = "accepted by the owner of this network";
const configurationName = "aml-network-audit.json";

export function accepting(
  finding: Finding,
  diagnostic: Diagnostic,
  workspace: Workspace,
  uri: string,
  options: ActionOptions,
): CodeAction[] {
  const byEntry = entry(finding, diagnostic, workspace, options);
  // JSON of Terraform has no comments.
  if (/\.(tf|tfvars|tofu)\.json$/i.test(uri)) return byEntry;
  return [comment(finding, diagnostic, workspace, uri, options), ...byEntry];
}

function comment(finding: Finding, diagnostic: Diagnostic, workspace: Workspace, uri: string, options: ActionOptions): CodeAction {
  const text = workspace.text(uri) ?? "";
  const line = text.split(/\r\n|\n|\r/)[diagnostic.range.start.line] ?? "";
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const head = `${indent}${/\.(tf|tofu|tfvars)$/i.test(uri) ? "#" : "//"} aml-network-audit:ignore ${finding.rule} `;
  const start = { line: diagnostic.range.start.line, character: 0 };
  const range = { start, end: start };
  // The reason is there to be typed over.
  const change = options.snippets
    ? { range, snippet: { kind: "snippet" as const, value: `${head}\${1:${reason}}${eol}` } }
    : { range, newText: `${head}${reason}${eol}` };
  const textDocument = { uri: options.editorUri(uri), version: options.version(uri) };
  const edit = { documentChanges: [{ textDocument, edits: [change] }] };
  return {
    title: options.say("Accept this '{0}' finding with a comment", finding.rule),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit,
  };
}

function entry(finding: Finding, diagnostic: Diagnostic, workspace: Workspace, options: ActionOptions): CodeAction[] {
  const given = options.configuration;
  const uri = given?.uri ?? workspace.root + configurationName;
  const before = given?.text ?? "";
  const value = { rule: finding.rule, subject: finding.subject.name, ...(finding.value !== undefined && { value: finding.value }), reason };
  if (finding.subject.name.includes("…")) return []; // an entry by a name that is not known would accept nothing
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: before.includes("\r\n") ? "\r\n" : "\n" };
  const text = before.trim() === "" ? "{}\n" : before;
  const after = applyEdits(text, modify(text, ["suppressions", -1], value, { formattingOptions, isArrayInsertion: true }));
  const lines = before.split("\n");
  const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const change = {
    textDocument: { uri: options.editorUri(uri), version: options.version(uri) },
    edits: [{ range: { start: { line: 0, character: 0 }, end }, newText: after }],
  };
  const created = given ? [] : [{ kind: "create" as const, uri: options.editorUri(uri), options: { ignoreIfExists: true } }];
  const title = options.say("Accept this '{0}' finding in '{1}'", finding.rule, configurationName);
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit: { documentChanges: [...created, change] } }];
}

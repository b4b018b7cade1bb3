// The audit, and the way of one flow, as tools for an assistant in VS Code.
import { type CancellationToken, LanguageModelTextPart, LanguageModelToolResult } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { auditMethod, type ExplainParams, explainMethod, type FolderReport, type ReportParams, reportMethod } from "../server/protocol.ts";

export interface ToolInput {
  readonly rule?: string;
  readonly file?: string;
}

export interface ExplainInput {
  readonly to: string;
  readonly from?: string;
}

interface ToldFinding {
  readonly rule: string;
  readonly file?: string;
}

/** Findings enough for an assistant; more would only fill its memory. */
const most = 60;

export async function auditForAssistant(
  client: BaseLanguageClient,
  input: ToolInput,
  token: CancellationToken,
): Promise<LanguageModelToolResult> {
  await client.sendRequest(auditMethod, {}, token);
  const folders = await client.sendRequest<FolderReport[]>(reportMethod, { format: "json" } satisfies ReportParams, token);
  const parts = folders.map(({ root, text }) => {
    const { findings, summary, problems } = JSON.parse(text) as { findings: ToldFinding[]; summary: unknown; problems: unknown[] };
    const asked = findings.filter(
      ({ rule, file }) => (!input.rule || rule === input.rule) && (!input.file || (file ?? "").endsWith(input.file)),
    );
    const left = asked.length > most ? { notShown: asked.length - most } : {};
    return new LanguageModelTextPart(
      JSON.stringify({ folder: root, summary, findings: asked.slice(0, most), ...left, problems: problems.slice(0, 10) }),
    );
  });
  return new LanguageModelToolResult(parts);
}

export async function explainForAssistant(
  client: BaseLanguageClient,
  { to, from }: ExplainInput,
  token: CancellationToken,
): Promise<LanguageModelToolResult> {
  const params: ExplainParams = { to: String(to), ...(from !== undefined && { from: String(from) }) };
  return new LanguageModelToolResult([new LanguageModelTextPart(await client.sendRequest<string>(explainMethod, params, token))]);
}

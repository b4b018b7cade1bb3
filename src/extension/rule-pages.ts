// Pages of rules as read-only documents; the code of a diagnostic leads to them.
import { commands, type Disposable, Uri, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type RulePageParams, rulePageMethod } from "../server/protocol.ts";

export const ruleScheme = "aml-network-audit";

export function registerRulePages(client: LanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(ruleScheme, {
    async provideTextDocumentContent(uri) {
      const rule = ruleOf(uri);
      const page = await client.sendRequest<string | null>(rulePageMethod, { rule } satisfies RulePageParams);
      return page ?? `There is no rule '${rule}'.\n`;
    },
  });
}

export async function showRule(rule: unknown): Promise<void> {
  if (typeof rule !== "string" || !/^[a-z0-9-]+$/.test(rule)) return;
  await commands.executeCommand("markdown.showPreview", Uri.from({ scheme: ruleScheme, path: `/rules/${rule}.md` }));
}

function ruleOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1).replace(/\.md$/, "");
}

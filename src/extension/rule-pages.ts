// Pages of rules and of the words of the requirements as read-only documents: codes of diagnostics and links in the editor lead to them.
import { commands, type Disposable, l10n, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type RulePageParams, rulePageMethod, type WordPageParams, wordPageMethod } from "../server/protocol.ts";

export const ruleScheme = "aml-network-audit";

export function registerRulePages(client: BaseLanguageClient): Disposable {
  return workspace.registerTextDocumentContentProvider(ruleScheme, {
    async provideTextDocumentContent(uri) {
      const rule = nameOf(uri);
      if (uri.path.startsWith("/words/")) {
        const page = await client.sendRequest<string | null>(wordPageMethod, { word: rule } satisfies WordPageParams);
        return page ?? `${l10n.t("No requirement names '{0}'.", rule)}\n`;
      }
      const page = await client.sendRequest<string | null>(rulePageMethod, { rule } satisfies RulePageParams);
      return page ?? `${l10n.t("There is no rule '{0}'.", rule)}\n`;
    },
  });
}

export async function showRule(rule: unknown): Promise<void> {
  if (typeof rule !== "string" || !/^[a-z0-9-]+$/.test(rule)) return;
  await commands.executeCommand("markdown.showPreview", Uri.from({ scheme: ruleScheme, path: `/rules/${rule}.md` }));
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1).replace(/\.md$/, "");
}

// One answer in full, as a read-only page beside the tree.
import { commands, type Disposable, l10n, Uri, workspace } from "vscode";
import type { ItemView } from "../../model/azure-view.ts";

const scheme = "aml-network-live";
const pages = new Map<string, string>();

/** The pages' provider; for as long as the extension lives. */
export function registerExplanations(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: (uri) => pages.get(uri.path) ?? "" });
}

export async function explain(view: ItemView): Promise<void> {
  const name = view.label.replaceAll(/[^\w.-]+/g, "-").slice(0, 60) || "answer";
  const text = pageOf(view);
  const uri = Uri.from({ scheme, path: `/${name}.md`, query: String(pages.size) });
  pages.set(uri.path, text);
  await commands.executeCommand("markdown.showPreview", uri);
}

function pageOf(view: ItemView): string {
  const marks = { passes: "✓", stops: "✗", unclear: "?", noted: "·" } as const;
  const steps = view.steps.map(({ text, is }, i) => `${i + 1}. ${marks[is]} ${text}`);
  const where = view.resourceId ? [`${l10n.t("Resource:")} \`${view.resourceId}\``] : [];
  return [
    `# ${view.label}`,
    view.description,
    view.message,
    ...(steps.length > 0 ? [`## ${l10n.t("The way it takes")}`, steps.join("\n")] : []),
    ...where,
  ].join("\n\n");
}

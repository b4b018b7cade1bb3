// The tree 'AML Network' as VS Code first sees it: a provider and commands that load the Azure bundle when they are first needed.
import { commands, type Disposable, EventEmitter, type ExtensionContext, l10n, type TreeDataProvider, window, workspace } from "vscode";
import type { Client } from "../client.ts";
import { ASKING, LIVE_COMMANDS, type LiveCommand } from "./command-names.ts";
import type { Live } from "./live.ts";
import type { Node } from "./nodes.ts";

/** Costs nothing until the view is looked at and something is to be read. */
export function registerLive(context: ExtensionContext, client: () => Promise<Client>): Disposable[] {
  let loading: Promise<Live> | undefined;
  let loaded: Live | undefined;
  const changed = new EventEmitter<Node | undefined>();
  const live = async () => {
    loading ??= import("./live.ts").then((bundle) => bundle.createLive(context, client, changed));
    loaded = await loading;
    return loaded;
  };
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => node.item,
    getChildren: async (node) => (loaded ? loaded.children(node) : []),
    getParent: (node) => node.parent,
  };
  const view = window.createTreeView("amlNetworkAudit.live", { treeDataProvider: provider, showCollapseAll: true });
  const run = (name: LiveCommand) =>
    commands.registerCommand(`amlNetworkAudit.live.${name}`, async (node?: Node) => {
      if (!workspace.isTrusted && ASKING.has(name)) {
        await window.showWarningMessage(l10n.t("Azure is not read from a workspace that is not trusted."));
        return;
      }
      await (await live()).run(name, node);
    });
  return [view, changed, ...LIVE_COMMANDS.map(run)];
}

// What happens on disk beside the editor.
import { FileChangeType } from "vscode-languageserver";
import { configurationName } from "../disk/names.ts";
import type { Server } from "./server.ts";

/** Changes of the configuration file are settings that changed. */
export function watch(server: Server, settingsChanged: () => Promise<void>): void {
  server.connection.onDidChangeWatchedFiles(({ changes }) => {
    server.change(async () => {
      for (const { uri, type } of changes) await take(server.uri(uri), type);
      server.refresh();
    });
  });
  const take = async (uri: string, type: FileChangeType) => {
    if (uri.endsWith(`/${configurationName}`)) return settingsChanged();
    const workspace = await server.workspaces.of(uri);
    const how = type === FileChangeType.Created ? "appeared" : type === FileChangeType.Deleted ? "vanished" : "changed";
    await workspace.changed(uri, how);
  };
}

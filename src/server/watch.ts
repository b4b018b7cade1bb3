// What happens on disk beside the editor.
import { FileChangeType } from "vscode-languageserver";
import type { Server } from "./server.ts";

/** Changes of the configuration file are settings that changed. */
export function watch(server: Server, settingsChanged: () => Promise<void>): void {
  server.connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri: editorUri, type } of changes) {
      const uri = server.uri(editorUri);
      if (uri.endsWith("/aml-network-audit.json")) {
        await settingsChanged();
        continue;
      }
      const workspace = await server.workspaces.of(uri);
      await workspace.changed(uri, type === FileChangeType.Created ? "appeared" : type === FileChangeType.Deleted ? "vanished" : "changed");
    }
    server.refresh();
  });
}

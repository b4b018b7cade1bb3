// What VS Code loads where there is Node.
import type { ExtensionContext } from "vscode";
import { type Running, registerCommands, runOnce } from "./commands.ts";
import { registerLive } from "./live/view.ts";

let running: Running | undefined;

export function activate(context: ExtensionContext): void {
  running = runOnce(async () => (await import("./node-client.ts")).startNodeClient(context));
  context.subscriptions.push(...registerCommands(running), ...registerLive(context, running.client));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}

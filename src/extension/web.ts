// What VS Code for the Web loads: the same audit in a worker, without Node. Azure is not read from a browser.
import { type ExtensionContext, Uri, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { type Client, startClient } from "./client.ts";
import { type Running, registerCommands, runOnce } from "./commands.ts";

/** Of the browser. */
declare const Worker: new (url: string) => object;

let running: Running | undefined;

export function activate(context: ExtensionContext): void {
  running = runOnce(() => startWebClient(context));
  context.subscriptions.push(...registerCommands(running));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}

async function startWebClient(context: ExtensionContext): Promise<Client> {
  const dist = Uri.joinPath(context.extensionUri, "dist");
  const [runtime, grammar] = await Promise.all(
    ["web-tree-sitter.wasm", "tree-sitter-terraform.wasm"].map((file) => workspace.fs.readFile(Uri.joinPath(dist, file))),
  );
  const worker = new Worker(Uri.joinPath(dist, "web-server.js").toString(true));
  return startClient(context, (options) => {
    // The worker has no file of its own to read them from; bytes pass to it as they are.
    const initializationOptions = { ...options.initializationOptions, wasm: { runtime, grammar } };
    return new LanguageClient("amlNetworkAudit", "AML Network Audit", worker, { ...options, initializationOptions });
  });
}

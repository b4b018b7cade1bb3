// The language client where there is Node: the server runs in a process of its own.
import { join } from "node:path";
import type { ExtensionContext } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import { startFlags } from "../server/start-flags.ts";
import { type Client, startClient } from "./client.ts";

export function startNodeClient(context: ExtensionContext): Promise<Client> {
  return startClient(context, (options) => new LanguageClient("amlNetworkAudit", "AML Network Audit", serverOptions(context), options));
}

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = join(context.extensionPath, "dist", "server.cjs");
  return {
    run: { module, transport: TransportKind.ipc, options: { execArgv: [...startFlags] } },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: [...startFlags, "--inspect=6009"] } },
  };
}

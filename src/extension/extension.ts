// What VS Code loads: a list of commands, and a look at what is opened. Everything else comes when it is needed.
import { commands, type ExtensionContext, lm, workspace } from "vscode";
import type { Client } from "./client.ts";
import type { ToolInput } from "./language-model-tool.ts";
import { registerLive } from "./live/view.ts";
import { isRelevant } from "./relevant.ts";

let running: Promise<Client> | undefined;

export function activate(context: ExtensionContext): void {
  const client = () => {
    running ??= import("./client.ts").then((bundle) => bundle.startClient(context));
    return running;
  };
  const command = (name: string, run: (client: Client, ...args: unknown[]) => unknown) =>
    commands.registerCommand(`amlNetworkAudit.${name}`, async (...args: unknown[]) => run(await client(), ...args));
  context.subscriptions.push(
    command("audit", ({ audit }) => audit()),
    command("exportReport", ({ exportReport }) => exportReport()),
    command("createConfiguration", ({ createConfiguration }) => createConfiguration()),
    command("openSample", ({ openSample }) => openSample()),
    command("showFlows", ({ showFlows }, deployment, flows) => showFlows(deployment, flows)),
    command("showRule", ({ showRule }, rule) => showRule(rule)),
    command("showOutput", ({ output }) => output.show()),
    command("restart", ({ restart }) => restart()),
    lm.registerTool<ToolInput>("aml-network-audit_audit", {
      invoke: async ({ input }, token) => (await client()).auditForAssistant(input, token),
    }),
    ...registerLive(context, client),
    workspace.onDidOpenTextDocument((document) => isRelevant(document) && client()),
    // A JSON file may become a template while it is typed.
    workspace.onDidChangeTextDocument(({ document }) => !running && isRelevant(document) && client()),
  );
  if (workspace.textDocuments.some(isRelevant)) client();
}

export async function deactivate(): Promise<void> {
  await (await running)?.stop();
}

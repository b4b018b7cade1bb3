// The commands and the tool of every host, and a look at what is opened. What they need comes when it is needed.
import { commands, type Disposable, lm, workspace } from "vscode";
import type { Client } from "./client.ts";
import type { ExplainInput, ToolInput } from "./language-model-tool.ts";
import { isRelevant } from "./relevant.ts";

export interface Running {
  /** Starts the client when it does not run yet. */
  client(): Promise<Client>;
  stop(): Promise<void>;
}

export function runOnce(start: () => Promise<Client>): Running {
  let running: Promise<Client> | undefined;
  return {
    client() {
      running ??= start();
      return running;
    },
    async stop() {
      await (await running)?.stop();
    },
  };
}

/** Starts the client at once when something relevant is open already. */
export function registerCommands({ client }: Running): readonly Disposable[] {
  const command = (name: string, run: (client: Client, ...args: unknown[]) => unknown) =>
    commands.registerCommand(`amlNetworkAudit.${name}`, async (...args: unknown[]) => run(await client(), ...args));
  if (workspace.textDocuments.some(isRelevant)) client();
  return [
    command("audit", ({ audit }) => audit()),
    command("exportReport", ({ exportReport }) => exportReport()),
    command("scaffold", ({ newFile }) => newFile()),
    command("createConfiguration", ({ createConfiguration }) => createConfiguration()),
    command("openSample", ({ openSample }) => openSample()),
    command("showFlows", ({ showFlows }, deployment, flows) => showFlows(deployment, flows)),
    command("showRule", ({ showRule }, rule) => showRule(rule)),
    command("showOutput", ({ output }) => output.show()),
    command("restart", ({ restart }) => restart()),
    lm.registerTool<ToolInput>("aml-network-audit_audit", {
      invoke: async ({ input }, token) => (await client()).auditForAssistant(input, token),
    }),
    lm.registerTool<ExplainInput>("aml-network-audit_explain", {
      invoke: async ({ input }, token) => (await client()).explainForAssistant(input, token),
    }),
    workspace.onDidOpenTextDocument((document) => isRelevant(document) && client()),
    // A JSON file may become a template while it is typed.
    workspace.onDidChangeTextDocument(({ document }) => isRelevant(document) && client()),
  ];
}

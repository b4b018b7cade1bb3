// The language client and what is shown with its help. Loaded at the first relevant file or command.
import {
  type CancellationToken,
  type Disposable,
  type ExtensionContext,
  env,
  type LanguageModelToolResult,
  type LogOutputChannel,
  l10n,
  type TextDocument,
  version,
  window,
  workspace,
} from "vscode";
import {
  type BaseLanguageClient,
  DidOpenTextDocumentNotification,
  type LanguageClientOptions,
  type Middleware,
} from "vscode-languageclient";
import type { AzureView } from "../model/azure-view.ts";
import {
  type AzureParams,
  type AzureReportParams,
  azureMethod,
  azureReportMethod,
  type ScaffoldParams,
  scaffoldMethod,
} from "../server/azure-protocol.ts";
import { type AuditAnswer, stateMethod } from "../server/protocol.ts";
import { auditWorkspace } from "./audit-workspace.ts";
import { exportReport } from "./export-report.ts";
import { createConfiguration, openSample } from "./getting-started.ts";
import { giveFiles } from "./give-files.ts";
import { auditForAssistant, type ExplainInput, explainForAssistant, type ToolInput } from "./language-model-tool.ts";
import { isRelevant } from "./relevant.ts";
import { createReports } from "./report-panel.ts";
import { registerRulePages, ruleScheme, showRule } from "./rule-pages.ts";
import { scaffold } from "./scaffold.ts";
import { showFlows } from "./show-flows.ts";
import { createStatusBar } from "./status-bar.ts";

export interface Client {
  readonly output: LogOutputChannel;
  audit(): Promise<void>;
  auditForAssistant(input: ToolInput, token: CancellationToken): Promise<LanguageModelToolResult>;
  explainForAssistant(input: ExplainInput, token: CancellationToken): Promise<LanguageModelToolResult>;
  createConfiguration(): Promise<void>;
  exportReport(): Promise<void>;
  openSample(): Promise<void>;
  /** The report at the flows of a deployment, or at the walk of one that is picked among those that are named. */
  showFlows(deployment: unknown, flows: unknown): Promise<void>;
  showRule(rule: unknown): Promise<void>;
  judgeAzure(params: AzureParams): Promise<AzureView>;
  /** One HTML page. */
  reportAzure(params: AzureReportParams): Promise<string>;
  /** Asks what is wanted and writes it into a new editor. */
  newFile(): Promise<void>;
  scaffold(params: ScaffoldParams): Promise<string | null>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** How the language server is started here: in a process of its own, or in a worker. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

export async function startClient(context: ExtensionContext, create: CreateClient): Promise<Client> {
  const output = window.createOutputChannel("AML Network Audit", { log: true });
  const sent = new Set<string>();
  const client = create(clientOptions(output, sent));
  const reports = createReports(client);
  const statusBar = createStatusBar(client);
  // A client has one listener for each kind of notification.
  const listening = client.onNotification(stateMethod, (answer: AuditAnswer) => {
    statusBar.tell(answer);
    reports.tell(answer);
  });
  context.subscriptions.push(
    output,
    listening,
    client,
    reports,
    statusBar,
    registerRulePages(client),
    sendWhenRelevant(client, sent),
    giveFiles(client),
  );
  await client.start();
  output.info(`AML Network Audit ${context.extension.packageJSON.version} started in VS Code ${version}.`);
  return {
    output,
    audit: () => auditWorkspace(client, { reports, statusBar, output }),
    auditForAssistant: (input, token) => auditForAssistant(client, input, token),
    explainForAssistant: (input, token) => explainForAssistant(client, input, token),
    createConfiguration: () => createConfiguration(client),
    exportReport: () => exportReport(client),
    openSample: () => openSample(context),
    showFlows: (deployment, flows) => showFlows(reports, deployment, flows),
    showRule: (rule) => showRule(rule),
    reportAzure: (params) => client.sendRequest<string>(azureReportMethod, params),
    judgeAzure: (params) => client.sendRequest<AzureView>(azureMethod, params),
    newFile: () => scaffold(client),
    scaffold: (params) => client.sendRequest<string | null>(scaffoldMethod, params),
    async restart() {
      // One that gave up has nothing to stop, and one that does not answer is ended all the same.
      if (client.isRunning()) await client.stop().catch(() => undefined);
      await client.start();
    },
    stop: () => client.stop(),
  };
}

/** Documents are chosen by pattern: without the extensions for Bicep and Terraform their files have no language. */
function clientOptions(output: LogOutputChannel, sent: Set<string>): LanguageClientOptions {
  return {
    documentSelector: schemes().flatMap((scheme) => [
      { scheme, pattern: "**/*.{bicep,bicepparam,tf,tofu,tfvars}" },
      { scheme, pattern: "**/*.{json,jsonc}" },
    ]),
    outputChannel: output,
    diagnosticCollectionName: "amlNetworkAudit",
    diagnosticPullOptions: { onChange: true, onSave: true, filter: (document) => !isRelevant(document) },
    initializationOptions: {
      rulePages: `${ruleScheme}:/rules/`,
      wordPages: `${ruleScheme}:/words/`,
      ...(l10n.bundle && { texts: l10n.bundle, language: env.language }),
    },
    middleware: onlyRelevant(sent),
  };
}

/** The disk, and wherever folders of the workspace are. */
function schemes(): readonly string[] {
  return [...new Set(["file", ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)])];
}

/** JSON that is no deployment never reaches the server. `sent` holds what the server knows. */
function onlyRelevant(sent: Set<string>): Middleware {
  const key = (document: TextDocument) => document.uri.toString();
  return {
    didOpen: async (document, next) => {
      if (!isRelevant(document)) return;
      sent.add(key(document));
      await next(document);
    },
    didChange: async (event, next) => {
      if (sent.has(key(event.document))) await next(event);
    },
    didClose: async (document, next) => {
      if (sent.delete(key(document))) await next(document);
    },
  };
}

/** A JSON file that becomes a deployment while it is typed is opened for the server then. */
function sendWhenRelevant(client: BaseLanguageClient, sent: ReadonlySet<string>): Disposable {
  const feature = client.getFeature(DidOpenTextDocumentNotification.method);
  return workspace.onDidChangeTextDocument(({ document }) => {
    if (!sent.has(document.uri.toString()) && isRelevant(document)) feature.getProvider(document)?.send(document);
  });
}

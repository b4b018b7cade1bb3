// The report in a webview beside the editor: one for each folder of the workspace.
import { randomBytes } from "node:crypto";
import { type Disposable, Range, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { flowsAnchor } from "../report/html-link.ts";
import { safe } from "../report/html-text.ts";
import { type FolderReport, type ReportParams, reportMethod } from "../server/protocol.ts";

export interface Reports extends Disposable {
  /** Opens the reports, or brings those that are open up to date; at the flows of a deployment when it is named. */
  show(deployment?: string): Promise<void>;
}

export function createReports(client: LanguageClient): Reports {
  const panels = new Map<string, WebviewPanel>();
  return {
    async show(deployment) {
      const nonce = randomBytes(16).toString("base64url");
      const folders = await client.sendRequest<FolderReport[]>(reportMethod, { format: "html", nonce } satisfies ReportParams);
      for (const { root, text } of folders) {
        const panel = panels.get(root) ?? open(root, folders.length > 1, panels);
        panel.webview.html = withScript(text, nonce, deployment);
        panel.reveal(panel.viewColumn, true);
      }
    },
    dispose() {
      for (const panel of panels.values()) panel.dispose();
    },
  };
}

function open(root: string, several: boolean, panels: Map<string, WebviewPanel>): WebviewPanel {
  const folder = workspace.getWorkspaceFolder(Uri.parse(root));
  const title = several && folder ? `AML network audit: ${folder.name}` : "AML network audit";
  const panel = window.createWebviewPanel(
    "amlNetworkAudit.report",
    title,
    { viewColumn: ViewColumn.Beside, preserveFocus: true },
    {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    },
  );
  panel.webview.onDidReceiveMessage(openPlace);
  panel.onDidDispose(() => panels.delete(root));
  panels.set(root, panel);
  return panel;
}

/** The only thing the page can ask for: to open a file of this machine at a place. */
async function openPlace(message: unknown): Promise<void> {
  if (typeof message !== "object" || message === null || !("uri" in message) || !("line" in message)) return;
  const [uri, line] = [Uri.parse(String(message.uri)), Number(message.line)];
  const character = "character" in message ? Number(message.character) : 0;
  if (uri.scheme !== "file" || !Number.isInteger(line) || !Number.isInteger(character)) return;
  await window.showTextDocument(uri, { viewColumn: ViewColumn.One, selection: new Range(line, character, line, character) });
}

function withScript(html: string, nonce: string, deployment: string | undefined): string {
  const at = deployment === undefined ? "" : ` data-show="${safe(flowsAnchor(deployment))}"`;
  return html.replace("<body>", () => `<body${at}>`).replace("</body>", () => `<script nonce="${nonce}">${script}</script></body>`);
}

const script = `
const editor = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-uri]");
  if (!link) return;
  event.preventDefault();
  const { uri, line, character } = link.dataset;
  editor.postMessage({ uri, line: Number(line), character: Number(character) });
});
const { show } = document.body.dataset;
if (show) document.getElementById(show)?.scrollIntoView();
`;

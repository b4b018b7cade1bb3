// The report in a webview beside the editor: one for each folder of the workspace.
import { commands, type Disposable, l10n, Range, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { flowAnchor, flowsAnchor } from "../report/html-link.ts";
import { safe } from "../report/html-text.ts";
import {
  type AuditAnswer,
  type FolderReport,
  type PiecesParams,
  piecesMethod,
  type ReportParams,
  reportMethod,
} from "../server/protocol.ts";
import { isHere } from "./relevant.ts";
import { script } from "./report-script.ts";

/** The flows of a deployment, or the one of a requirement among them. */
interface Spot {
  readonly deployment: string;
  readonly requirement?: string;
}

export interface Reports extends Disposable {
  /** Opens the reports, or brings those that are open up to date; at a spot when one is named. */
  show(spot?: Spot): Promise<void>;
  /** The same after an audit that was called off: nothing is audited, and the page says so. */
  showCancelled(): Promise<void>;
  /** Takes the newest answer: reports of an older one say so. */
  tell(newest: AuditAnswer): void;
}

export function createReports(client: BaseLanguageClient): Reports {
  const panels = new Map<string, WebviewPanel>();
  let shown = 0;
  const fill = async (asked: Pick<ReportParams, "cancelled">, spot?: Spot) => {
    const nonce = nonceOf(crypto.getRandomValues(new Uint8Array(16)));
    const folders = await client.sendRequest<FolderReport[]>(reportMethod, { format: "html", nonce, ...asked } satisfies ReportParams);
    for (const { root, text, revision } of folders) {
      const panel = panels.get(root) ?? open(client, root, folders.length > 1, panels);
      panel.webview.html = withScript(text, nonce, spot);
      panel.reveal(panel.viewColumn, true);
      shown = revision ?? 0;
    }
  };
  return {
    tell({ revision }) {
      if (revision > shown) for (const panel of panels.values()) panel.webview.postMessage("changed");
    },
    show: (spot) => fill({}, spot),
    showCancelled: () => fill({ cancelled: true }),
    dispose() {
      for (const panel of panels.values()) panel.dispose();
    },
  };
}

function nonceOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function open(client: BaseLanguageClient, root: string, several: boolean, panels: Map<string, WebviewPanel>): WebviewPanel {
  const folder = workspace.getWorkspaceFolder(Uri.parse(root));
  const title = l10n.t("AML network audit");
  const panel = window.createWebviewPanel(
    "amlNetworkAudit.report",
    several && folder ? `${title}: ${folder.name}` : title,
    { viewColumn: ViewColumn.Beside, preserveFocus: true },
    {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    },
  );
  panel.webview.onDidReceiveMessage(async (message: unknown) => {
    const pieces = piecesAsked(message);
    if (!pieces) return answer(message);
    const texts = await client.sendRequest<string[]>(piecesMethod, { root, pieces } satisfies PiecesParams);
    await panel.webview.postMessage({ pieces, texts });
  });
  panel.onDidDispose(() => panels.delete(root));
  panels.set(root, panel);
  return panel;
}

function piecesAsked(message: unknown): readonly number[] | undefined {
  if (typeof message !== "object" || message === null || !("pieces" in message) || !Array.isArray(message.pieces)) return undefined;
  return message.pieces.filter(Number.isInteger);
}

/** The page can ask for two things more: a new audit, and to open a file of the workspace at a place. */
async function answer(message: unknown): Promise<void> {
  if (message === "audit") await commands.executeCommand("amlNetworkAudit.audit");
  if (typeof message !== "object" || message === null || !("uri" in message) || !("line" in message)) return;
  const [uri, line] = [Uri.parse(String(message.uri)), Number(message.line)];
  const character = "character" in message ? Number(message.character) : 0;
  if (!isHere(uri) || !Number.isInteger(line) || !Number.isInteger(character)) return;
  await window.showTextDocument(uri, { viewColumn: ViewColumn.One, selection: new Range(line, character, line, character) });
}

function withScript(html: string, nonce: string, spot: Spot | undefined): string {
  const changed = l10n.t("Files have changed since this audit.");
  const again = l10n.t("Audit again");
  const banner = `<p class="remark" id="changed" role="status" hidden>${safe(changed)} <button type="button" data-ask="audit">${safe(again)}</button></p>`;
  return html
    .replace("<body>", () => `<body${spot ? ` data-show="${safe(anchorsOf(spot).join(" "))}"` : ""}>`)
    .replace("<main>", () => `<main>${banner}`)
    .replace("</body>", () => `<script nonce="${nonce}">${script}</script></body>`);
}

/** The best place first: a deployment that the page only counts has no row for each flow. */
function anchorsOf({ deployment, requirement }: Spot): readonly string[] {
  return [...(requirement === undefined ? [] : [flowAnchor(deployment, requirement)]), flowsAnchor(deployment)];
}

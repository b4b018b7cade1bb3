// The extension through VS Code's own interface, inside its extension host: the same suite on a desktop and in the browser's host.
import assert from "node:assert/strict";
import { type CodeAction, commands, type Diagnostic, extensions, LanguageModelTextPart, languages, lm, type Uri, workspace } from "vscode";

const checks: readonly (readonly [string, () => Promise<void>])[] = [
  ["is there, and asleep until something relevant is opened", isThere],
  ["finds what is open to the internet and offers to close it", findsAndMends],
  ["keeps its command", keepsItsCommand],
  ["audits for an assistant", auditsForAssistant],
  ["explains a flow to an assistant", explainsForAssistant],
];

/** Called by VS Code's test host; rejects when a check fails. */
export async function run(): Promise<void> {
  for (const [name, check] of checks) {
    await check().catch((error: unknown) => {
      throw new Error(`✖ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
    console.log(`✔ ${name}`);
  }
}

async function isThere(): Promise<void> {
  assert.ok(extensions.getExtension("aml-network-audit.aml-network-audit"));
}

async function findsAndMends(): Promise<void> {
  const [file] = await workspace.findFiles("**/main.bicep");
  assert.ok(file, "the workspace holds a main.bicep");
  const document = await workspace.openTextDocument(file);
  const open = await diagnosticOf(file, "public-network-access");
  const actions = await commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", file, open.range, "quickfix");
  const fix = actions.find(({ title }) => title.startsWith("Close "));
  assert.ok(fix?.edit, "a fix is offered");
  const before = document.version;
  assert.ok(await workspace.applyEdit(fix.edit));
  assert.ok(document.version > before);
}

async function keepsItsCommand(): Promise<void> {
  assert.ok((await commands.getCommands(true)).includes("amlNetworkAudit.audit"));
}

async function auditsForAssistant(): Promise<void> {
  const told = await toolText("aml-network-audit_audit", { rule: "private-endpoint", file: "main.bicep" });
  const { findings, summary } = JSON.parse(told) as {
    findings: { rule: string; file: string; message: string }[];
    summary: { files: number };
  };
  assert.equal(summary.files, 1);
  assert.ok(findings.length > 0);
  for (const { rule, file, message } of findings) {
    assert.equal(rule, "private-endpoint");
    assert.equal(file, "main.bicep");
    assert.match(message, /has no private endpoint/);
  }
}

async function explainsForAssistant(): Promise<void> {
  assert.match(
    await toolText("aml-network-audit_explain", { to: "AzureMachineLearning:5831/udp" }),
    /No deployment|AzureMachineLearning on UDP 5831/,
  );
  assert.match(await toolText("aml-network-audit_explain", { to: "?" }), /is no destination/);
}

async function toolText(name: string, input: object): Promise<string> {
  assert.ok(
    lm.tools.some((tool) => tool.name === name),
    `${name} is offered`,
  );
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("\n");
}

/** Resolves with the diagnostic once the server has told it; an event wakes this, no clock. */
function diagnosticOf(uri: Uri, rule: string): Promise<Diagnostic> {
  return new Promise((resolve) => {
    const look = () => languages.getDiagnostics(uri).find(({ code }) => (typeof code === "object" ? code.value : code) === rule);
    const listening = languages.onDidChangeDiagnostics(() => {
      const found = look();
      if (!found) return;
      listening.dispose();
      resolve(found);
    });
    const now = look();
    if (now) {
      listening.dispose();
      resolve(now);
    }
  });
}

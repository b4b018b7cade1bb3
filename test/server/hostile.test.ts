// The server as the process that an editor starts, and a client that means harm or is broken: it lives on and answers the last state.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import {
  createProtocolConnection,
  type DocumentDiagnosticReport,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { folder, openVault } from "../cli/command.ts";

const main = join(import.meta.dirname, "../../src/server/main.ts");
const closedVault = openVault.replace("enablePurgeProtection: true", "enablePurgeProtection: true\n    publicNetworkAccess: 'Disabled'");

interface Process extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly client: ReturnType<typeof createProtocolConnection>;
  readonly uri: string;
  /** Its status and what it said, when it has ended. */
  readonly ended: Promise<{ readonly status: number | null; readonly said: string }>;
  write(bytes: string): void;
  change(version: number, text: string): Promise<void>;
  /** How many findings say that the vault is open. */
  open(): Promise<number>;
}

async function start(): Promise<Process> {
  const here = folder({ "main.bicep": openVault });
  const child = spawn(process.execPath, [main, "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise<{ readonly status: number | null; readonly said: string }>((resolve) =>
    child.once("close", (status) => resolve({ status, said })),
  );
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  client.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => ({})));
  client.onRequest("client/registerCapability", () => null);
  client.onRequest("workspace/diagnostic/refresh", () => null);
  client.listen();
  const uri = pathToFileURL(join(here.path, "main.bicep")).href;
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: [{ uri: pathToFileURL(here.path).href, name: "folder" }],
  });
  await client.sendNotification("initialized", {});
  await client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "bicep", version: 1, text: openVault } });
  return {
    child,
    client,
    uri,
    ended,
    write: (bytes) => void child.stdin.write(bytes),
    change: (version, text) =>
      client.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] }),
    async open() {
      const report: DocumentDiagnosticReport = await client.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
      return report.kind === "full" ? report.items.filter(({ code }) => code === "public-network-access").length : -1;
    },
    async [Symbol.asyncDispose]() {
      client.dispose();
      child.kill("SIGKILL");
      await ended;
      here[Symbol.dispose]();
    },
  };
}

const framed = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const methods = [
  "textDocument/diagnostic",
  "textDocument/didOpen",
  "textDocument/didChange",
  "textDocument/didClose",
  "textDocument/codeAction",
  "textDocument/codeLens",
  "textDocument/completion",
  "textDocument/definition",
  "textDocument/hover",
  "workspace/diagnostic",
  "workspace/didChangeWatchedFiles",
  "workspace/didChangeConfiguration",
  "workspace/didChangeWorkspaceFolders",
  "codeAction/resolve",
  "codeLens/resolve",
  "completionItem/resolve",
  "$/cancelRequest",
  "$/progress",
  "initialize",
  "initialized",
  "no/such",
];

describe("the server's process lives on, and answers the last state, after", () => {
  const bodies: Readonly<Record<string, string>> = {
    "a body that is no JSON": framed("{ this is none"),
    "a body that is cut": framed('{"jsonrpc":"2.0","id":7,"method":"textDoc'),
    "a body that is no message": framed("[1, null, true]"),
    "an empty body": framed(""),
    null: framed("null"),
    "a message without a method": framed('{"jsonrpc":"2.0","id":8}'),
    "an answer to nothing": framed('{"jsonrpc":"2.0","id":99999,"result":{}}'),
    "a method that does not exist": framed('{"jsonrpc":"2.0","id":"x","method":"no/such","params":{}}'),
    "a method that every object has": framed('{"jsonrpc":"2.0","id":"y","method":"constructor","params":{}}'),
    "parameters that do not fit": framed('{"jsonrpc":"2.0","id":"z","method":"textDocument/hover","params":{"position":"x"}}'),
    "nesting without end": framed(
      `{"jsonrpc":"2.0","id":"n","method":"textDocument/hover","params":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
    ),
  };
  test("messages that are none", async () => {
    await using server = await start();
    for (const [index, [what, bytes]] of Object.entries(bodies).entries()) {
      server.write(bytes);
      await server.change(2 * index + 2, closedVault);
      assert.equal(await server.open(), 0, what);
      await server.change(2 * index + 3, openVault);
      assert.equal(await server.open(), 1, what);
    }
  });

  test("whatever is sent to whatever method", async () => {
    await using server = await start();
    let version = 1;
    const params = fc.oneof(
      fc.jsonValue(),
      fc.record({ textDocument: fc.oneof(fc.jsonValue(), fc.record({ uri: fc.oneof(fc.string(), fc.constant(server.uri)) })) }),
      fc.record({
        textDocument: fc.constant({ uri: server.uri }),
        position: fc.record({ line: fc.integer(), character: fc.integer() }),
        range: fc.jsonValue(),
        context: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), params, fc.boolean(), async (method, given, asks) => {
        const id = asks ? { id: `f${version}` } : {};
        server.write(framed(JSON.stringify({ jsonrpc: "2.0", ...id, method, params: given })));
        version += 1;
        assert.equal(server.child.exitCode, null);
      }),
      { numRuns: 300, seed: 1 },
    );
    await server.client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: server.uri, languageId: "bicep", version: 100_000, text: openVault },
    });
    await server.change(100_001, closedVault);
    assert.equal(await server.open(), 0);
  });

  const archive = `PK\u0003\u0004\u0014\u0000\u0000\u0000${"\ufffd\u0001\u0000\u001f".repeat(1000)}`;
  const schema = '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":';
  const strange: Readonly<Record<string, readonly [file: string, text: string, said: RegExp]>> = {
    "an archive that is called a template of Bicep": ["archive.bicep", archive, /^This file is not text/],
    "an archive that is called Terraform": ["archive.tf", archive, /^This file is not text/],
    "an archive that is called JSON": ["archive.json", archive, /^$/],
    "an archive that says it is a template": ["said.json", schema + archive, /./],
    "50 MB of Bicep": ["large.bicep", `${"var a = 1\n".repeat(5_000_000)}`, /^This file is larger than any template/],
    "10 MB of Terraform": ["large.tf", "a = 1\n".repeat(1_700_000), /^This file is larger than 8 MB/],
    "17 MB of JSON": ["large.json", `${schema}[${"1,".repeat(8_500_000)}]}`, /^The file is larger than 16 MB/],
    "a million brackets of Bicep": ["deep.bicep", `var a = ${"(".repeat(1_000_000)}`, /^This is nested deeper than/],
    "a million brackets of JSON": ["deep.json", schema + "[".repeat(1_000_000), /./],
    "a million brackets of Terraform": ["deep.tf", `a = ${"[".repeat(1_000_000)}`, /^This could not be read as Terraform/],
    "a million strings of Terraform in each other": [
      "strings.tf",
      `a = ${'"${'.repeat(1_000_000)}`,
      /^This could not be read as Terraform/,
    ],
  };
  test("files that are not what they are called, or larger and deeper than any: opened, edited and closed", async () => {
    await using server = await start();
    const [top, ask] = [{ line: 0, character: 0 }, "textDocument/diagnostic"];
    for (const [what, [file, text, said]] of Object.entries(strange)) {
      const uri = server.uri.replace("main.bicep", file);
      const first = { uri, languageId: "x", version: 1, text };
      await server.client.sendNotification("textDocument/didOpen", { textDocument: first });
      const { items }: { items: readonly { message: string }[] } = await server.client.sendRequest(ask, { textDocument: { uri } });
      assert.match(items[0]?.message ?? "", said, what);
      const contentChanges = [{ range: { start: top, end: top }, text: " " }];
      await server.client.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges });
      await server.client.sendRequest(ask, { textDocument: { uri } });
      await server.client.sendNotification("textDocument/didClose", { textDocument: { uri } });
      assert.equal(await server.open(), 1, what);
    }
  });

  test("a flood of edits and of requests that are cancelled", async () => {
    await using server = await start();
    for (let version = 2; version < 2000; version += 1) {
      await server.change(version, version % 2 ? openVault : closedVault);
      server.write(
        framed(
          JSON.stringify({
            jsonrpc: "2.0",
            id: `q${version}`,
            method: "textDocument/diagnostic",
            params: { textDocument: { uri: server.uri } },
          }),
        ),
      );
      server.write(framed(JSON.stringify({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id: `q${version}` } })));
    }
    assert.equal(await server.open(), 1);
  });
});

describe("the server's process ends with 1 and says why, so that the editor starts it again, after", () => {
  const next = framed('{"jsonrpc":"2.0","id":1,"method":"shutdown"}');
  const lost: Readonly<Record<string, string>> = {
    "bytes without a header": `hello${next}`,
    "a header without a length": "Content-Type: text\r\n\r\n{}",
    "a length that is no number": "Content-Length: many\r\n\r\n{}",
    "a line of a header that is none": "nonsense\r\n\r\n{}",
    "a length that is too small": `Content-Length: 5\r\n\r\n{"jsonrpc":"2.0","method":"no/such"}${next}`,
  };
  for (const [what, bytes] of Object.entries(lost))
    test(what, async () => {
      await using server = await start();
      server.write(bytes);
      const { status, said } = await server.ended;
      assert.equal(status, 1);
      assert.match(said, /^The language server was sent bytes that begin no message, and ended\. \(.+\)\n$/);
    });

  test("a length that is too large, when the rest does not come", async () => {
    await using server = await start();
    server.write("Content-Length: 5000000\r\n\r\n{}");
    const { status, said } = await server.ended;
    assert.equal(status, 1);
    assert.match(said, /^The language server waited 10 seconds for the rest of a message, and ended\./);
  });

  test("an editor that went away", async () => {
    await using server = await start();
    server.child.stdin?.end();
    assert.deepEqual(await server.ended, { status: 1, said: "" });
  });
});

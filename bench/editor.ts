// From a keystroke to its answered diagnostics, over the real server's process: `node bench/editor.ts` after a build.
// Each line stands beside an empty server's round trip of the same run: the same two messages to a server that answers nothing.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { deployment, longFile, workspaceOf } from "./editor-worlds.ts";

const strokes = Number(process.env.STROKES ?? 120);
const server = join(import.meta.dirname, "../dist/server.cjs");
const empty = join(import.meta.dirname, "empty-server.cjs");

console.log(
  "world                          p50      p95      p99   empty p50  empty p95   processor a key   first audit   memory, peak    at the end",
);
await measure("a file of 1,000 lines", longFile());
await measure("30 files, 130 resources", deployment());
await measure("a workspace of 5,000 files", workspaceOf(Number(process.env.FILES ?? 5000)));

interface World {
  readonly files: ReadonlyMap<string, string>;
  /** The file that is typed into. */
  readonly typed: string;
}

async function measure(name: string, world: World): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-editor-"));
  try {
    for (const [path, text] of world.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const ours = await type(server, folder, world);
    const yardstick = await type(empty, folder, world);
    const cell = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`.padStart(9);
    console.log(
      `${name.padEnd(28)}${[50, 95, 99].map((p) => cell(at(ours.times, p))).join("")} ${cell(at(yardstick.times, 50))}  ${cell(at(yardstick.times, 95))}  ${cell(ours.processor).padStart(16)} ${(ours.first / 1000).toFixed(2).padStart(11)} s ${ours.peak.toFixed(0).padStart(11)} MB ${ours.resident.toFixed(0).padStart(10)} MB`,
    );
    if (ours.findings === 0) throw new Error("The server found nothing; the measurement is of no audit.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of each keystroke's answer, and of the first one. */
async function type(program: string, folder: string, { files, typed }: World) {
  const child = spawn(process.execPath, [...(process.env.SERVER_FLAGS?.split(" ") ?? []), program, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  client.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => ({})));
  client.onRequest("client/registerCapability", () => null);
  client.onRequest("workspace/diagnostic/refresh", () => null);
  client.listen();
  const uri = pathToFileURL(join(folder, typed)).href;
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } } },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
  });
  await client.sendNotification("initialized", {});
  let text = files.get(typed) ?? "";
  await client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "bicep", version: 1, text } });
  const pull = () => client.sendRequest<{ readonly items?: readonly unknown[] }>("textDocument/diagnostic", { textDocument: { uri } });
  const start = performance.now();
  const findings = (await pull()).items?.length ?? 0;
  const first = performance.now() - start;
  const times: number[] = [];
  const before = processorMilliseconds(child.pid ?? 0);
  for (let stroke = 0; stroke < strokes; stroke++) {
    const line = text.slice(0, text.indexOf("typed")).split("\n").length - 1;
    const character = text.split("\n")[line]?.indexOf("typed") ?? 0;
    const range = { start: { line, character }, end: { line, character } };
    text = text.replace("typed", "xtyped");
    const began = performance.now();
    const change = { textDocument: { uri, version: stroke + 2 }, contentChanges: [{ range, text: "x" }] };
    const told = client.sendNotification("textDocument/didChange", change);
    await pull();
    times.push(performance.now() - began);
    await told;
  }
  const processor = (processorMilliseconds(child.pid ?? 0) - before) / strokes;
  const [peak, resident] = [megabytes(child.pid ?? 0, "VmHWM"), megabytes(child.pid ?? 0, "VmRSS")];
  await client.sendRequest("shutdown");
  const gone = new Promise((resolve) => child.once("exit", resolve));
  await client.sendNotification("exit");
  await gone;
  client.dispose();
  return { times: times.slice(10), first, processor, peak, resident, findings };
}

/** What the process has in memory, or had at its highest; nothing where the system does not tell. */
function megabytes(pid: number, which: "VmHWM" | "VmRSS"): number {
  try {
    return Number(new RegExp(`${which}:\\s*(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Of all its threads, in steps of ten; on a busy machine it says more than the clock does. */
function processorMilliseconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

function at(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

// From a keystroke to its answered diagnostics, over the real server's process, started as the extension starts it: `node bench/editor.ts` after
// a build. Each line stands beside an empty server's round trip of the same run: the same two messages to a server that answers nothing.
// STROKES and FILES set the size, WORLDS (a pattern of their names) chooses, FLAGS are given to Node instead of the extension's.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { startFlags } from "../src/server/start-flags.ts";
import { deployment, longFile, type World, workspaceOf } from "./editor-worlds.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

const strokes = Number(process.env.STROKES ?? 300);
const flags = process.env.FLAGS?.split(" ").filter(Boolean) ?? startFlags;
const server = process.env.SERVER ?? join(import.meta.dirname, "../dist/server.cjs");
const empty = join(import.meta.dirname, "empty-server.cjs");
const worlds: Readonly<Record<string, () => World>> = {
  "1,000 lines of Bicep": () => longFile("bicep"),
  "1,000 lines of ARM": () => longFile("arm"),
  "1,000 lines of Terraform": () => longFile("terraform"),
  "30 files, 130 resources": () => deployment(),
  "5,000 files": () => workspaceOf(Number(process.env.FILES ?? 5000)),
};

console.log(`Node with ${flags.join(" ")}`);
const columns = [
  "p50",
  "p95",
  "p99",
  "empty p50",
  "empty p95",
  "main thread p50",
  "p95",
  "processor a key",
  "first audit",
  "longest wait in it",
  "main thread",
  "memory, peak",
  "at the end",
];
console.log(line("", columns));
for (const [name, make] of Object.entries(worlds)) if (new RegExp(process.env.WORLDS ?? "").test(name)) await measure(name, make());

async function measure(name: string, world: World): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-editor-"));
  try {
    for (const [path, text] of world.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const ours = await edit(await startServer(server, flags, folder), folder, world);
    if (ours.findings === 0) throw new Error("The server found nothing; the measurement is of no audit.");
    const yardstick = await edit(await startServer(empty, flags, folder), folder, world);
    const half = [50, 95] as const;
    const times = [
      ...[50, 95, 99].map((p) => at(ours.times, p)),
      ...half.map((p) => at(yardstick.times, p)),
      ...half.map((p) => at(ours.main, p)),
    ];
    const memory = [ours.peak, ours.resident].map((megabytes) => `${megabytes.toFixed(0)} MB`);
    const first = [
      `${(ours.first / 1000).toFixed(2)} s`,
      ...[ours.longest.wait, ours.longest.mainThread].map((time) => `${time.toFixed(0)} ms`),
    ];
    console.log(line(name, [...[...times, ours.processor].map((time) => `${time.toFixed(1)} ms`), ...first, ...memory]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of the first audit, of the longest wait for a hover meanwhile, and of each keystroke's answer. */
async function edit(started: ServerProcess, folder: string, { files, typed }: World) {
  const { client } = started;
  const textDocument = { uri: pathToFileURL(join(folder, typed)).href };
  const pull = () => client.sendRequest<{ readonly items?: readonly unknown[] }>("textDocument/diagnostic", { textDocument });
  let text = files.get(typed) ?? "";
  await client.sendNotification("textDocument/didOpen", { textDocument: { ...textDocument, languageId: "plaintext", version: 1, text } });
  const start = performance.now();
  const audit = pull();
  const waits = hovering(started, { textDocument, position: typedAt(text) }, audit);
  const findings = (await audit).items?.length ?? 0;
  const first = performance.now() - start;
  const longest = await waits;
  const times: number[] = [];
  const main: number[] = [];
  const before = started.processor();
  for (let stroke = 0; stroke < strokes; stroke++) {
    const position = typedAt(text);
    text = text.replace("typed", "xtyped");
    const [began, worked] = [performance.now(), started.mainThread()];
    const change = { ...textDocument, version: stroke + 2 };
    const told = client.sendNotification("textDocument/didChange", {
      textDocument: change,
      contentChanges: [{ range: { start: position, end: position }, text: "x" }],
    });
    await pull();
    times.push(performance.now() - began);
    main.push(started.mainThread() - worked);
    await told;
  }
  const processor = (started.processor() - before) / strokes;
  const memory = started.memory();
  await started.end();
  return { times: times.slice(10), main: main.slice(10), first, longest, processor, ...memory, findings };
}

/** One hover after the other until the audit is answered: how long the longest took, and the server's main thread meanwhile. */
async function hovering({ client, mainThread }: ServerProcess, params: unknown, audit: Promise<unknown>): Promise<Waits> {
  const [waits, main]: [number[], number[]] = [[], []];
  let over = false;
  const ended = audit.then(() => {
    over = true;
  });
  while (!over) {
    const [began, worked] = [performance.now(), mainThread()];
    await client.sendRequest("textDocument/hover", params).catch(() => undefined);
    waits.push(performance.now() - began);
    main.push(mainThread() - worked);
    await Promise.race([setTimeout(20), ended]);
  }
  return { wait: Math.max(...waits), mainThread: Math.max(...main) };
}

interface Waits {
  readonly wait: number;
  readonly mainThread: number;
}

function typedAt(text: string): { readonly line: number; readonly character: number } {
  const before = text.slice(0, text.indexOf("typed")).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(26) + cells.map((text, index) => text.padStart(Math.max(9, (columns[index]?.length ?? 0) + 2))).join("");
}

function at(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

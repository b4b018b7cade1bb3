// `npm test`: every ring of tests, one line a ring while it runs, failures in full, and the count at the end.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { findBrowser, installCodeServer } from "../test/vscode/code-server.ts";
import { bundle } from "./build.ts";
import { pack } from "./package.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const root = join(import.meta.dirname, "..");
const only = process.argv.slice(2);
const counts: Count[] = [];

process.chdir(root);
if (!only.length) {
  counts.push(tool("types", "tsc", ["-p", "."]), tool("lint and format", "biome", ["check", "--error-on-warnings"]));
}
await bundle();
for (const [ring, files] of rings()) {
  if (ring !== "vscode") counts.push(await runRing(ring, files));
}
const editorTests = rings().get("vscode");
if (editorTests) counts.push(await runInEditor(editorTests));

const passed = sum(counts.map((count) => count.passed));
const failed = sum(counts.map((count) => count.failed));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Test files by the folder of test/ that they are in. Arguments select rings by name, or files by a part of their path. */
function rings(): ReadonlyMap<string, readonly string[]> {
  const files = globSync("test/**/*.test.ts", { exclude: ["test/vscode/host/**"] }).sort();
  const wanted = only.length ? files.filter((file) => only.some((part) => file.split("/")[1] === part || file.includes(part))) : files;
  return Map.groupBy(wanted, (file) => (file.split("/").length > 2 ? (file.split("/")[1] ?? "") : "house"));
}

function tool(name: string, program: string, args: readonly string[]): Count {
  const started = performance.now();
  const result = spawnSync(join("node_modules", ".bin", program), args, { encoding: "utf8", shell: process.platform === "win32" });
  const good = result.status === 0;
  report(name, { passed: good ? 1 : 0, failed: good ? 0 : 1 }, started);
  if (!good) console.log(`${result.stdout}${result.stderr}`);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
}

async function runInEditor(files: readonly string[]): Promise<Count> {
  const browser = findBrowser(console.log);
  if ("missing" in browser) {
    console.log(`✖ vscode: ${browser.missing}`);
    return { passed: 0, failed: 1 };
  }
  try {
    installCodeServer(console.log);
    await pack();
  } catch (error) {
    console.log(`✖ vscode: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
  return runRing("vscode", files, 1);
}

async function runRing(name: string, files: readonly string[], concurrency: number | true = true): Promise<Count> {
  const started = performance.now();
  const failures: string[] = [];
  let [passed, failed] = [0, 0];
  for await (const event of run({ files: [...files], concurrency })) {
    if (event.type === "test:pass" && event.data.details.type !== "suite") passed += 1;
    if (event.type === "test:fail" && event.data.details.type !== "suite") {
      failed += 1;
      const { error } = event.data.details;
      const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : String(error.cause ?? error.message);
      failures.push(`  ✖ ${event.data.name}\n    ${event.data.file ?? ""}:${event.data.line ?? ""}\n${indent(shortened(cause))}`);
    }
    if (event.type === "test:stderr") process.stderr.write(event.data.message);
    if (event.type === "test:diagnostic" && event.data.level === "error") failures.push(`  ${event.data.message}`);
  }
  report(name, { passed, failed }, started);
  for (const failure of failures) console.log(failure);
  return { passed, failed };
}

function report(name: string, count: Count, started: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const mark = count.failed ? "✖" : "✔";
  console.log(`${mark} ${name}: ${count.passed} passed${count.failed ? `, ${count.failed} failed` : ""} in ${seconds} s`);
}

/** What failed and where in our own files; the rest of a long comparison is a run of that one test away. */
function shortened(text: string): string {
  const lines = text.split("\n").filter((line) => !/^\s+at .*(node:|node_modules)/.test(line));
  return lines.length > 30 ? [...lines.slice(0, 30), "…"].join("\n") : lines.join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

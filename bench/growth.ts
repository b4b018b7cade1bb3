// How the audit grows with the files: `node bench/growth.ts [FILES...]` after a build. The whole command on folders of growing size, then one
// keystroke in the middle of each, in this process. Times are of the processor, the collector's threads too.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { defaultSettings } from "../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../src/audit.ts";
import { loadWasm } from "../src/disk/wasm.ts";
import { workspaceOf } from "./editor-worlds.ts";

const sizes = process.argv.slice(2).map(Number);
const cli = join(import.meta.dirname, "../dist/cli.cjs");
const readers = await loadReaders(await loadWasm());
const root = "file:///bench/";
const nothing = spend([process.execPath, cli, "--version"]);

console.log(`nothing to do: ${nothing.milliseconds.toFixed(0)} ms, ${nothing.megabytes.toFixed(0)} MB`);
console.log("files   processor   each file   bytes read alone   peak memory   keystroke p50   p95");
for (const size of sizes.length > 0 ? sizes : [10, 100, 1000, 10_000]) measure(size);

function measure(size: number): void {
  const { files, typed } = workspaceOf(size);
  const folder = mkdtempSync(join(tmpdir(), "bench-growth-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { milliseconds, megabytes } = spend([process.execPath, cli, "audit", folder, "--format", "json", "--fail-on", "never"]);
    const before = process.cpuUsage();
    for (const path of files.keys()) readFileSync(join(folder, path), "utf8");
    const read = processor(before);
    const [half, most] = keystrokes(files, typed);
    const each = (Math.max(0, milliseconds - nothing.milliseconds) / files.size).toFixed(2);
    console.log(
      `${String(files.size).padEnd(6)} ${milliseconds.toFixed(0).padStart(8)} ms ${each.padStart(8)} ms ${read.toFixed(0).padStart(15)} ms ${megabytes.toFixed(0).padStart(10)} MB ${half.toFixed(1).padStart(12)} ms ${most.toFixed(1).padStart(5)} ms`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of 60 keystrokes, each audited to its end: the median, and what 95 of 100 stay below. */
function keystrokes(files: ReadonlyMap<string, string>, typed: string): readonly [number, number] {
  const auditor = createAuditor(readers, root, "2026-03-19");
  for (const [path, text] of files) if (!path.endsWith("package.json")) auditor.put(root + path, text);
  const settle = () => {
    for (let { wanted } = auditor.audit(defaultSettings); wanted.length > 0; { wanted } = auditor.audit(defaultSettings)) {
      for (const uri of wanted) {
        if (uri.endsWith("/")) auditor.putListing(uri, "missing");
        else auditor.remove(uri);
      }
    }
  };
  settle();
  const text = files.get(typed) ?? "";
  const times: number[] = [];
  for (let stroke = 0; stroke < 60; stroke++) {
    const before = process.threadCpuUsage();
    auditor.put(root + typed, text.replace("typed", `typed${stroke}`));
    settle();
    const { user, system } = process.threadCpuUsage(before);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  return [times[30] ?? 0, times[57] ?? 0];
}

/** A whole process: its processor time, and its memory at its highest. Needs GNU time. */
function spend(command: readonly string[]): { readonly milliseconds: number; readonly megabytes: number } {
  const told = join(tmpdir(), `bench-growth-${process.pid}`);
  const run = spawnSync("/usr/bin/time", ["-f", "%U %S %M", "-o", told, ...command], { stdio: "ignore" });
  if (run.status !== 0) throw new Error(`'${command.join(" ")}' failed.`);
  const [user = 0, system = 0, kilobytes = 0] = readFileSync(told, "utf8").trim().split(" ").map(Number);
  rmSync(told);
  return { milliseconds: (user + system) * 1000, megabytes: kilobytes / 1024 };
}

function processor(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

// The whole command against the tools that people would pick instead, side by side on the same folders: `node bench/peers.ts DIR...`.
// RUNS (default 3) warm runs of each in turn with ours, after one that is not counted; then COLD (default 1) runs of each with nothing of the
// disk in memory, where this may be asked of the system (root, Linux). Needs GNU time. Figures are medians; ratios are theirs to ours, pair by pair.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ours, peers, type Tool } from "./peer-tools.ts";

interface Run {
  readonly wall: number;
  readonly processor: number;
  readonly megabytes: number;
}

interface Pair {
  readonly ours: Run;
  readonly theirs: Run;
}

const warm = Number(process.env.RUNS ?? 3);
const cold = Number(process.env.COLD ?? 1);
const scratch = mkdtempSync(join(tmpdir(), "bench-"));

if (!existsSync("/usr/bin/time")) throw new Error("GNU time is needed: install the package 'time'.");
if (!existsSync(join(import.meta.dirname, "../dist/cli.cjs"))) throw new Error("Build first: npm run build.");

for (const folder of process.argv.slice(2).map((path) => resolve(path))) {
  console.log(`\n${folder}`);
  for (const peer of peers) {
    const version = spawnSync(peer.command(folder)[0] ?? "", ["--version"], { encoding: "utf8" });
    if (version.error) {
      console.log(`  ${peer.name}: not on this machine`);
      continue;
    }
    console.log(`  ${peer.name} ${`${version.stdout}${version.stderr}`.trim().split("\n")[0] ?? ""} (reads ${peer.reads})`);
    measure(ours, folder);
    measure(peer, folder);
    tell("warm", pairs(warm, peer, folder));
    if (cold > 0 && forget()) tell("cold", pairs(cold, peer, folder, forget));
    else console.log("    cold: not measured, for only root may have the system forget what it read");
  }
}

function pairs(count: number, peer: Tool, folder: string, before: () => void = () => undefined): readonly Pair[] {
  const run = (tool: Tool) => {
    before();
    return measure(tool, folder);
  };
  return Array.from({ length: count }, () => ({ ours: run(ours), theirs: run(peer) }));
}

/** Drops every file that the system keeps in memory; false where that is not allowed. */
function forget(): boolean {
  spawnSync("sync");
  try {
    writeFileSync("/proc/sys/vm/drop_caches", "3");
    return true;
  } catch {
    return false; // said by the caller
  }
}

function tell(how: string, all: readonly Pair[]): void {
  const ratio = (of: keyof Run) => median(all.map((pair) => pair.theirs[of] / pair.ours[of])).toFixed(1);
  console.log(`    ${how}, ours    ${figures(all.map((pair) => pair.ours))}`);
  console.log(`    ${how}, theirs  ${figures(all.map((pair) => pair.theirs))}`);
  console.log(
    `    ${how}, theirs to ours: ${ratio("wall")} by the clock, ${ratio("processor")} by processor time, ${ratio("megabytes")} in memory`,
  );
}

function measure(tool: Tool, folder: string): Run {
  const told = join(scratch, "time");
  spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", "-o", told, ...tool.command(folder)], { stdio: "ignore", cwd: scratch });
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = (readFileSync(told, "utf8").trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return { wall, processor: user + system, megabytes: kilobytes / 1024 };
}

function figures(all: readonly Run[]): string {
  const of = (pick: (run: Run) => number) => median(all.map(pick));
  const best = Math.min(...all.map((run) => run.wall)).toFixed(2);
  return `${of((run) => run.wall).toFixed(2)} s, best ${best} s, processor ${of((run) => run.processor).toFixed(2)} s, ${of((run) => run.megabytes).toFixed(0)} MB`;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

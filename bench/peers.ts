// The whole command against the tools that people would pick instead, side by side on the same folders: `node bench/peers.ts DIR...`.
// Takes the peers that are on the path (or where CHECKOV, TRIVY and TFLINT say; TFLINT_PLUGIN_DIR may hold tflint's rules for azurerm); each is run in turn with ours, after one run that is not counted.
// Needs GNU time. Wall seconds, processor seconds and peak memory are medians; the ratio is peer to ours, pair by pair.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { tflintRules } from "./tflint-rules.ts";

interface Run {
  readonly wall: number;
  readonly processor: number;
  readonly megabytes: number;
}

interface Peer {
  readonly name: string;
  readonly reads: string;
  readonly command: (folder: string) => readonly string[];
}

const runs = Number(process.env.RUNS ?? 3);
const scratch = mkdtempSync(join(tmpdir(), "bench-"));
const azurerm = tflintRules();
const ours = (folder: string) => [
  process.execPath,
  join(import.meta.dirname, "../dist/cli.cjs"),
  "audit",
  folder,
  "--format",
  "json",
  "--fail-on",
  "never",
];

const peers: readonly Peer[] = [
  {
    name: "checkov",
    reads: "Terraform, ARM, Bicep",
    command: (folder) => [
      process.env.CHECKOV ?? "checkov",
      "-d",
      folder,
      "--framework",
      "terraform",
      "arm",
      "bicep",
      "--compact",
      "--quiet",
      "-o",
      "json",
    ],
  },
  {
    name: "trivy",
    reads: "Terraform, ARM",
    command: (folder) => [
      process.env.TRIVY ?? "trivy",
      "config",
      "--skip-check-update",
      "--skip-version-check",
      "--disable-telemetry",
      "--quiet",
      "--misconfig-scanners",
      "terraform,azure-arm,terraformplan-json",
      "--format",
      "json",
      folder,
    ],
  },
  {
    name: "tflint",
    reads: "Terraform",
    command: (folder) => [process.env.TFLINT ?? "tflint", "--recursive", `--chdir=${folder}`, "--format=json", ...azurerm],
  },
];

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
    compare(peer, folder, `${version.stdout}${version.stderr}`.trim().split("\n")[0] ?? "");
  }
}

function compare(peer: Peer, folder: string, version: string): void {
  const cold = { ours: measure(ours(folder)), theirs: measure(peer.command(folder)) };
  const pairs = Array.from({ length: runs }, () => ({ ours: measure(ours(folder)), theirs: measure(peer.command(folder)) }));
  const ratio = (of: "wall" | "processor" | "megabytes") => median(pairs.map(({ ours, theirs }) => theirs[of] / ours[of])).toFixed(1);
  console.log(`  ${peer.name} ${version} (reads ${peer.reads})`);
  console.log(`    ours    ${figures(pairs.map((pair) => pair.ours))}, cold ${cold.ours.wall.toFixed(2)} s`);
  console.log(`    theirs  ${figures(pairs.map((pair) => pair.theirs))}, cold ${cold.theirs.wall.toFixed(2)} s`);
  console.log(
    `    theirs to ours: ${ratio("wall")} by the clock, ${ratio("processor")} by processor time, ${ratio("megabytes")} in memory`,
  );
}

function measure(command: readonly string[]): Run {
  const told = join(scratch, "time");
  spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", "-o", told, ...command], { stdio: "ignore", cwd: scratch });
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = (readFileSync(told, "utf8").trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return { wall, processor: user + system, megabytes: kilobytes / 1024 };
}

function figures(all: readonly Run[]): string {
  const of = (pick: (run: Run) => number) => median(all.map(pick));
  return `${of((run) => run.wall).toFixed(2)} s, processor ${of((run) => run.processor).toFixed(2)} s, ${of((run) => run.megabytes).toFixed(0)} MB`;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

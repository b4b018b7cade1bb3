// Estates of growing size read from the simulated Azure over TLS and audited: `node bench/live.ts [WORKSPACES...]`.
// Each once with a network for every workspace, and once with a hub, its zones and a registry that all share.
// The simulator runs in this process too, so time and memory hold both sides. Throttling runs on a clock of its own, that does not wait.
import { Auditor } from "../src/analysis/auditor.ts";
import { defaultSettings } from "../src/analysis/configuration/settings.ts";
import { putSnapshot } from "../src/audit-azure.ts";
import { budget } from "../src/live/budget.ts";
import { readEstate } from "../src/live/estate.ts";
import { estateRows } from "../src/report/estate.ts";
import { rules } from "../src/rulebook/index.ts";
import { connected } from "../test/azure/connected.ts";
import { hubEstate } from "../test/azure/hub.ts";
import { workspaceRows } from "../test/azure/rows.ts";
import { simulate } from "../test/azure/simulator.ts";
import type { ArmResource } from "../test/azure/world.ts";

const sizes = process.argv.slice(2).map(Number);
console.log(
  "estate   workspaces  resources  requests  per workspace  throttled to  read      judged    judged, CPU  a workspace  peak memory  findings",
);
for (const size of sizes.length > 0 ? sizes : [10, 100, 1000]) {
  const place = (n: number) => subscriptionOf(n % Math.max(1, Math.ceil(size / 50)));
  await measure("apart", size, Array.from({ length: size }, (_, n) => workspaceRows(n + 1, place(n))).flat());
  await measure("one hub", size, hubEstate(size, place));
}

async function measure(estate: string, size: number, rows: readonly ArmResource[]): Promise<void> {
  await using azure = await simulate({ rows, pageSize: 500 });
  let now = 0;
  let furthest = 0;
  const clock = {
    now: () => now,
    wait: async (milliseconds: number) => {
      furthest = Math.max(furthest, now + milliseconds);
      now += 1;
    },
  };
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const started = performance.now();
  const snapshot = await readEstate(connected(azure, { budget: budget(clock), clock, timeout: 60_000 }), {});
  const read = performance.now();
  const cpu = process.cpuUsage();
  const auditor = new Auditor({ readers: [], rules, root: "azure:/", today: "2026-03-19" });
  const workspaces = putSnapshot(auditor, snapshot);
  const result = auditor.audit(defaultSettings);
  const judged = performance.now();
  const spent = process.cpuUsage(cpu);
  const judging = (spent.user + spent.system) / 1000;
  peak = Math.max(peak, process.memoryUsage().rss);
  clearInterval(watch);
  const blind = snapshot.blind.filter(({ kind }) => kind !== "not-asked");
  if (workspaces.length !== size || estateRows(result).length !== size || blind.length > 0) throw new Error("The reading is not whole.");
  const { length: requests } = azure.requests;
  const cells = [
    estate.padEnd(7),
    `${size}`.padEnd(10),
    `${snapshot.rows.length}`.padEnd(9),
    `${requests}`.padEnd(8),
    (requests / size).toFixed(1).padEnd(13),
    `${(furthest / 1000).toFixed(0)} s`.padEnd(12),
    `${((read - started) / 1000).toFixed(1)} s`.padEnd(8),
    `${((judged - read) / 1000).toFixed(1)} s`.padEnd(8),
    `${(judging / 1000).toFixed(1)} s`.padEnd(11),
    `${(judging / size).toFixed(1)} ms`.padEnd(11),
    `${(peak / 2 ** 20).toFixed(0)} MiB`.padEnd(11),
    `${result.findings.length}`,
  ];
  console.log(cells.join("  "));
}

function subscriptionOf(n: number): string {
  return `11111111-2222-3333-4444-${String(n).padStart(12, "0")}`;
}

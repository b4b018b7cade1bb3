// Estates of growing size read from the simulated Azure over TLS and audited: `node bench/live.ts [WORKSPACES...]`.
// The simulator runs in this process too, so time and memory hold both sides. Throttling runs on a clock of its own, that does not wait.
import { Auditor } from "../src/analysis/auditor.ts";
import { defaultSettings } from "../src/analysis/configuration/settings.ts";
import { putSnapshot } from "../src/audit-azure.ts";
import { budget } from "../src/live/budget.ts";
import { readEstate } from "../src/live/estate.ts";
import { estateRows } from "../src/report/estate.ts";
import { rules } from "../src/rulebook/index.ts";
import { connected } from "../test/azure/connected.ts";
import { workspaceRows } from "../test/azure/rows.ts";
import { simulate } from "../test/azure/simulator.ts";

const sizes = process.argv.slice(2).map(Number);
console.log("workspaces  resources  requests  per workspace  throttled to  read      judged    peak memory  findings");
for (const size of sizes.length > 0 ? sizes : [10, 100, 1000]) await measure(size);

async function measure(size: number): Promise<void> {
  const subscriptions = Math.max(1, Math.ceil(size / 50));
  const rows = Array.from({ length: size }, (_, n) => workspaceRows(n + 1, subscriptionOf(n % subscriptions))).flat();
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
  const auditor = new Auditor({ readers: [], rules, root: "azure:/", today: "2026-03-19" });
  const workspaces = putSnapshot(auditor, snapshot);
  const result = auditor.audit(defaultSettings);
  const judged = performance.now();
  peak = Math.max(peak, process.memoryUsage().rss);
  clearInterval(watch);
  if (workspaces.length !== size || estateRows(result).length !== size || snapshot.blind.length > 0)
    throw new Error("The reading is not whole.");
  const { length: requests } = azure.requests;
  const cells = [
    `${size}`.padEnd(10),
    `${snapshot.rows.length}`.padEnd(9),
    `${requests}`.padEnd(8),
    (requests / size).toFixed(1).padEnd(13),
    `${(furthest / 1000).toFixed(0)} s`.padEnd(12),
    `${((read - started) / 1000).toFixed(1)} s`.padEnd(8),
    `${((judged - read) / 1000).toFixed(1)} s`.padEnd(8),
    `${(peak / 2 ** 20).toFixed(0)} MiB`.padEnd(11),
    `${result.findings.length}`,
  ];
  console.log(cells.join("  "));
}

function subscriptionOf(n: number): string {
  return `11111111-2222-3333-4444-${String(n).padStart(12, "0")}`;
}

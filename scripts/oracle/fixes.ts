// npm run oracle:fixes -- DIR...: takes each fix in Bicep files and in what Bicep compiled from them, and says where the results differ.
import { relative } from "node:path";
import { loadReaders } from "../../src/audit.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import { comparedFixes } from "./fix-pairs.ts";
import { pairsBelow } from "./pairs.ts";
import { staleness } from "./stale.ts";

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error("Name the folders to read: npm run oracle:fixes -- DIR...");
  process.exit(2);
}
const readers = await loadReaders(await loadWasm());
for (const folder of folders) await report(folder);

async function report(folder: string): Promise<void> {
  const counts = { equal: 0, different: 0, asks: 0, refused: 0 };
  const rules = new Map<string, number>();
  let [pairs, apart] = [0, 0];
  for (const pair of pairsBelow(folder)) {
    if (staleness(pair)) continue;
    const { fixes, apart: alone } = await comparedFixes(pair, folder, readers);
    if (fixes.length + alone.length === 0) continue;
    pairs += 1;
    apart += alone.length;
    const name = relative(folder, pair.arm);
    for (const { rule, title, outcome, why } of fixes) {
      counts[outcome] += 1;
      if (outcome === "equal") rules.set(rule, (rules.get(rule) ?? 0) + 1);
      else console.log(`  ${outcome}: ${rule} in ${name}: ${title}. ${why.slice(0, 3).join(" | ").slice(0, 400)}`);
    }
    for (const words of alone) console.log(`  ${words.slice(0, 200)} (${name})`);
  }
  console.log(`${folder}: ${pairs} pairs with fixes, ${Object.values(counts).reduce((sum, count) => sum + count)} fixes on both sides.`);
  console.log(
    `  equal ${counts.equal}, different ${counts.different}, asked for on one side ${counts.asks}, refused ${counts.refused}; findings of one side alone ${apart}`,
  );
  for (const [rule, count] of [...rules].sort(([, a], [, b]) => b - a)) console.log(`  ${count} × ${rule}`);
}

// npm run oracle -- DIR...: reads Bicep files and what Bicep compiled from them, and says where the two readings differ.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { parse } from "../../src/sources/bicep/parse.ts";
import { type Comparison, compare } from "./compare.ts";
import { fragmentOf } from "./disk.ts";
import { filesBelow, type Pair, pairsBelow } from "./pairs.ts";
import { staleness } from "./stale.ts";

const [...args] = process.argv.slice(2);
const verbose = args.includes("--verbose");
const folders = args.filter((arg) => !arg.startsWith("--"));
if (folders.length === 0) {
  console.error("Name the folders to read: npm run oracle -- DIR...");
  process.exit(2);
}
for (const folder of folders) {
  reportParsing(folder);
  reportPairs(folder);
}

function reportParsing(folder: string): void {
  const files = filesBelow(folder).filter((file) => /\.bicep(param)?$/.test(file));
  const faulty = files.filter((file) => parse(readFileSync(file, "utf8")).faults.length > 0);
  console.log(`${folder}: ${files.length} files of Bicep, ${faulty.length} with a fault (those broken on purpose included).`);
  if (verbose) for (const file of faulty) console.log(`  fault in ${relative(folder, file)}`);
}

function reportPairs(folder: string): void {
  const counts = { pairs: 0, hidden: 0, stale: 0, types: 0, equal: 0, open: 0, unclear: 0, wrong: 0 };
  const wrong = new Map<string, { count: number; sample: string }>();
  for (const pair of pairsBelow(folder)) {
    const old = staleness(pair);
    if (old) {
      counts.stale++;
      console.log(
        `  stale: ${relative(folder, pair.arm)} (${pair.version}): '${old.text}' is only in the ${old.on === "arm" ? "template" : "Bicep"}.`,
      );
      continue;
    }
    const comparison = readPair(pair);
    if (!comparison) {
      counts.hidden++;
      continue;
    }
    counts.pairs++;
    if (comparison.typesEqual) counts.types++;
    else
      console.log(
        `  types of ${relative(folder, pair.arm)} (${pair.version}): only Bicep ${comparison.onlyBicep}; only ARM ${comparison.onlyArm}`,
      );
    counts.equal += comparison.equal;
    for (const { outcome, what, bicep, arm } of comparison.differences) {
      counts[outcome]++;
      const label = `${outcome} ${what}`;
      const sample = `${relative(folder, pair.arm)} (${pair.version}): Bicep ${bicep.slice(0, 160)}; ARM ${arm.slice(0, 160)}`;
      wrong.set(label, { count: (wrong.get(label)?.count ?? 0) + 1, sample: wrong.get(label)?.sample ?? sample });
      if (verbose && (outcome === "wrong" || outcome === "unclear")) console.log(`  ${outcome}: ${what} in ${sample}`);
    }
  }
  const compared = counts.equal + counts.open + counts.unclear + counts.wrong;
  const share = (part: number, whole: number) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(2)} %`);
  console.log(`${counts.pairs} pairs compared, ${counts.hidden} with modules that are not on disk, ${counts.stale} stale.`);
  console.log(`  type sets equal    ${counts.types} (${share(counts.types, counts.pairs)})`);
  console.log(`  values equal       ${counts.equal} of ${compared} (${share(counts.equal, compared)})`);
  console.log(`  open on both sides ${counts.open} (${share(counts.open, compared)})`);
  console.log(`  unclear on one     ${counts.unclear} (${share(counts.unclear, compared)})`);
  console.log(`  wrong              ${counts.wrong} (${share(counts.wrong, compared)})`);
  const ranked = [...wrong].sort(([, a], [, b]) => b.count - a.count).slice(0, verbose ? 200 : 25);
  for (const [label, { count, sample }] of ranked) console.log(`  ${count} × ${label}: ${sample}`);
}

function readPair(pair: Pair): Comparison | undefined {
  const bicep = fragmentOf(pair.bicep);
  if (bicep.unseen.length > 0) return undefined;
  return compare(bicep, fragmentOf(pair.arm));
}

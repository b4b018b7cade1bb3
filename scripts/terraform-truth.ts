// `node scripts/terraform-truth.ts DIR`: audits three deployments of a checkout of Azure/terraform and compares the answers line by line
// with what was read there by hand (`terraform-truth.txt`).
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Range {
  readonly start: { readonly line: number };
}
interface Answer {
  readonly rule: string;
  readonly verdict: string;
  readonly file?: string;
  readonly range?: Range;
  readonly requirement?: { readonly value?: string };
  readonly witness?: { readonly file?: string; readonly range?: Range };
}

const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error("Name the checkout of Azure/terraform: node scripts/terraform-truth.ts DIR");
  process.exit(2);
}
const cli = join(import.meta.dirname, "../src/cli/main.ts");
const quickstart = join(checkout, "quickstart");
const rows = readFileSync(join(import.meta.dirname, "terraform-truth.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("|").map((part) => part.trim()));
const folders = new Map(
  readdirSync(quickstart)
    .filter((name) => /^\d+-machine-learning/.test(name))
    .map((name) => [name.slice(0, 3), join(quickstart, name)]),
);
const audited = new Map<string, readonly Answer[]>();
const counts = new Map<string, { agree: number; all: number }>();

for (const [stack = "", what = "", asked = "", answer = "", where = ""] of rows) {
  const found = asked.startsWith("flow ") ? askFlow(stack, asked, answer, where) : askRule(stack, asked, answer, where);
  const count = counts.get(stack) ?? { agree: 0, all: 0 };
  counts.set(stack, { agree: count.agree + (found === undefined ? 1 : 0), all: count.all + 1 });
  if (found !== undefined) console.log(`${stack} ${what}: expected ${answer} at ${where || "no place"}, found ${found}`);
}
for (const [stack, { agree, all }] of counts) console.log(`${stack}: ${agree} of ${all} lines agree`);
process.exitCode = [...counts.values()].every(({ agree, all }) => agree === all) ? 0 : 1;

/** Undefined when they agree; else what is found. */
function askRule(stack: string, asked: string, answer: string, where: string): string | undefined {
  const [rule = "", ...words] = asked.split(" ");
  const value = words.join(" ");
  const all = answersOf(stack).filter((one) => one.rule === rule && (value === "*" || one.requirement?.value === value));
  const unmet = all.filter(({ verdict }) => verdict === "unmet");
  if (answer === "no unmet") return unmet.length === 0 ? undefined : `${unmet.length} unmet`;
  const places = all.filter(({ verdict }) => verdict === answer).map((one) => placeOf(one.witness ?? one));
  return places.some((place) => isAt(place, where)) ? undefined : `${answer} at ${places.join(", ") || "no place"}`;
}

function askFlow(stack: string, asked: string, answer: string, where: string): string | undefined {
  const [, from = "", to = ""] = asked.split(" ");
  const { stdout } = spawnSync(process.execPath, [cli, "explain", folders.get(stack) ?? "", "--from", from, "--to", to], {
    encoding: "utf8",
  });
  const verdict = /: (allowed|blocked)/.exec(stdout)?.[1] ?? "nothing";
  const places = [...stdout.matchAll(/^ +([\w.-]+\.tf:\d+):\d+$/gm)].map(([, place = ""]) => place);
  return verdict === answer && places.some((place) => isAt(place, where)) ? undefined : `${verdict} at ${places.join(", ")}`;
}

function answersOf(stack: string): readonly Answer[] {
  const known = audited.get(stack);
  if (known) return known;
  const args = [cli, "audit", "--format", "json", "--fail-on", "never", folders.get(stack) ?? ""];
  const { findings, checks } = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1e8 })) as {
    readonly findings: readonly Answer[];
    readonly checks: readonly Answer[];
  };
  const answers = [...findings, ...checks.filter(({ verdict }) => verdict === "met")];
  audited.set(stack, answers);
  return answers;
}

function placeOf({ file, range }: { readonly file?: string; readonly range?: Range }): string {
  return `${file?.split("/").at(-1) ?? ""}:${(range?.start.line ?? -1) + 1}`;
}

/** Whether `file:line` lies in `file:from-to`; `*` is any line or place. */
function isAt(place: string, where: string): boolean {
  if (where === "*") return true;
  const [[file, line], [wanted, lines = ""]] = [place.split(":"), where.split(":")];
  if (file !== wanted) return false;
  const [from, to = from] = lines.split("-").map(Number);
  return lines === "*" || (Number(line) >= Number(from) && Number(line) <= Number(to));
}

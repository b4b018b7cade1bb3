// `node scripts/fuzz.ts MINUTES OUT [DIR...]`: audits spoilt copies of the samples and of the templates below the folders, and files that
// are grown from the languages' grammars, until the time is over. What fails, or takes longer than a text of its size may, is kept in OUT with its seed. Each worker is a process that is watched.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { grow } from "../test/support/grow.ts";
import { type Chance, chanceOf, mutate } from "../test/support/mutate.ts";
import { whole } from "../test/support/whole.ts";

const [minutes = "1", out = "fuzz-out", ...more] = process.argv.slice(2);
const root = join(import.meta.dirname, "..");
const longest = 60_000;
/** A case may take this many milliseconds of processor time. */
const patience = 4_000;
/** Of these languages there is a grammar to grow files from. */
const tongues = [".tf", ".bicep", ".json"];

if (process.env.FUZZ_SEED === undefined) await watch();
else await work(Number(process.env.FUZZ_SEED));

/** Starts workers one after another; one that has not told of itself for a minute hangs, and its case is kept. */
async function watch(): Promise<void> {
  mkdirSync(out, { recursive: true });
  const end = Date.now() + Number(minutes) * 60_000;
  let cases = 0;
  for (let seed = Date.now() % 1_000_000_000; Date.now() < end; seed += 1_000_000) {
    const left = (end - Date.now()) / 60_000;
    const child = spawn(process.execPath, [import.meta.filename, String(Math.min(left, 5)), out, ...more], {
      env: { ...process.env, FUZZ_SEED: String(seed) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let heard = Date.now();
    child.stdout.on("data", (data: Buffer) => {
      heard = Date.now();
      cases += data.length;
    });
    const timer = setInterval(() => {
      if (Date.now() - heard < 60_000) return;
      writeFileSync(join(out, `hang-${seed}.json`), readFileSync(join(out, `current-${seed}.json`)));
      child.kill("SIGKILL");
    }, 1000);
    const status = await new Promise((resolve) => child.once("exit", resolve));
    clearInterval(timer);
    if (status !== 0 && status !== null) writeFileSync(join(out, `died-${seed}.json`), readFileSync(join(out, `current-${seed}.json`)));
    rmSync(join(out, `current-${seed}.json`), { force: true });
  }
  console.log(`${cases} cases in ${minutes} minutes.`);
}

async function work(first: number): Promise<void> {
  const texts = Map.groupBy([join(root, "samples"), ...more].flatMap(below), extname);
  const kinds = [...texts.keys()];
  const end = Date.now() + Number(minutes) * 60_000;
  for (let seed = first; Date.now() < end; seed++) {
    const chance = chanceOf(seed);
    const kind = kinds[chance.below(kinds.length)] ?? "";
    const pool = texts.get(kind) ?? [];
    const pick = () => readFileSync(pool[chance.below(pool.length)] ?? "", "utf8");
    const [own, other] = [pick(), pick()];
    const files = made(kind, own, other, chance);
    writeFileSync(join(out, `current-${first}.json`), JSON.stringify({ seed, files }));
    const { user, system } = process.cpuUsage();
    const wrong = await whole(files);
    const spent = process.cpuUsage({ user, system });
    const took = (spent.user + spent.system) / 1000;
    if (wrong !== undefined || took > patience) {
      const why = wrong ?? `It took ${took.toFixed(0)} ms.`;
      writeFileSync(
        join(out, `${wrong === undefined ? "slow" : "wrong"}-${seed}.json`),
        JSON.stringify({ seed, why, files }, undefined, 1),
      );
    }
    process.stdout.write(".");
  }
}

/** Grown from the grammar, spoilt, or both; a file of values is put beside a template that may take them. */
function made(kind: string, own: string, other: string, chance: Chance): Readonly<Record<string, string>> {
  const grown = tongues.includes(kind) && chance.below(3) === 0 ? grow(kind, chance) : undefined;
  const main = grown === undefined ? mutate(own, other, chance) : chance.below(3) ? grown : mutate(grown, own, chance);
  const template = kind === ".tfvars" ? `a/terraform.tfvars` : `a/main${kind}`;
  const beside =
    kind === ".tfvars" ? { "a/main.tf": grow(".tf", chance) } : kind === ".bicepparam" ? { "a/main.bicep": grow(".bicep", chance) } : {};
  return { [template]: main, [`a/other${kind}`]: chance.below(2) ? other : mutate(other, own, chance), ...beside };
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => /\.(bicep|bicepparam|tf|tfvars|json)$/.test(path) && isShort(path))
    .filter(
      (path) =>
        !path.endsWith(".json") || /deployment(Template|Parameters)\.json|"planned_values"|"resource"/.test(readFileSync(path, "utf8")),
    )
    .sort();
}

/** A link to nowhere is not. */
function isShort(path: string): boolean {
  const about = statSync(path, { throwIfNoEntry: false });
  return about?.isFile() === true && about.size < longest;
}

// Takes every property, item and resource out of the sound samples and of the examples that keep a rule, and mends what that breaks.
// `npm run mutations [bicep|arm|terraform] [--examples]` prints what was not mended, and counts.
import { readdirSync, readFileSync } from "node:fs";
import { filesIn, mendAfter, type Outcome, soundDeployment } from "../test/support/mutations.ts";

const [only] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const languages = [
  ["bicep", "bicep"],
  ["arm", "json"],
  ["terraform", "tf"],
] as const;
const rules = new URL("../src/rulebook/rules/", import.meta.url);

let failed = 0;
for (const [language, extension] of languages) {
  if (only !== undefined && only !== language) continue;
  const sample = filesIn(new URL(`../samples/${language}/secure/`, import.meta.url));
  const examples = process.argv.includes("--examples") ? readdirSync(rules).map((rule) => example(rule, extension)) : [];
  const counts: Record<Outcome["is"], number> = { broken: 0, harmless: 0, healed: 0, unfixable: 0, refused: 0, failed: 0 };
  for (const { name, files } of [{ name: "sample", files: sample }, ...examples]) {
    const sound = await soundDeployment(files);
    for (const mutation of sound.mutations) {
      const { is, why } = await mendAfter(sound, mutation);
      counts[is] += 1;
      if (is === "failed" || is === "unfixable" || is === "refused")
        console.log(`${language} ${name} ${is} without ${mutation.what}: ${why}`);
    }
  }
  failed += counts.failed;
  console.log(`${language}: ${Object.values(counts).reduce((sum, count) => sum + count)} taken out; ${JSON.stringify(counts)}`);
}
process.exitCode = failed > 0 ? 1 : 0;

/** The example that keeps a rule, with the modules that are named after it. */
function example(rule: string, extension: string): { readonly name: string; readonly files: Readonly<Record<string, string>> } {
  const names = readdirSync(new URL(`${rule}/`, rules)).filter((file) => file.endsWith(`.${extension}`) && /^met[.-]/.test(file));
  return { name: rule, files: Object.fromEntries(names.map((file) => [file, readFileSync(new URL(`${rule}/${file}`, rules), "utf8")])) };
}

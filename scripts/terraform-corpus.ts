// `node scripts/terraform-corpus.ts DIR...`: audits, mends and prints every Terraform file below the folders by itself, the examples in
// pages of Markdown among them, and says of each folder how many were read, how many have a place that cannot be read, and which failed.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { audit } from "../test/support/audit.ts";
import { whole } from "../test/support/whole.ts";

const configuration = /\.(tf|tofu|tfvars|tf\.json|tfvars\.json|hcl)$/;
const example = /^```(?:hcl|terraform|tf)\r?\n([\s\S]*?)^```/gm;
let failures = 0;

for (const folder of process.argv.slice(2)) {
  const [files, examples] = [await read(folder, textsOf), await read(folder, examplesOf)];
  console.log(
    `${basename(folder)}: ${files.read} files, ${files.faulty} of them with a fault; ${examples.read} examples in pages, ${examples.faulty} with a fault`,
  );
}
console.log(failures === 0 ? "None failed." : `${failures} failed.`);
process.exitCode = failures === 0 ? 0 : 1;

async function read(folder: string, texts: (path: string) => readonly string[]): Promise<{ read: number; faulty: number }> {
  const count = { read: 0, faulty: 0 };
  for (const path of below(folder)) {
    for (const text of texts(path)) {
      const name = configuration.test(path) ? basename(path).replace(/\.hcl$/, ".tf") : "main.tf";
      const wrong = await whole({ [name]: text });
      if (wrong !== undefined) {
        failures += 1;
        console.log(`${path}: ${wrong}`);
      }
      count.read += 1;
      if ((await audit({ [name]: text })).problems.length > 0) count.faulty += 1;
    }
  }
  return count;
}

function textsOf(path: string): readonly string[] {
  return configuration.test(path) ? [readFileSync(path, "utf8")] : [];
}

function examplesOf(path: string): readonly string[] {
  return /\.(md|markdown)$/.test(path) ? [...readFileSync(path, "utf8").matchAll(example)].map(([, text = ""]) => text) : [];
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !/(^|\/)\.git\//.test(path) && (configuration.test(path) || /\.(md|markdown)$/.test(path)))
    .map((path) => join(folder, path))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .sort();
}

// Asks the real `terraform console` what each expression gives and writes the answers beside it:
// node test/sources/terraform-functions/record.ts
// Each line of a `.txt` file here is an expression; the `.json` of the same name holds what Terraform says. `names.list` is every function that it knows.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const empty = mkdtempSync(join(tmpdir(), "terraform-console-"));

for (const file of readdirSync(here).filter((name) => name.endsWith(".txt"))) {
  const expressions = readFileSync(join(here, file), "utf8").split("\n").filter(Boolean);
  const cases = expressions.map((expression) => ({ expression, ...ask(expression) }));
  writeFileSync(join(here, file.replace(".txt", ".json")), `[\n${cases.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]\n`);
  console.log(`${file}: ${cases.length} expressions, ${cases.filter((one) => "error" in one).length} of them errors`);
}

const { function_signatures } = JSON.parse(execFileSync("terraform", ["metadata", "functions", "-json"], { encoding: "utf8" })) as {
  readonly function_signatures: Readonly<Record<string, unknown>>;
};
const names = Object.keys(function_signatures).filter((name) => !name.includes("::"));
writeFileSync(join(here, "names.list"), `${names.sort().join("\n")}\n`);
console.log(`names.list: ${names.length} functions`);

function ask(expression: string): { result: unknown } | { error: true } {
  try {
    const input = `jsonencode(${expression})\n`;
    const printed = execFileSync("terraform", ["console"], { cwd: empty, input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
    const encoded = JSON.parse(printed.trim()) as string;
    return { result: JSON.parse(encoded) };
  } catch {
    return { error: true };
  }
}

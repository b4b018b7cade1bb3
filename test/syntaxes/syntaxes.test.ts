// The injection grammar over the real grammars of the languages, as VS Code's own tokenizer applies it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { vocabulary } from "../../src/report/words.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";

const root = join(import.meta.dirname, "../..");
const runner = join(root, "node_modules/vscode-tmgrammar-test/dist/unit.js");

describe("marks of tags, hosts, zones and accepted findings", () => {
  for (const [file, grammar, scope] of [
    ["marks.bicep", "bicep"],
    ["marks.tf", "terraform"],
    ["marks.jsonc", "jsonc"],
    ["marks.json", "json"],
    ["marks.arm.json", "jsonc", "source.json.arm-template"],
  ] as const) {
    test(`stand where ${file} draws them`, () => {
      using given = grammarFile(grammar, scope);
      const args = [runner, "-g", given.path, "--config", join(root, "package.json"), join("test/syntaxes", file)];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
      assert.equal(status, 0, stdout + stderr);
    });
  }

  test("know every service tag of the book", () => {
    const grammar = readFileSync(join(root, "syntaxes/aml-network.injection.tmLanguage.json"), "utf8");
    const clouds = ["public", "usgov", "china"] as const;
    const tags = clouds.flatMap((cloud) => vocabulary(requirements, { cloud }).filter(({ kind }) => kind === "tag"));
    for (const { text } of tags) assert.ok(grammar.includes(text.replaceAll(".", "\\\\.")), text);
  });
});

/** A real grammar; under another `scope` where a language has JSON's under a name of its own and is published in no package. */
function grammarFile(name: string, scope: string | undefined): Disposable & { readonly path: string } {
  const path = join(root, "node_modules/tm-grammars/grammars", `${name}.json`);
  if (scope === undefined) return { path, [Symbol.dispose]: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "aml-grammar-"));
  const renamed = join(folder, `${name}.json`);
  writeFileSync(renamed, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), scopeName: scope }));
  return { path: renamed, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

// What a folder may ask of the world: bounded, whoever wrote it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { defaultSettings } from "../../../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../../../src/audit.ts";
import type { AuditResult } from "../../../src/model/finding.ts";
import { wasm } from "./grammar.ts";

const readers = await loadReaders(wasm);
const root = "file:///repository/";

/** Audits files in memory; what is asked for and not there is missing. Gives every address that was asked for. */
function audited(files: Readonly<Record<string, string>>): { readonly result: AuditResult; readonly asked: readonly string[] } {
  const auditor = createAuditor(readers, root, "2026-03-19");
  for (const [path, text] of Object.entries(files)) auditor.put(root + path, text);
  const asked: string[] = [];
  for (let round = 0; round < 50; round++) {
    const result = auditor.audit(defaultSettings);
    if (result.wanted.length === 0) return { result, asked };
    asked.push(...result.wanted);
    for (const uri of result.wanted) {
      if (uri.endsWith("/")) auditor.putListing(uri, "missing");
      else auditor.remove(uri);
    }
  }
  assert.fail("It asks for ever.");
}

const vault =
  'resource "azurerm_key_vault" "main" {\n  name = "kv"\n}\nresource "azurerm_machine_learning_workspace" "main" {\n  name = "mlw"\n}\n';

describe("a folder of Terraform asks the world", () => {
  test("for no more modules than can be evaluated", () => {
    const both = (next: number) => `module "a" {\n  source = "../m${next}"\n}\nmodule "b" {\n  source = "../m${next}"\n}\n`;
    const folders = Array.from({ length: 24 }, (_, index) => [`m${index}/main.tf`, both(index + 1) + (index === 0 ? vault : "")] as const);
    const { result } = audited(Object.fromEntries(folders));
    assert.ok(result.findings.length > 0);
  });

  test("for nothing by the path of a file that is absolute, or of somebody's home", () => {
    const text = `locals {\n  a = file("/etc/passwd")\n  b = file("~/.ssh/id_rsa")\n  c = fileset("/", "*")\n  d = templatefile("/etc/hosts", {})\n}\n`;
    const { asked } = audited({
      "main.tf": `${text}resource "azurerm_key_vault" "main" {\n  name = "\${local.a}\${local.b}\${local.c}\${local.d}"\n}\n`,
    });
    assert.deepEqual(
      asked.filter((uri) => !uri.startsWith(root)),
      [],
    );
  });

  test("and is audited as far as it goes without a module above it that is not there", () => {
    const { result, asked } = audited({ "app/main.tf": `${vault}module "net" {\n  source = "../../outside"\n}\n` });
    assert.ok(asked.includes("file:///outside/"), "the module is named, so it is asked for");
    assert.ok(result.checks.some(({ verdict }) => verdict === "unclear"));
  });

  test("for no module that a broken or escaping manifest names", () => {
    const main = `${vault}module "net" {\n  source = "example/net/azurerm"\n}\n`;
    for (const manifest of [
      "{ broken",
      "[]",
      "null",
      '{"Modules":3}',
      '{"Modules":[{"Key":"net","Dir":"../../etc"}]}',
      '{"Modules":[{"Key":"net","Dir":"/etc"}]}',
    ]) {
      const { asked } = audited({ "main.tf": main, ".terraform/modules/modules.json": manifest });
      assert.deepEqual(
        asked.filter((uri) => uri.includes("etc")),
        [],
        manifest,
      );
    }
  });
});

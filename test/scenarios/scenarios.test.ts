// Four spellings of one network have the same verdicts. `UPDATE=1` writes what is found into `expected.json`: read the difference before keeping it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { AuditResult } from "../../src/model/finding.ts";
import { audit } from "../support/audit.ts";
import { auditRows } from "../support/audit-rows.ts";

const here = new URL("./", import.meta.url);
const spellings = ["main.bicep", "main.json", "main.tf"] as const;

for (const entry of readdirSync(here, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  const folder = new URL(`${entry.name}/`, here);
  const read = (name: string) => readFileSync(new URL(name, folder), "utf8");

  describe(`scenario '${entry.name}'`, () => {
    test("has the expected verdicts in Bicep", async () => {
      const found = verdicts(await audit({ "main.bicep": read("main.bicep") }));
      if (process.env.UPDATE === "1") writeFileSync(new URL("expected.json", folder), `${JSON.stringify(found, undefined, 2)}\n`);
      assert.deepEqual(found, JSON.parse(read("expected.json")));
    });

    for (const name of spellings.slice(1)) {
      test(`has the same verdicts in ${name}`, async () => {
        assert.deepEqual(verdicts(await audit({ [name]: read(name) })), JSON.parse(read("expected.json")));
      });
    }

    test("has the same verdicts on rows of Azure", () => {
      assert.deepEqual(verdicts(auditRows(JSON.parse(read("azure.json")))), JSON.parse(read("expected.json")));
    });
  });
}

/** One line a finding and a count of what is met; problems would show as lines of their own. */
function verdicts({ findings, problems, checks }: AuditResult): readonly string[] {
  const lines = findings.map((one) =>
    [one.severity, one.verdict, one.rule, one.subject.type, one.subject.name, one.value ?? "", one.ports?.join(",") ?? ""].join(" | "),
  );
  const met = new Set(
    checks.filter((one) => one.verdict === "met").map((one) => ["met", one.rule, one.subject.name, one.value ?? ""].join(" | ")),
  );
  return [...problems.map((problem) => `problem | ${problem.message}`), ...new Set(lines), ...met].sort();
}

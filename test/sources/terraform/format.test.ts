// What fixes leave is as `terraform fmt` leaves it, where that binary is there to say so.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fixOf } from "../../../src/audit.ts";
import { applyEdits } from "../../../src/cli/fix.ts";
import { audit } from "../../support/audit.ts";
import { root } from "../../support/settle.ts";

const rules = new URL("../../../src/rulebook/rules/", import.meta.url);

test("every fix of every example is formatted as 'terraform fmt' does it", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "aml-fmt-"));
  let taken = 0;
  try {
    for (const id of readdirSync(rules)) {
      const example = readFileSync(new URL(`${id}/unmet.tf`, rules), "utf8").replace(/^#\s*\^+.*\n/gm, "");
      writeFileSync(join(folder, `${id}-before.tf`), example);
      const { text, count } = await mended(example);
      writeFileSync(join(folder, `${id}.tf`), text);
      taken += count;
    }
    assert.ok(taken > 200, `${taken} fixes`);
    const { status, stdout, error } = spawnSync("terraform", ["fmt", "-check", "-list=true", "-diff", folder], { encoding: "utf8" });
    if (error) return context.diagnostic("There is no 'terraform' on this machine.");
    assert.equal(stdout, "");
    assert.equal(status, 0);
    context.diagnostic(`${taken} fixes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The file after each of its fixes, whatever rule they are of. */
async function mended(example: string): Promise<{ readonly text: string; readonly count: number }> {
  let text = example;
  const tried = new Set<string>();
  for (let count = 0; ; ) {
    const { findings, deployments, auditor } = await audit({ "main.tf": text });
    const finding = findings.find((one) => one.verdict === "unmet" && one.repair && !tried.has(one.fingerprint + one.message));
    if (!finding) return { text, count };
    tried.add(finding.fingerprint + finding.message);
    const fix = fixOf(finding, deployments, auditor);
    if ("cannot" in fix) continue;
    count += 1;
    text = applyEdits(
      text,
      fix.edits.filter(({ uri }) => uri === `${root}main.tf`),
    );
  }
}

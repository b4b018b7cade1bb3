// A template that speaks of the cloud that it is deployed to gets zones that hold in each.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import { audit } from "../support/audit.ts";

const example = (file: string) => readFileSync(new URL(`../../src/rulebook/rules/private-endpoint/${file}`, import.meta.url), "utf8");
const clouds = ["public", "usgov", "china"] as const;

/** The template with the fixes of every endpoint that lacks, and what of zones is unmet then in each cloud. */
async function mended(file: string, text: string): Promise<{ readonly text: string; readonly wrong: readonly string[] }> {
  let now = text;
  for (let round = 0; round < 9; round += 1) {
    const { findings, deployments, auditor } = await audit({ [file]: now });
    const finding = findings.find(({ rule, verdict, repair }) => rule === "private-endpoint" && verdict === "unmet" && repair);
    if (!finding) break;
    const fix = fixOf(finding, deployments, auditor);
    assert.ok("edits" in fix, "cannot" in fix ? fix.cannot : "");
    now = applyEdits(now, fix.edits);
  }
  const wrong: string[] = [];
  for (const cloud of clouds) {
    const { findings } = await audit({ [file]: now }, { cloud });
    for (const { rule, message } of findings)
      if (rule === "private-dns-zone" && message.includes(".file.")) wrong.push(`${cloud}: ${message}`);
  }
  return { text: now, wrong };
}

describe("zones that a fix adds", () => {
  test("are named by the suffixes of the cloud in Bicep that knows of clouds, and by their name in other Bicep", async () => {
    const text = example("unmet.bicep");
    const plain = await mended("main.bicep", text);
    assert.match(plain.text, /name: 'privatelink\.file\.core\.windows\.net'/);
    const { text: after, wrong } = await mended("main.bicep", `var cloud = environment().name\n${text}`);
    assert.match(after, /name: 'privatelink\.file\.\$\{environment\(\)\.suffixes\.storage\}'/);
    assert.deepEqual(wrong, []);
  });

  test("are named so in templates too, with their links", async () => {
    const text = example("unmet.json").replace('"resources": [', '"variables": { "cloud": "[environment().name]" },\n  "resources": [');
    const { text: after, wrong } = await mended("azuredeploy.json", text);
    assert.match(after, /"name": "\[format\('privatelink\.file\.\{0\}', environment\(\)\.suffixes\.storage\)\]"/);
    assert.deepEqual(wrong, []);
  });
});

// Each example in Terraform written as '.tf.json' has the same findings, and each fix leaves what the same fix leaves in '.tf'.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Fix } from "../../src/model/repair.ts";
import { createReadFile } from "../../src/sources/terraform/syntax/file.ts";
import { jsonOf } from "../../src/sources/terraform/writing/json.ts";
import { grammar } from "../sources/terraform/grammar.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";

const rules = new URL("../../src/rulebook/rules/", import.meta.url);
const il5: readonly string[] = ["log-analytics-cmk", "storage-infrastructure-encryption"];
const read = createReadFile(grammar);
type Texts = Readonly<Record<string, string>>;

for (const id of readdirSync(rules)) {
  describe(id, () => {
    for (const kind of ["unmet", "met"]) {
      test(`says the same of ${kind}.tf in JSON`, async () => {
        const texts = textsOf(id, kind);
        const [own, other] = [await judge(id, texts), await judge(id, inJson(texts))];
        assert.deepEqual(other.problems, []);
        assert.deepEqual(told(other.findings), told(own.findings));
        const met = ({ checks }: typeof own) => checks.filter(({ verdict }) => verdict === "met").length;
        assert.equal(met(other), met(own));
      });
    }

    test("mends unmet.tf in JSON as it mends unmet.tf", async () => {
      let texts = textsOf(id, "unmet");
      let other = inJson(texts);
      for (let round = 0; round < 8; round += 1) {
        const fixes = await fixesOf(id, texts);
        const [key] = [...fixes.keys()].sort();
        const [fix, same] = key === undefined ? [] : [fixes.get(key), (await fixesOf(id, other)).get(key)];
        if (key === undefined || !fix) break;
        assert.ok(same, `${key} can be mended in JSON`);
        [texts, other] = [applied(texts, fix), applied(other, same)];
        assert.deepEqual(contentOf(other), contentOf(inJson(texts)));
      }
      assert.deepEqual(told((await judge(id, other)).findings), told((await judge(id, texts)).findings));
    });
  });
}

function textsOf(id: string, kind: string): Texts {
  const files = readdirSync(new URL(`${id}/`, rules)).filter((file) => file.endsWith(".tf") && new RegExp(`^${kind}[.-]`).test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(`${id}/${file}`, rules), "utf8")]));
}

function inJson(texts: Texts): Texts {
  const files = Object.entries(texts).map(([file, text]) => {
    const json = jsonOf(read({ uri: `file:///${file}`, text }), text);
    assert.ok(json);
    return [`${file}.json`, `${JSON.stringify(json, null, 2)}\n`] as const;
  });
  return Object.fromEntries(files);
}

async function judge(id: string, texts: Texts) {
  const result = await audit(texts, il5.includes(id) ? { profile: "il5" } : {});
  return {
    ...result,
    findings: result.findings.filter(({ rule }) => rule === id),
    checks: result.checks.filter(({ rule }) => rule === id),
  };
}

function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ verdict, message }) => `${verdict} ${message}`).sort();
}

/** The fixes of what is unmet, by what they mend. */
async function fixesOf(id: string, texts: Texts): Promise<ReadonlyMap<string, Fix>> {
  const { findings, deployments, auditor } = await judge(id, texts);
  const out = new Map<string, Fix>();
  for (const finding of findings) {
    const fix = finding.verdict === "unmet" ? fixOf(finding, deployments, auditor) : undefined;
    if (fix && "edits" in fix) out.set(`${finding.message} ${fix.title}`, fix);
  }
  return out;
}

function applied(texts: Texts, { edits }: Fix): Texts {
  const changed = Object.entries(texts).map(([file, text]) => {
    const own = edits.filter(({ uri }) => uri === root + file).toSorted((a, b) => b.start - a.start);
    return [file, own.reduce((now, edit) => now.slice(0, edit.start) + edit.newText + now.slice(edit.end), text)] as const;
  });
  return Object.fromEntries(changed);
}

/** A block that is there once may stand in a list or not. */
function contentOf(texts: Texts): unknown {
  const alone = (_: string, value: unknown) =>
    Array.isArray(value) && value.length === 1 && typeof value[0] === "object" ? (value[0] as unknown) : value;
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, JSON.parse(text, alone) as unknown]));
}

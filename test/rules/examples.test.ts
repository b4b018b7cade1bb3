// The examples beside each rule: what breaks it is found where it is drawn, what keeps it is silent, and the fix makes it silent.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { unfixed } from "../../scripts/docs/rules.ts";
import { fixOf } from "../../src/audit.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Fix } from "../../src/model/repair.ts";
import { audit } from "../support/audit.ts";
import { markOf, marksIn } from "../support/markers.ts";
import { root } from "../support/settle.ts";

const rules = new URL("../../src/rulebook/rules/", import.meta.url);
const languages = ["bicep", "json", "tf"] as const;
/** Rules that ask nothing under the standard profile. */
const il5: readonly string[] = ["log-analytics-cmk", "storage-infrastructure-encryption"];

for (const id of readdirSync(rules)) {
  describe(id, () => {
    const missing = languages.flatMap((language) => ["unmet", "met"].map((kind) => `${kind}.${language}`).filter((file) => !has(id, file)));
    test("has an example that breaks it and one that keeps it in each language", () => assert.deepEqual(missing, []));

    for (const language of languages) {
      if (missing.some((file) => file.endsWith(language))) continue;
      test(`is found where ${id}/unmet.${language} draws it`, async () => {
        const texts = textsOf(id, "unmet", language);
        const { findings, problems } = await judge(id, texts);
        assert.deepEqual(problems, []);
        const drawn = Object.entries(texts).flatMap(([file, text]) => marksIn(text).map((mark) => JSON.stringify({ file, ...mark })));
        const found = findings.filter(({ verdict }) => verdict === "unmet").map((finding) => JSON.stringify(markedBy(texts, finding)));
        assert.ok(drawn.length > 0, "something is drawn");
        assert.deepEqual([...new Set(found)].sort(), drawn.sort());
      });

      test(`has a fix in ${id}/unmet.${language}, or a stated reason why not`, async () => {
        const { findings } = await judge(id, textsOf(id, "unmet", language));
        assert.notEqual(
          findings.some(({ verdict, repair }) => verdict === "unmet" && repair),
          unfixed.has(id),
        );
      });

      test(`keeps silent about ${id}/met.${language}`, async () => {
        const { findings, checks, problems } = await judge(id, textsOf(id, "met", language));
        assert.deepEqual(problems, []);
        assert.deepEqual(
          findings.filter(({ verdict }) => verdict === "unmet").map(({ message }) => message),
          [],
        );
        assert.ok(
          checks.some(({ verdict }) => verdict === "met"),
          "something is met",
        );
      });

      test(`is gone when its fixes are taken in ${id}/unmet.${language}`, async () => {
        const left = await mended(id, textsOf(id, "unmet", language));
        const fixable = left.filter(({ repair }) => repair);
        assert.deepEqual(
          fixable.map(({ message }) => message),
          [],
        );
      });
    }
  });
}

function has(id: string, file: string): boolean {
  return existsSync(new URL(`${id}/${file}`, rules));
}

type Texts = Readonly<Record<string, string>>;

/** Takes the fixes of one finding after the other; what is left unmet at the end. */
async function mended(id: string, start: Texts): Promise<readonly Finding[]> {
  let texts = start;
  for (let round = 0; round < 8; round += 1) {
    const { findings, deployments, auditor } = await judge(id, texts);
    const unmet = findings.filter(({ verdict }) => verdict === "unmet");
    const fix = unmet.flatMap((finding) => fixesOf(fixOf(finding, deployments, auditor)))[0];
    if (!fix) return unmet;
    texts = applied(texts, fix);
  }
  return (await judge(id, texts)).findings.filter(({ verdict }) => verdict === "unmet");
}

function fixesOf(mended: ReturnType<typeof fixOf>): readonly Fix[] {
  return "edits" in mended ? [mended] : [];
}

function applied(texts: Texts, { edits }: Fix): Texts {
  const changed = Object.entries(texts).map(([file, text]) => {
    const own = edits.filter(({ uri }) => uri === root + file).toSorted((a, b) => b.start - a.start);
    return [file, own.reduce((now, edit) => now.slice(0, edit.start) + edit.newText + now.slice(edit.end), text)] as const;
  });
  return Object.fromEntries(changed);
}

async function judge(id: string, texts: Texts) {
  const result = await audit(texts, il5.includes(id) ? { profile: "il5" } : {});
  const own = <T extends { readonly rule: string }>(items: readonly T[]) => items.filter(({ rule }) => rule === id);
  return { ...result, findings: own(result.findings), checks: own(result.checks) };
}

function markedBy(texts: Texts, { at, verdict, rule }: Finding) {
  assert.ok(at.from === "file" && at.uri.startsWith(root), "a finding of a file is drawn in it");
  const file = at.uri.slice(root.length);
  return { file, ...markOf(texts[file] ?? "", at.start, at.end, `${verdict} ${rule}`) };
}

/** An example and the modules that it calls, which are named after it: `unmet.bicep`, `unmet-workspace.bicep`. */
function textsOf(id: string, kind: string, language: string): Texts {
  const files = readdirSync(new URL(`${id}/`, rules)).filter((file) => file.endsWith(`.${language}`) && /^(un)?met[.-]/.test(file));
  const own = files.filter((file) => file.startsWith(`${kind}.`) || file.startsWith(`${kind}-`));
  return Object.fromEntries(own.map((file) => [file, readFileSync(new URL(`${id}/${file}`, rules), "utf8")]));
}

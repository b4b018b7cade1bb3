// What the fixes of each example leave behind: a file that parses, nothing else unmet, and the same text when they are taken again.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import type { AuditResult, Finding } from "../../src/model/finding.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";

type Texts = Readonly<Record<string, string>>;

const rules = new URL("../../src/rulebook/rules/", import.meta.url);
/** Rules that ask nothing under the standard profile. */
const il5: readonly string[] = ["log-analytics-cmk", "storage-infrastructure-encryption"];
/** What is seen only when a rule is kept. */
const follows: ReadonlyMap<string, readonly string[]> = new Map([
  ["compute-public-ip", ["no-egress", "outbound-service-tag", "outbound-fqdn"]], // nodes without public addresses need another way out
  ["firewall-bypassed", ["outbound-service-tag", "outbound-fqdn"]], // the firewall's rules are asked now
  ["public-network-access", ["registry-image-build"]], // a closed registry builds no images by itself
  ["private-dns-zone", ["private-dns-link"]], // a zone of the right name is asked for its links
]);

for (const id of readdirSync(rules)) {
  describe(`the fixes of ${id}`, () => {
    for (const language of ["bicep", "json", "tf"] as const) {
      test(`leave a sound file and nothing else unmet in ${language}`, async () => {
        const start = textsOf(id, language);
        const judge = (texts: Texts) => audit(texts, il5.includes(id) ? { profile: "il5" } : {});
        const first = await judge(start);
        const known = new Set(grave(first).map(mark));
        let [texts, now] = [start, first];
        const done = new Set<string>();
        for (let round = 0; round < 12; round += 1) {
          const finding = now.findings.find(
            (one) => one.rule === id && one.verdict === "unmet" && one.repair && !done.has(one.fingerprint),
          );
          if (!finding) break;
          done.add(finding.fingerprint);
          const fix = fixOf(finding, now.deployments, now.auditor);
          assert.ok("edits" in fix, "cannot" in fix ? fix.cannot : "");
          for (const { uri, start: from, end } of fix.edits) assert.ok(uri.startsWith(root) && from <= end);
          const changed = Object.entries(texts).map(([file, text]) => {
            const own = fix.edits.filter(({ uri }) => uri === root + file);
            return [file, applyEdits(text, own)] as const;
          });
          texts = Object.fromEntries(changed);
          now = await judge(texts);
          assert.deepEqual(now.problems, first.problems);
          assert.ok(!now.findings.some((one) => one.fingerprint === finding.fingerprint && one.verdict === "unmet"), finding.message);
        }
        const allowed = [id, ...(follows.get(id) ?? [])];
        const fresh = grave(now).filter((one) => !known.has(mark(one)) && !allowed.includes(one.rule));
        assert.deepEqual(
          fresh.map(({ rule, message }) => `${rule}: ${message}`),
          [],
        );
      });
    }
  });
}

function grave({ findings }: AuditResult): readonly Finding[] {
  return findings.filter(({ verdict, severity }) => verdict === "unmet" && severity !== "note");
}

function mark({ rule, subject, value }: Finding): string {
  return `${rule} ${subject.type} ${subject.name} ${value ?? ""}`;
}

function textsOf(id: string, language: string): Texts {
  const files = readdirSync(new URL(`${id}/`, rules)).filter((file) => file.endsWith(`.${language}`) && /^unmet[.-]/.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(`${id}/${file}`, rules), "utf8")]));
}

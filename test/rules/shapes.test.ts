// The fixes of each example, however the deployment is written: nothing of the rule is left to fix and nothing else came, the file is
// sound, and whatever the fixes do not change is as it was.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { TextEdit } from "../../src/model/repair.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";
import { type Shape, type Spelling, shapes, type Texts } from "../support/shapes.ts";
import { waitsForItself } from "../support/waits.ts";

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

for (const shape of shapes) {
  for (const spelling of ["bicep", "json", "tf"] as const) {
    if (shape.of && shape.of !== spelling) continue;
    describe(`fixes of what is written ${shape.name}${shape.of ? "" : ` in ${spelling}`}`, () => {
      for (const id of readdirSync(rules)) test(`mend '${id}'`, () => mends(id, spelling, shape));
    });
  }
}

async function mends(id: string, spelling: Spelling, shape: Shape): Promise<void> {
  const judge = (texts: Texts) => audit(texts, il5.includes(id) ? { profile: "il5" } : {});
  const open = ({ rule, verdict, repair }: Finding) => rule === id && verdict === "unmet" && repair !== undefined;
  const example = textsOf(id, spelling);
  const plain = await judge(example);
  const wrong = plain.findings.find(open);
  const subject = wrong && plain.deployments.map(({ graph }) => graph.get(wrong.subject.key)).find((one) => one !== undefined);
  const start = wrong && shape.write(example, spelling, { at: wrong.at, subject });
  if (!start) return; // has no fix, or cannot be written so
  let [texts, now] = [start, await judge(start)];
  const first = now;
  const done = new Set<string>();
  for (let round = 0; round < 30; round += 1) {
    const finding = now.findings.find(open);
    if (!finding) break;
    assert.ok(!done.has(finding.fingerprint + finding.message), `It stays: ${finding.message}`);
    done.add(finding.fingerprint + finding.message);
    const fix = fixOf(finding, now.deployments, now.auditor);
    assert.ok("edits" in fix && fix.edits.length > 0, "cannot" in fix ? fix.cannot : "It changes nothing.");
    for (const edit of fix.edits) leavesWhatItDoesNotChange(edit, texts[edit.uri.slice(root.length)] ?? "");
    texts = Object.fromEntries(
      Object.entries(texts).map(([file, text]) => [
        file,
        applyEdits(
          text,
          fix.edits.filter(({ uri }) => uri === root + file),
        ),
      ]),
    );
    now = await judge(texts);
    assert.deepEqual(now.problems, first.problems);
  }
  const known = new Set(grave(first.findings).map(mark));
  const allowed = [id, ...(follows.get(id) ?? [])];
  assert.deepEqual(
    grave(now.findings)
      .filter((one) => !known.has(mark(one)) && !allowed.includes(one.rule))
      .map(({ rule, message }) => `${rule}: ${message}`),
    [],
  );
  assert.equal(waitsForItself(texts), waitsForItself(start));
  for (const [file, text] of Object.entries(texts)) assert.equal(/[^\r]\n/.test(text), /[^\r]\n/.test(start[file] ?? ""));
}

function grave(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ verdict, severity }) => verdict === "unmet" && severity !== "note");
}

function mark({ rule, subject, value }: Finding): string {
  return `${rule} ${subject.type} ${subject.name} ${value ?? ""}`;
}

/** An edit begins and ends where something changes. */
function leavesWhatItDoesNotChange({ start, end, newText }: TextEdit, text: string): void {
  const old = text.slice(start, end);
  if (old === "" || newText === "") return;
  assert.notEqual(
    old.replaceAll("\r\n", "\n").charAt(0),
    newText.replaceAll("\r\n", "\n").charAt(0),
    `It writes what is there: ${old.slice(0, 60)}`,
  );
  assert.notEqual(old.at(-1), newText.at(-1), `It writes what is there: ${old.slice(-60)}`);
}

function textsOf(id: string, spelling: Spelling): Texts {
  const files = readdirSync(new URL(`${id}/`, rules)).filter((file) => file.endsWith(`.${spelling}`) && /^unmet[.-]/.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(`${id}/${file}`, rules), "utf8")]));
}

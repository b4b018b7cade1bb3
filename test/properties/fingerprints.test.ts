// What code scanning and baselines know a finding by stays while people write lines above, below and between.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Log } from "sarif";
import { writeSarif } from "../../src/report/sarif.ts";
import { rules } from "../../src/rulebook/index.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";

const samples = join(import.meta.dirname, "../../samples");
const spellings = [
  { file: "bicep/insecure/main.bicep", lines: ["", "   ", "// why", "/* why */"] },
  { file: "arm/insecure/azuredeploy.json", lines: ["", "\t", "// why", "/* why */"] },
  { file: "terraform/insecure/main.tf", lines: ["", "   ", "# why", "// why", "/* why */"] },
];

interface Known {
  readonly print: string;
  readonly line: number;
}

/** What SARIF says of a text: fingerprints with the lines that they are on, from 0. */
async function known(name: string, text: string): Promise<readonly Known[]> {
  const { auditor, ...result } = await audit({ [name]: text });
  const report = { result, root, rules, version: "0", text: (uri: string) => auditor.text(uri)?.text };
  const log: Log = JSON.parse(writeSarif(report));
  const found = (log.runs[0]?.results ?? []).map(({ partialFingerprints, locations }) => ({
    print: partialFingerprints?.["amlNetworkAudit/v1"] ?? assert.fail("A result has no fingerprint."),
    line: (locations?.[0]?.physicalLocation?.region?.startLine ?? 0) - 1,
  }));
  return sorted(found);
}

function sorted(all: readonly Known[]): readonly Known[] {
  return [...all].sort((a, b) => (a.print === b.print ? a.line - b.line : a.print < b.print ? -1 : 1));
}

/** The same text with a line put before each of these lines. */
function grown(text: string, at: readonly number[], line: (index: number) => string): string {
  return text
    .split("\n")
    .flatMap((content, index) => [...at.filter((one) => one === index).map((one) => line(one)), content])
    .join("\n");
}

describe("fingerprints stay, and places move, when blank lines and comments are put anywhere", () => {
  for (const { file, lines } of spellings)
    test(`into ${file}`, async () => {
      const name = file.slice(file.lastIndexOf("/") + 1);
      const text = readFileSync(join(samples, file), "utf8");
      const before = await known(name, text);
      assert.ok(before.length > 20);
      const count = text.split("\n").length;
      const places = fc.array(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(places, fc.array(fc.constantFrom(...lines), { minLength: 1 }), async (at, kinds) => {
          const after = await known(
            name,
            grown(text, at, (index) => kinds[index % kinds.length] ?? ""),
          );
          const moved = before.map(({ print, line }) => ({ print, line: line + at.filter((one) => one <= line).length }));
          assert.deepEqual(after, sorted(moved));
        }),
        { numRuns: 25, seed: 20261121 },
      );
    });
});

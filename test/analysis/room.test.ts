// More findings than an audit holds: it says how many are left out, keeps the worst, and is whole again when there is room.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import type { Rule } from "../../src/model/verdict.ts";
import { bicepReader } from "../../src/sources/bicep/reader.ts";
import { root } from "../support/settle.ts";

/** Finds every storage account; one that is called 'bad' is an error. */
const rule: Rule = {
  id: "storage",
  title: "Storage is found",
  severity: "error",
  why: "",
  how: "",
  documents: [],
  *check({ graph }) {
    for (const subject of graph.ofType("Microsoft.Storage/storageAccounts"))
      yield {
        is: "unmet",
        subject,
        at: subject.at,
        message: `${subject.symbol} is found.`,
        ...(subject.symbol !== "bad" && { severity: "note" }),
      };
  },
};

const storage = (name: string) => `resource ${name} 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: '${name}'\n}\n`;
const many = (count: number) => Array.from({ length: count }, (_, index) => storage(`s${index}`)).join("");

function audit(most: number, files: Readonly<Record<string, string>>) {
  const auditor = new Auditor({ readers: [bicepReader], rules: [rule], root, today: "2026-11-21", most });
  for (const [name, text] of Object.entries(files)) auditor.put(root + name, text);
  return { auditor, result: auditor.audit(defaultSettings) };
}

describe("an audit that finds more than it holds", () => {
  test("keeps the worst findings of a deployment and says how many it leaves out", () => {
    const { result } = audit(10, { "main.bicep": many(50) + storage("bad") });
    assert.equal(result.findings.length, 10);
    assert.equal(result.findings.filter(({ severity }) => severity === "error").length, 1);
    assert.deepEqual(result.checks, []);
    assert.deepEqual(
      result.problems.map(({ uri, message }) => ({ uri, message })),
      [
        {
          uri: `${root}main.bicep`,
          message:
            "'main.bicep' has 51 checks and 51 findings, more than fit into the 10 checks that one audit holds. Its 10 worst findings are shown, 41 are left out, and its checks are not counted. Audit a smaller folder to see them all.",
        },
      ],
    );
  });

  test("keeps one finding at least of every deployment, so that what is wrong is never silent", () => {
    const { result } = audit(5, { "a.bicep": many(5), "b.bicep": many(3) + storage("bad"), "c.bicep": many(2) });
    assert.deepEqual(
      result.deployments.map(({ id }) => result.findings.filter(({ at }) => at.from === "file" && at.uri === root + id).length),
      [5, 1, 1],
    );
    assert.equal(result.findings.find(({ at }) => at.from === "file" && at.uri === `${root}b.bicep`)?.severity, "error");
    assert.equal(result.problems.length, 2);
  });

  test("says nothing of it when all fit, and shows all again when there is room again", () => {
    const { auditor, result } = audit(5, { "a.bicep": many(3), "b.bicep": many(4) });
    assert.equal(result.problems.length, 1);
    auditor.remove(`${root}a.bicep`);
    auditor.put(`${root}b.bicep`, `${many(4)}// edited\n`);
    const after = auditor.audit(defaultSettings);
    assert.deepEqual([after.findings.length, after.checks.length, after.problems.length], [4, 4, 0]);
  });
});

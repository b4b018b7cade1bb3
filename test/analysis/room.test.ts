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

function audit(most: number, files: Readonly<Record<string, string>>, asked: Rule = rule) {
  const auditor = new Auditor({ readers: [bicepReader], rules: [asked], root, today: "2026-11-21", most });
  for (const [name, text] of Object.entries(files)) auditor.put(root + name, text);
  return { auditor, result: auditor.audit(defaultSettings) };
}

describe("an audit that finds more than it holds", () => {
  test("keeps the worst findings of a deployment and says how many it leaves out", () => {
    const { result } = audit(10, { "main.bicep": many(30) + storage("bad") });
    assert.equal(result.findings.length, 10);
    assert.equal(result.findings.filter(({ severity }) => severity === "error").length, 1);
    assert.deepEqual(result.checks, []);
    assert.deepEqual(
      result.problems.map(({ uri, message }) => ({ uri, message })),
      [
        {
          uri: `${root}main.bicep`,
          message:
            "One audit holds 10 checks, and there are more: of 'main.bicep' only the worst 10 findings are shown, and its checks are not counted. What is not shown may be wrong; audit smaller folders, one after the other, to see it all.",
        },
      ],
    );
    assert.deepEqual(result.left, result.problems[0]);
  });

  test("judges no further once it is full, and says once how many deployments are left", () => {
    let judged = 0;
    const counting: Rule = {
      ...rule,
      *check(context) {
        judged += 1;
        yield* rule.check(context);
      },
    };
    const files = { "a.bicep": many(5), "b.bicep": many(3) + storage("bad"), "c.bicep": many(2), "d.bicep": many(1), "e.bicep": many(1) };
    const { result } = audit(7, files, counting);
    assert.equal(judged, 2);
    const foundIn = (file: string) => result.findings.filter(({ at }) => at.from === "file" && at.uri === root + file);
    assert.deepEqual(
      Object.keys(files).map((file) => foundIn(file).length),
      [5, 2, 0, 0, 0],
    );
    assert.equal(foundIn("b.bicep").at(-1)?.severity, "error");
    assert.deepEqual(
      result.problems.map(({ uri, message }) => ({ uri, message })),
      [
        {
          uri: `${root}c.bicep`,
          message:
            "One audit holds 7 checks, and there are more: of 'b.bicep' only the worst 2 findings are shown, and its checks are not counted; 'c.bicep' and 2 deployments after it were not judged. What is not shown may be wrong; audit smaller folders, one after the other, to see it all.",
        },
      ],
    );
    assert.deepEqual(
      result.deployments.map(({ id }) => id),
      ["a.bicep", "b.bicep"],
    );
  });

  test("asks no rule for more than a few times what it holds, however much a rule could say", () => {
    let said = 0;
    const endless: Rule = {
      ...rule,
      *check({ graph }) {
        for (const [subject] = graph.ofType("Microsoft.Storage/storageAccounts"); subject; said += 1)
          yield { is: "unmet", subject, at: subject.at, message: `Found ${said} times.` };
      },
    };
    const { result } = audit(10, { "main.bicep": many(1) }, endless);
    assert.deepEqual([result.findings.length, said], [10, 40]);
  });

  test("says nothing of it when all fit, and shows all again when there is room again", () => {
    const { auditor, result } = audit(5, { "a.bicep": many(3), "b.bicep": many(4), "c.bicep": many(1) });
    assert.ok(result.left);
    auditor.remove(`${root}a.bicep`);
    const after = auditor.audit(defaultSettings);
    assert.deepEqual([after.findings.length, after.checks.length, after.problems, after.left], [5, 5, [], undefined]);
    auditor.put(`${root}a.bicep`, many(3));
    const again = auditor.audit(defaultSettings);
    assert.deepEqual([again.findings.length, again.deployments.length, again.problems.length], [5, 2, 1]);
    auditor.put(`${root}b.bicep`, many(1));
    const last = auditor.audit(defaultSettings);
    assert.deepEqual([last.findings.length, last.deployments.length, last.left], [5, 3, undefined]);
  });
});

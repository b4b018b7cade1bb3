// An audit that is interrupted: by a wish to stop, and by files that change meanwhile.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { auditWithDisk } from "../../src/disk/give.ts";
import type { Rule } from "../../src/model/verdict.ts";
import { bicepReader } from "../../src/sources/bicep/reader.ts";
import { root } from "../support/settle.ts";

/** Finds every storage account; `meanwhile` happens each time that it is asked. */
function finds(meanwhile: () => void = () => undefined): Rule {
  return {
    id: "storage",
    title: "",
    severity: "warning",
    why: "",
    how: "",
    documents: [],
    *check({ graph }) {
      meanwhile();
      for (const subject of graph.ofType("Microsoft.Storage/storageAccounts"))
        yield { is: "unmet", subject, at: subject.at, message: "There it is." };
    },
  };
}

const storage = (name: string) => `resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: '${name}'\n}\n`;

function auditorOf(count: number, rule = finds()): Auditor {
  const auditor = new Auditor({ readers: [bicepReader], rules: [rule], root, today: "2026-03-19" });
  for (let index = 0; index < count; index += 1) auditor.put(`${root}d${index}/main.bicep`, storage(`first${index}`));
  return auditor;
}

const namesIn = ({ findings }: { readonly findings: readonly { readonly subject: { readonly name: string } }[] }) =>
  findings.map(({ subject }) => subject.name).sort();

describe("an audit", () => {
  test("in which a file changes answers for the files as they are at its end", () => {
    for (const when of [1, 3, 5]) {
      const auditor = auditorOf(3);
      const steps = auditor.auditing(defaultSettings);
      for (let step = 0; step < when; step += 1) assert.ok(!steps.next().done);
      auditor.put(`${root}d0/main.bicep`, storage("second"));
      let last = steps.next();
      while (!last.done) last = steps.next();
      assert.deepEqual(namesIn(last.value), ["first1", "first2", "second"]);
      assert.deepEqual(last.value.summary, auditorWith("second").audit(defaultSettings).summary);
      assert.deepEqual(namesIn(auditor.audit(defaultSettings)), ["first1", "first2", "second"]);
    }
  });

  test("under which files never stop changing comes to an end all the same", () => {
    const auditor = auditorOf(3);
    const steps = auditor.auditing(defaultSettings);
    let count = 0;
    let last = steps.next();
    while (!last.done) {
      count += 1;
      auditor.put(`${root}d0/main.bicep`, storage(`turn${count}`));
      last = steps.next();
    }
    assert.deepEqual(namesIn(last.value), ["first1", "first2", `turn${count}`]);
  });

  test("stops between two deployments when it is told to, and the next one begins afresh", async () => {
    const controller = new AbortController();
    let asked = 0;
    const busy = finds(() => {
      asked += 1;
      if (asked === 2) controller.abort();
      // Long enough for one turn to be over.
      for (const end = performance.now() + 60; performance.now() < end; );
    });
    const auditor = auditorOf(6, busy);
    await assert.rejects(auditWithDisk(auditor, defaultSettings, controller.signal), { name: "AbortError" });
    assert.equal(asked, 2);
    assert.equal((await auditWithDisk(auditor, defaultSettings)).findings.length, 6);
  });
});

function auditorWith(name: string): Auditor {
  const auditor = auditorOf(3);
  auditor.put(`${root}d0/main.bicep`, storage(name));
  return auditor;
}

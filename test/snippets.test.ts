// Each snippet, with its first answers filled in, is a file that is read without a problem.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { defaultSettings } from "../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../src/audit.ts";
import { loadWasm } from "../src/disk/wasm.ts";

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const readers = loadWasm().then(loadReaders);

describe("snippets", () => {
  for (const [language, extension] of [
    ["bicep", "bicep"],
    ["terraform", "tf"],
  ] as const) {
    const snippets: Record<string, Snippet> = JSON.parse(readFileSync(join(import.meta.dirname, `../snippets/${language}.json`), "utf8"));
    for (const [name, { prefix, body }] of Object.entries(snippets)) {
      test(`${name} in ${language} is well-formed and declares resources`, async () => {
        const auditor = createAuditor(await readers, "file:///snippets/", "2026-11-21");
        auditor.put(`file:///snippets/main.${extension}`, filled(body.join("\n")));
        const { deployments } = auditor.audit(defaultSettings);
        const own = auditor.audit(defaultSettings).problems.filter(({ message }) => !/vault|zone|subnet|policy|declare/i.test(message));
        assert.match(prefix, /^aml-/);
        assert.deepEqual(own, []);
        assert.ok((deployments[0]?.graph.resources.length ?? 0) > 0);
      });
    }
  }
});

/** Tab stops replaced by what they propose. */
function filled(text: string): string {
  const answers = new Map<string, string>();
  const first = text.replace(/\$\{(\d+)(?::([^}]*)|\|([^,|]*)[^|]*\|)\}/g, (_, number, proposed, choice) => {
    answers.set(number, proposed ?? choice ?? "");
    return proposed ?? choice ?? "";
  });
  return first.replace(/\$\{?(\d+)\}?/g, (_, number) => answers.get(number) ?? "");
}

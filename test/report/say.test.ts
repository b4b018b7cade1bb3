// Fixed texts in another language, and texts that come with their places filled: titles of fixes, and what to mind before one is taken.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, test } from "node:test";
import type { Repair } from "../../src/model/repair.ts";
import { sayFrom } from "../../src/report/say.ts";
import { audit } from "../support/audit.ts";

const root = join(import.meta.dirname, "../..");
const say = sayFrom(JSON.parse(readFileSync(join(root, "l10n/bundle.l10n.de.json"), "utf8")));

describe("a text in the reader's language", () => {
  for (const [english, german] of [
    ["Close key vault 'kv-ml' to the internet", "Gegen das Internet schließen: Schlüsseltresor 'kv-ml'"],
    ["Close a workspace to the internet", "Gegen das Internet schließen: Arbeitsbereich"],
    ["Allow 'Storage' on TCP 443 in rule collection 'net'", "'Storage' auf TCP 443 in Regelsammlung 'net' erlauben"],
    ["Write '*.pytorch.org' and 'pytorch.org'", "'*.pytorch.org' und 'pytorch.org' schreiben"],
    [
      "Let managed identity 'id' use keys of key vault 'Keys'",
      "verwaltete Identität 'id' die Schlüssel verwenden lassen: Schlüsseltresor 'Keys'",
    ],
    [
      "An account that exists has to be created anew. Give a value for 'a', 'b'.",
      "Ein bestehendes Konto muss neu angelegt werden. Einen Wert angeben für 'a', 'b'.",
    ],
    ["Nothing that anybody translated of 'kv'", "Nothing that anybody translated of 'kv'"],
    ["constructor", "constructor"],
  ] as const)
    test(`'${english}' is '${german}'`, () => assert.equal(say(english), german));

  test("fills its own places with what it is given, whatever that looks like", () => {
    assert.equal(say("{0} of {1} required flows allowed", "{1}", 2), "{1} von 2 nötigen Verbindungen erlaubt");
  });

  test("takes time in proportion to a text that is almost a sentence of its own many times over", () => {
    const name = "' in rule collection ".repeat(20_000);
    assert.equal(say(`Allow '${name}`), `Allow '${name}`);
  });

  test("is there for the title of every fix of the rules' examples and the samples, and for what to mind", async () => {
    const texts = new Set<string>();
    for (const { files, profile } of examples()) {
      const { findings } = await audit(files, { profile });
      for (const { repair } of findings) for (const text of textsOf(repair)) texts.add(text);
    }
    assert.ok(texts.size > 50);
    const english = [...texts].filter(
      (text) => say(text) === text || / (of|to|with|and|through|the) /.test(say(text).replaceAll(/'.*?'/g, "")),
    );
    assert.deepEqual(english, []);
  });
});

function examples() {
  const rules = globSync("src/rulebook/rules/*/unmet*.{bicep,json,tf}", { cwd: root });
  const samples = globSync("samples/*/insecure/*.{bicep,json,tf}", { cwd: root });
  const together = Map.groupBy([...rules, ...samples], (file) => dirname(file) + /\.\w+$/.exec(file)?.[0]);
  return [...together.values()].map((files) => ({
    files: Object.fromEntries(files.map((file) => [basename(file), readFileSync(join(root, file), "utf8")])),
    profile: files.some((file) => /log-analytics-cmk|storage-infrastructure/.test(file)) ? ("il5" as const) : ("standard" as const),
  }));
}

function textsOf(repair: Repair | undefined): readonly string[] {
  if (!repair) return [];
  return [repair.title, ...(repair.caution === undefined ? [] : [repair.caution]), ...textsOf(repair.instead)];
}

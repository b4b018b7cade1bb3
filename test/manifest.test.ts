// What package.json promises to VS Code, held against what is there.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import manifest from "../package.json" with { type: "json" };
import { bundles, webBundles } from "../scripts/build.ts";

const root = join(import.meta.dirname, "..");
const words: Record<string, string> = JSON.parse(readFileSync(join(root, "package.nls.json"), "utf8"));
const extensionCode = globSync("src/extension/**/*.ts", { cwd: root })
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");
/** What the report says in the language of the editor. */
const pageCode = globSync(["src/report/*.ts", "src/server/*.ts"], { cwd: root })
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");
const liveCode = readFileSync(join(root, "src/extension/live/command-names.ts"), "utf8");
const settings = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties)) as Record<
  string,
  { default?: unknown; scope?: string }
>;

describe("the manifest", () => {
  test("titles the command exactly 'Audit AML network'", () => {
    const audit = manifest.contributes.commands.find(({ command }) => command === "amlNetworkAudit.audit");
    assert.equal(audit?.title, "Audit AML network");
    assert.ok(audit && !("category" in audit));
  });

  test("contributes only commands that are registered", () => {
    for (const { command } of manifest.contributes.commands) {
      const name = command.replace("amlNetworkAudit.", "");
      const live = name.replace(/^live\./, "");
      assert.ok(
        extensionCode.includes(`"${name}"`) || (live !== name && liveCode.includes(`"${live}"`)) || extensionCode.includes(`"${command}"`),
        `${command} is registered nowhere`,
      );
    }
  });

  test("keeps every setting under amlNetworkAudit, described, with a default and a scope", () => {
    for (const [name, setting] of Object.entries(settings)) {
      assert.match(name, /^amlNetworkAudit\./);
      assert.ok("default" in setting && setting.scope, name);
      assert.ok("description" in setting || "markdownDescription" in setting, name);
    }
  });

  test("groups settings under titles, each group in its place", () => {
    assert.deepEqual(
      manifest.contributes.configuration.map(({ title, order }) => [title, order]),
      [
        ["%settings.audit%", 1],
        ["%settings.editor%", 2],
        ["%settings.live%", 3],
      ],
    );
  });

  test("names languages by their file extensions only, so that official extensions stay in charge", () => {
    for (const language of manifest.contributes.languages) assert.deepEqual(Object.keys(language).sort(), ["extensions", "id"]);
  });

  test("wakes up for relevant languages and commands, never at the start", () => {
    for (const event of manifest.activationEvents)
      assert.match(event, /^on(Language|Command|View|Walkthrough|UriHandler|LanguageModelTool|TaskType)\b/);
  });

  test("says what it does in untrusted and virtual workspaces", () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, "limited");
  });

  test("has words for every placeholder and no word that nobody asks for", () => {
    const asked = new Set([...JSON.stringify(manifest).matchAll(/%([^%"\s]+)%/g)].map(([, key]) => key));
    assert.deepEqual([...asked].sort(), Object.keys(words).sort());
  });

  test("is translated where it says so: every text of the interface, and only placeholders that are there", () => {
    const bundle: Record<string, string> = JSON.parse(readFileSync(join(root, "l10n/bundle.l10n.de.json"), "utf8"));
    const texts = [...`${extensionCode}${pageCode}`.matchAll(/(?:l10n\.t|\bsay)\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text);
    assert.deepEqual(
      [...new Set(texts)].filter((text) => !(text in bundle)),
      [],
    );
    for (const [text, said] of Object.entries(bundle)) assert.deepEqual(placeholders(said), placeholders(text), text);
    const german: Record<string, string> = JSON.parse(readFileSync(join(root, "package.nls.de.json"), "utf8"));
    assert.deepEqual(Object.keys(german).sort(), Object.keys(words).sort());
  });

  test("points at files that are there", () => {
    const paths = [
      ...JSON.stringify(manifest.contributes).matchAll(
        /"(?:path|light|dark|markdown|image|svg|icon)":"((?:\.\/)?(?:media|snippets|syntaxes|walkthrough)[^"]*)"/g,
      ),
    ];
    for (const [, path = ""] of paths) assert.ok(existsSync(join(root, path)), path);
  });

  test("begins each bundle in a file that is there", () => {
    for (const name of ["extension", "client", "server", "cli"] as const) assert.ok(existsSync(join(root, bundles[name])), name);
    for (const file of Object.values(webBundles)) assert.ok(existsSync(join(root, file)), file);
    assert.equal(manifest.main, "./dist/extension.cjs");
    assert.equal(manifest.browser, "./dist/web.cjs");
    assert.equal(manifest.bin["aml-network-audit"], "dist/cli.cjs");
  });
});

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}/g)].map(([place]) => place).sort();
}

// What pipelines build on: identities that last, what is new and what is known, and exit statuses.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Log, Result } from "sarif";
import { type Folder, folder, openVault } from "./command.ts";

const another = openVault.replaceAll("kv-open", "kv-new").replaceAll("pe-vault", "pe-new").replaceAll("'mlw'", "'mlw-new'");
const json = async (here: Folder, ...args: string[]) => JSON.parse((await here.run(["audit", "--format", "json", ...args])).out);

async function sarif(here: Folder, ...args: string[]): Promise<readonly Result[]> {
  const log: Log = JSON.parse((await here.run(["audit", "--format", "sarif", ...args])).out);
  return log.runs[0]?.results ?? [];
}

const prints = (results: readonly Result[]) => results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints)).sort();
const lines = (results: readonly Result[]) => results.map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine ?? 0);

describe("SARIF for code scanning", () => {
  test("keeps a finding's fingerprint when lines above it come and go, and when the folder above has another name", async () => {
    using here = folder({ "infra/main.bicep": openVault });
    const before = await sarif(here);
    here.write("infra/main.bicep", `// one\n\nparam unused string = 'x'\n${openVault}`);
    const after = await sarif(here);
    assert.ok(before.length > 5);
    assert.deepEqual(prints(after), prints(before));
    assert.deepEqual(
      lines(after),
      lines(before).map((line) => line + 3),
    );
    using elsewhere = folder({ "code/main.bicep": openVault });
    assert.deepEqual(prints(await sarif(elsewhere)), prints(before));
  });

  test("gives different findings different fingerprints", async () => {
    using here = folder({ "main.bicep": openVault, "second.bicep": another });
    const results = await sarif(here);
    assert.equal(new Set(prints(results)).size, results.length);
  });

  test("explains each rule that it uses, and marks what is suppressed with its reason", async () => {
    using here = folder({ "main.bicep": `// aml-network-audit:ignore public-network-access the vault moves next week\n${openVault}` });
    const log: Log = JSON.parse((await here.run(["audit", "--format", "sarif"])).out);
    const rules = new Map((log.runs[0]?.tool.driver.rules ?? []).map((rule) => [rule.id, rule]));
    const results = log.runs[0]?.results ?? [];
    for (const { ruleId = "" } of results) {
      const rule = rules.get(ruleId);
      assert.ok(rule?.shortDescription?.text && rule.help?.text && rule.help.markdown && rule.fullDescription?.text, ruleId);
    }
    const suppressed = results.filter(({ suppressions }) => suppressions?.length);
    assert.deepEqual(
      suppressed.map(({ ruleId, suppressions }) => [ruleId, suppressions?.[0]?.kind, suppressions?.[0]?.justification]),
      [["public-network-access", "inSource", "the vault moves next week"]],
    );
  });

  test("works out edits for as many findings as take little time, and says so", async () => {
    const count = 3000;
    const workspaces = Array.from({ length: count }, (_, index) => ({
      type: "Microsoft.MachineLearningServices/workspaces",
      apiVersion: "2024-10-01",
      name: `mlw-${index}`,
      location: "eastus",
      properties: {},
    }));
    const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    using here = folder({ "main.json": JSON.stringify({ $schema, contentVersion: "1.0.0.0", resources: workspaces }) });
    const { out } = await here.run(["audit", "--format", "sarif"]);
    const [{ results, invocations }] = JSON.parse(out).runs;
    const given = results.filter(({ fixes }: Result) => fixes?.length).length;
    assert.ok(given > 10 && given * count <= 200_000, String(given));
    const told = invocations[0].toolExecutionNotifications.map(({ message }: { message: { text: string } }) => message.text).join("\n");
    assert.match(told, new RegExp(`^Edits stand beside ${given} of the \\d+ findings that have any`, "m"));
  });

  test("tells a suppression of the configuration from one beside the code", async () => {
    using here = folder({ "main.bicep": openVault });
    const rule = "public-network-access";
    here.write("aml-network-audit.json", JSON.stringify({ suppressions: [{ rule, reason: "accepted by the board" }] }));
    const suppressed = (await sarif(here)).filter(({ suppressions }) => suppressions?.length);
    assert.deepEqual(
      suppressed.map(({ ruleId, suppressions }) => [ruleId, suppressions]),
      [[rule, [{ kind: "external", justification: "accepted by the board" }]]],
    );
  });

  test("says what is new against the baseline", async () => {
    using here = folder({ "main.bicep": openVault });
    await here.run(["audit", "--write-baseline", "known.json"]);
    here.write("second.bicep", another);
    const states = Map.groupBy(await sarif(here, "--baseline", "known.json"), ({ locations }) => {
      return locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    });
    assert.deepEqual(new Set(states.get("main.bicep")?.map(({ baselineState }) => baselineState)), new Set(["unchanged"]));
    assert.deepEqual(new Set(states.get("second.bicep")?.map(({ baselineState }) => baselineState)), new Set(["new"]));
  });
});

describe("a pull request's comment", () => {
  test("tells only what the base did not have", async () => {
    using base = folder({ "main.bicep": openVault });
    const known = join(base.path, "known.json");
    await base.run(["audit", "--write-baseline", known, "--fail-on", "never"]);
    using head = folder({ "main.bicep": openVault, "second.bicep": another });
    const { status, out } = await head.run(["audit", "--baseline", known, "--format", "markdown", "--fail-on", "warning"]);
    assert.equal(status, 1);
    assert.match(out, /^\*\*New: \d+ errors?, \d+ warnings?, \d+ notes?\.\*\* \d+ findings known from the baseline are left out\.$/m);
    assert.match(out, /second\.bicep:1/);
    assert.doesNotMatch(out, /main\.bicep/);
  });

  test("says that nothing is new when nothing is", async () => {
    using here = folder({ "main.bicep": openVault });
    await here.run(["audit", "--write-baseline", "known.json"]);
    const { status, out } = await here.run(["audit", "--baseline", "known.json", "--format", "markdown", "--fail-on", "note"]);
    assert.equal(status, 0);
    assert.match(out, /^\*\*New: 0 errors, 0 warnings, 0 notes\.\*\*/m);
    assert.doesNotMatch(out, /^## /m);
  });
});

describe("a baseline", () => {
  test("knows as many findings of a kind as there were, and one more is new", async () => {
    using here = folder({ "a/main.bicep": openVault });
    await here.run(["audit", "--write-baseline", "known.json"]);
    here.write("b/main.bicep", openVault);
    const { findings } = await json(here, "--baseline", "known.json");
    const known = findings.filter((one: { baseline?: boolean }) => one.baseline).length;
    assert.equal(known * 2, findings.length);
  });

  test("that the configuration names is used without being asked for", async () => {
    using here = folder({ "main.bicep": openVault, "aml-network-audit.json": '{ "baseline": "known.json" }' });
    await here.run(["audit", "--write-baseline", "known.json"]);
    assert.equal((await here.run(["audit", "--fail-on", "note"])).status, 0);
  });

  for (const text of ["", "[]", "null", '{ "findings": [] }x', '{ "findings": 3 }']) {
    test(`of which the text is ${JSON.stringify(text)} is refused with a sentence`, async () => {
      using here = folder({ "main.bicep": openVault, "known.json": text });
      const { status, said } = await here.run(["audit", "--baseline", "known.json"]);
      assert.equal(status, 2);
      assert.match(said, /is no baseline\. Write one with '--write-baseline /);
    });
  }

  test("is skipped in JUnit, where new findings fail", async () => {
    using here = folder({ "main.bicep": openVault });
    await here.run(["audit", "--write-baseline", "known.json"]);
    here.write("second.bicep", another);
    const { out } = await here.run(["audit", "--baseline", "known.json", "--format", "junit"]);
    const cases = [...out.matchAll(/<testcase [^>]*name="([^"]*)"[^>]*>(<failure|<skipped)/g)];
    const which = (file: string) => new Set(cases.filter(([, name = ""]) => name.includes(`(${file}:`)).map(([, , kind]) => kind));
    assert.deepEqual(which("main.bicep"), new Set(["<skipped"]));
    assert.ok(which("second.bicep").has("<failure"));
  });
});

describe("--changed-since", () => {
  const git = (here: Folder, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: here.path });

  test("tells of a module's consequence in the changed file only, and of nothing when nothing changed", async () => {
    using here = folder({ "a.bicep": openVault, "b.bicep": another });
    git(here, "init", "-q");
    git(here, "add", ".");
    git(here, "commit", "-qm", "first");
    assert.equal((await here.run(["audit", "--changed-since", "HEAD", "--fail-on", "note"])).status, 0);
    here.write("b.bicep", `// touched\n${another}`);
    const { findings } = await json(here, "--changed-since", "HEAD");
    assert.deepEqual([...new Set(findings.map((one: { file: string }) => one.file))], ["b.bicep"]);
  });

  test("counts from where a branch began when it is asked to", async () => {
    using here = folder({ "a.bicep": openVault });
    const commit = (file: string, text: string) => {
      here.write(file, text);
      git(here, "add", ".");
      git(here, "commit", "-qm", file);
    };
    git(here, "init", "-q", "-b", "main");
    commit("b.bicep", "");
    git(here, "checkout", "-qb", "branch");
    commit("b.bicep", another);
    git(here, "checkout", "-q", "main");
    commit("a.bicep", `// moved on\n${openVault}`);
    git(here, "checkout", "-q", "branch");
    const files = async (since: string) =>
      new Set((await json(here, "--changed-since", since)).findings.map((one: { file: string }) => one.file));
    assert.deepEqual(await files("main"), new Set(["a.bicep", "b.bicep"]));
    assert.deepEqual(await files("main...HEAD"), new Set(["b.bicep"]));
  });

  test("has git start no program that the repository names", async () => {
    using here = folder({ "a.bicep": openVault, ".gitattributes": "* diff=evil\n" });
    git(here, "init", "-q");
    git(here, "add", ".");
    git(here, "commit", "-qm", "first");
    const evil = `touch '${join(here.path, "stolen")}'; cat`;
    for (const key of ["core.fsmonitor", "diff.external", "diff.evil.textconv", "diff.evil.command", "core.pager"])
      git(here, "config", key, evil);
    here.write("a.bicep", another);
    const { findings } = await json(here, "--changed-since", "HEAD");
    assert.ok(findings.length > 0);
    assert.ok(!existsSync(join(here.path, "stolen")));
  });

  test("takes no option of git for a revision", async () => {
    using here = folder({ "a.bicep": openVault });
    git(here, "init", "-q");
    const { status, said } = await here.run(["audit", "--changed-since=--output=stolen"]);
    assert.equal(status, 2);
    assert.equal(said, "'--output=stolen' is no git revision.\n");
  });
});

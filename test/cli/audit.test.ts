import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folder, harmless, openVault } from "./command.ts";

const open = "Key vault 'kv-open' can be reached from the internet.";

describe("audit", () => {
  test("exits with 1 and says where, when something is at or above --fail-on", async () => {
    using here = folder({ "main.bicep": openVault });
    const { status, out } = await here.run(["audit", "--fail-on", "warning"]);
    assert.equal(status, 1);
    assert.match(out, /^main\.bicep$/m);
    assert.match(out, /1:10 +warning +public-network-access/);
    assert.ok(out.replace(/\s+/g, " ").includes(open));
  });

  test("exits with 0 when nothing is at or above --fail-on", async () => {
    using here = folder({ "main.bicep": openVault });
    assert.equal((await here.run(["audit", "--fail-on", "never"])).status, 0);
    using clean = folder({ "main.bicep": harmless });
    assert.equal((await clean.run(["audit", "--fail-on", "note"])).status, 0);
  });

  for (const [what, args] of [
    ["an unknown option", ["audit", "--fial-on", "error"]],
    ["an unknown command", ["adit"]],
    ["no command", []],
    ["an unknown format", ["audit", "--format", "yaml"]],
    ["an unknown cloud", ["audit", "--cloud", "moon"]],
    ["a region that is none", ["audit", "--region", "east/us"]],
    ["a day that is none", ["audit", "--as-of", "2023-02-31"]],
    ["--dry-run without --fix", ["audit", "--dry-run"]],
    ["a path that is not there", ["audit", "nowhere"]],
    ["a configuration that is not there", ["audit", "--config", "nowhere.json"]],
    ["a baseline that is not there", ["audit", "--baseline", "nowhere.json"]],
    ["standard input without a name", ["audit", "-"]],
    ["an output that cannot be written", ["audit", "--output", "nowhere/report.txt"]],
    ["a revision that git does not know", ["audit", "--changed-since", "nowhere"]],
  ] as const) {
    test(`exits with 2 and a sentence on ${what}`, async () => {
      using here = folder({ "main.bicep": harmless });
      const { status, out, said } = await here.run(args);
      assert.equal(status, 2);
      assert.match(said + out, /[A-Za-z'][\s\S]*\.\n$/);
      assert.doesNotMatch(said, /\n {4}at /);
    });
  }

  test("exits with 2 when nothing is there to be read", async () => {
    using here = folder({ "readme.md": "# nothing" });
    const { status, said } = await here.run(["audit"]);
    assert.equal(status, 2);
    assert.equal(said, "No Bicep, ARM or Terraform file was found there.\n");
  });

  test("reads standard input under the name it is given, with its neighbours from disk", async () => {
    using here = folder({ "main.bicep": harmless });
    const { status, out } = await here.run(["audit", "-", "--stdin-name", "main.bicep", "--format", "json"], openVault);
    assert.equal(status, JSON.parse(out).findings.some((one: { severity: string }) => one.severity === "error") ? 1 : 0);
    assert.ok(
      JSON.parse(out).findings.some((one: { message: string; file: string }) => one.message.startsWith(open) && one.file === "main.bicep"),
    );
  });

  test("reports on the deployments of the files that are named, and on no others", async () => {
    using here = folder({ "a.bicep": openVault, "b.bicep": openVault.replaceAll("kv-open", "kv-other") });
    const { out } = await here.run(["audit", "b.bicep", "--format", "json"]);
    const { findings, summary } = JSON.parse(out);
    assert.deepEqual([...new Set(findings.map((one: { file: string }) => one.file))], ["b.bicep"]);
    assert.equal(summary.files, 1);
  });

  test("writes the report to a file", async () => {
    using here = folder({ "main.bicep": openVault });
    const { out } = await here.run(["audit", "--format", "json", "--output", "report.json"]);
    assert.equal(out, "");
    assert.equal(JSON.parse(readFileSync(join(here.path, "report.json"), "utf8")).schema, 1);
  });

  test("fails only on what is not in the baseline", async () => {
    using here = folder({ "main.bicep": openVault });
    assert.equal((await here.run(["audit", "--write-baseline", "known.json", "--fail-on", "note"])).status, 0);
    const moved = await here.run(["audit", "--baseline", "known.json", "--fail-on", "note"]);
    assert.equal(moved.status, 0);
    here.write("main.bicep", `\n\n// moved down\n${openVault}`);
    assert.equal((await here.run(["audit", "--baseline", "known.json", "--fail-on", "note"])).status, 0);
    here.write("second.bicep", openVault.replaceAll("kv-open", "kv-new"));
    assert.equal((await here.run(["audit", "--baseline", "known.json", "--fail-on", "note"])).status, 1);
  });

  test("reports only on files that changed since a revision", async () => {
    using here = folder({ "a.bicep": openVault });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: here.path });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    here.write("b c.bicep", openVault.replaceAll("kv-open", "kv-new"));
    const { out } = await here.run(["audit", "--changed-since", "HEAD", "--format", "json"]);
    assert.deepEqual([...new Set(JSON.parse(out).findings.map((one: { file: string }) => one.file))], ["b c.bicep"]);
  });

  test("obeys the nearest configuration upwards, and names what is wrong in it", async () => {
    using here = folder({
      "aml-network-audit.json": '{ "severities": { "public-network-access": "off" }, "exclude": ["old/**"], "cloud": "moon" }',
      "infra/main.bicep": openVault,
      "old/main.bicep": openVault.replaceAll("kv-open", "kv-old"),
    });
    const { out } = await here.run(["audit", "--format", "json"]);
    const { findings, problems } = JSON.parse(out);
    assert.ok(!findings.some((one: { rule: string }) => one.rule === "public-network-access"));
    assert.ok(!findings.some((one: { file: string }) => one.file.startsWith("old/")));
    assert.deepEqual(
      problems.map((one: { file: string }) => one.file),
      ["aml-network-audit.json"],
    );
  });

  test("mends what needs no second look, and only shows it with --dry-run", async () => {
    using here = folder({ "main.bicep": openVault });
    const shown = await here.run(["audit", "--fix", "--dry-run"]);
    assert.match(shown.out, /^\+ +publicNetworkAccess: 'Disabled'$/m);
    assert.equal(readFileSync(join(here.path, "main.bicep"), "utf8"), openVault);
    await here.run(["audit", "--fix"]);
    assert.match(
      readFileSync(join(here.path, "main.bicep"), "utf8"),
      /publicNetworkAccess: 'Disabled'[\s\S]+publicNetworkAccess: 'Disabled'/,
    );
    const after = await here.run(["audit", "--format", "json"]);
    assert.ok(!after.out.includes(open));
  });

  test("says the same twice", async () => {
    using here = folder({ "main.bicep": openVault, "b/main.bicep": openVault });
    const [once, again] = [await here.run(["audit", "--format", "json"]), await here.run(["audit", "--format", "json"])];
    assert.equal(once.out, again.out);
    assert.ok(!existsSync(join(here.path, "aml-network-audit.json")));
  });
});

describe("explain", () => {
  const sample = readFileSync(join(import.meta.dirname, "../../samples/bicep/insecure/main.bicep"), "utf8");

  test("traces a flow to the rule that lets it through or to what stops it", async () => {
    using here = folder({ "main.bicep": sample });
    const allowed = await here.run(["explain", "--to", "AzureMachineLearning:443"]);
    assert.equal(allowed.status, 0);
    assert.match(
      allowed.out,
      /AzureMachineLearning on TCP 443 from subnet 'snet-training': allowed[\s\S]*main\.bicep:\d+:\d+[\s\S]*Allowed by/,
    );
    const blocked = await here.run(["explain", "main.bicep", "--from", "snet-training", "--to", "pypi.org"]);
    assert.equal(blocked.status, 1);
    assert.match(blocked.out, /Blocked\. To let it through, /);
  });

  for (const [what, args] of [
    ["no destination", ["explain"]],
    ["a destination that is none", ["explain", "--to", "a b"]],
    ["a subnet that is not there", ["explain", "--to", "pypi.org", "--from", "nowhere"]],
  ] as const) {
    test(`refuses ${what}`, async () => {
      using here = folder({ "main.bicep": sample });
      const { status, said } = await here.run(args);
      assert.equal(status, 2);
      assert.match(said, /\.\n$/);
    });
  }
});

describe("rules and requirements", () => {
  test("lists every rule, explains one, and refuses an unknown one", async () => {
    using here = folder({});
    assert.match((await here.run(["rules"])).out, /^private-endpoint +\w+ /m);
    assert.match((await here.run(["rules", "private-endpoint"])).out, /^# private-endpoint\n/);
    assert.equal((await here.run(["rules", "no-such"])).status, 2);
  });

  test("prints the rows of a cloud as an array of JSON", async () => {
    using here = folder({});
    const rows = JSON.parse((await here.run(["requirements", "--cloud", "usgov", "--region", "usgovvirginia", "--format", "json"])).out);
    assert.ok(rows.length > 10 && rows.every((row: { clouds: string[] }) => row.clouds.includes("usgov")));
    assert.ok(rows.every((row: { value: string }) => !row.value.includes("<region>")));
  });
});

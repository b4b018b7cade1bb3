// The ready-made pieces for pipelines as their runners start them, with the packed command in the place of npm's: nothing of this checkout is on their way.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { before, describe, test } from "node:test";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };
import { packNpm } from "../../scripts/npm-package.ts";
import { type Folder, folder, openVault } from "../cli/command.ts";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const another = openVault.replaceAll("kv-open", "kv-new").replaceAll("'mlw'", "'mlw-new'");

/** A repository whose `node_modules` holds the packed command, so that `npx` finds its version without a network. */
function repository(tarball: string, files: Readonly<Record<string, string>>): Folder {
  const here = folder({ ...files, ".gitignore": "node_modules\n.runner\nhome\n" });
  const installed = spawnSync("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", tarball], {
    cwd: here.path,
    encoding: "utf8",
  });
  assert.equal(installed.status, 0, installed.stderr);
  assert.deepEqual(
    readdirSync(join(here.path, "node_modules")).filter((name) => !name.startsWith(".")),
    [manifest.name],
  );
  git(here, "init", "-q");
  commit(here, "one");
  return here;
}

function git(here: Folder, ...args: string[]): string {
  return execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: here.path, encoding: "utf8" });
}

function commit(here: Folder, message: string): void {
  git(here, "add", "--all");
  git(here, "commit", "-qm", message);
}

/** A step's script in bash as both runners start it. */
function shell(here: Folder, script: string, env: Readonly<Record<string, string>>, cwd = here.path) {
  const { PATH = "" } = process.env;
  return spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], {
    cwd,
    encoding: "utf8",
    env: { PATH: `${dirname(process.execPath)}${delimiter}${PATH}`, HOME: join(here.path, "home"), npm_config_offline: "true", ...env },
  });
}

describe("with the packed command", () => {
  let tarball = "";
  before(async () => {
    tarball = await packNpm();
  });

  describe("the action", () => {
    const action: {
      readonly inputs: Readonly<Record<string, { readonly default: string }>>;
      readonly runs: { readonly steps: readonly Step[] };
    } = parse(read("action.yml"));

    interface Ran {
      readonly status: number | null;
      readonly summary: string;
      readonly comment: string | undefined;
      readonly sarif: string | undefined;
    }

    /** GitHub's own command, as far as the action knows it: one list of comments, in which ours is found again when it is there. */
    const gh = (comment: string) => `#!/bin/bash
case "$*" in
  "api --paginate repos/github.repository/issues/github.event.pull_request.number/comments --jq "*) if [ -f '${comment}' ]; then echo 77; fi ;;
  "api --silent repos/github.repository/issues/github.event.pull_request.number/comments --field body=@"*) how=new ;;
  "api --silent --method PATCH repos/github.repository/issues/comments/77 --field body=@"*) how=changed ;;
  *) exit 9 ;;
esac
for last; do :; done
if [ -n "$how" ]; then { echo "$how"; cat "\${last#body=@}"; } > '${comment}'; fi
`;

    /** Every `run` step in turn, its conditions and expressions worked out as the runner does; GitHub's own command writes down what it is given. */
    function runAction(here: Folder, given: Readonly<Record<string, string>>): Ran {
      const temp = join(here.path, ".runner");
      const [output, summary, comment] = [join(temp, "output"), join(temp, "summary"), join(temp, "comment")];
      mkdirSync(join(temp, "bin"), { recursive: true });
      for (const file of [output, summary]) writeFileSync(file, "");
      writeFileSync(join(temp, "bin/gh"), gh(comment));
      chmodSync(join(temp, "bin/gh"), 0o755);
      const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, { default: value }]) => [name, given[name] ?? value]));
      const expression = (text: string) =>
        text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
          if (name.startsWith("inputs.")) return inputs[name.slice(7)] ?? assert.fail(name);
          const outputs = Object.fromEntries(
            readFileSync(output, "utf8")
              .split("\n")
              .map((line) => line.split("=")),
          );
          if (name.startsWith("steps.audit.outputs.")) return outputs[name.slice(20)] ?? "";
          return name.startsWith("github.") ? name : assert.fail(name);
        });
      const holds = (condition = "true") =>
        expression(condition.replace(/\b(inputs|steps)\.[\w.-]+/g, "$${{ $& }}"))
          .split(" && ")
          .every((part) => {
            const [, left, is, right] = /^(\S*) (==|!=) '(.*)'$/.exec(part) ?? [];
            return is === undefined || (left === right) === (is === "==");
          });
      let status: number | null = 0;
      for (const step of action.runs.steps.filter(({ run }) => run !== undefined)) {
        if (status !== 0 || !holds(step.if)) continue;
        const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, expression(value)]));
        const runner = { RUNNER_TEMP: temp, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
        const path = `${join(temp, "bin")}${delimiter}${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
        const ran = shell(here, step.run ?? "", { ...env, ...runner, PATH: path });
        assert.doesNotMatch(ran.stderr, /command not found|No such file/);
        status = ran.status;
      }
      const contentOf = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
      return {
        status,
        summary: contentOf(summary) ?? "",
        comment: contentOf(comment),
        sarif: contentOf(join(here.path, inputs.sarif ?? "")),
      };
    }

    test("fails a repository with errors, with a summary and SARIF, and passes one where nothing fails", () => {
      using here = repository(tarball, { "infra/main.bicep": openVault });
      const failing = runAction(here, { path: "infra", "fail-on": "warning" });
      assert.equal(failing.status, 1);
      assert.match(failing.summary, /^# AML network audit\n[\s\S]*kv-open/);
      assert.ok(JSON.parse(failing.sarif ?? "").runs[0].results.length > 0);
      assert.equal(failing.comment, undefined);
      assert.equal(runAction(here, { path: "infra", "fail-on": "never" }).status, 0);
    });

    test("comments on a pull request with what its branch adds to the base, and fails on nothing else", () => {
      using here = repository(tarball, { "infra/main.bicep": openVault });
      const base = git(here, "rev-parse", "HEAD").trim();
      git(here, "checkout", "-qb", "branch");
      here.write("readme.md", "nothing to audit");
      commit(here, "two");
      const asked = { path: "infra", base, comment: "true", "fail-on": "warning" };
      const without = runAction(here, asked);
      assert.equal(without.status, 0);
      assert.match(without.comment ?? "", /^new\n<!-- aml-network-audit -->\n# AML network audit\n/);
      here.write("infra/second.bicep", another);
      commit(here, "three");
      const { status, comment = "" } = runAction(here, asked);
      assert.equal(status, 1);
      assert.match(comment, /^changed\n<!-- aml-network-audit -->\n# AML network audit\n/);
      assert.match(comment, /\*\*New: \d+ errors?, /);
      assert.match(comment, /kv-new/);
      assert.doesNotMatch(comment, /kv-open/);
      assert.equal(git(here, "worktree", "list").trim().split("\n").length, 1);
    });

    test("fails with 2 where there is nothing to audit, and does not comment", () => {
      using here = repository(tarball, { "readme.md": "" });
      const { status, comment } = runAction(here, { comment: "true" });
      assert.equal(status, 2);
      assert.equal(comment, undefined);
    });

    test("comments and summarises as much as GitHub takes, and says where the rest is", () => {
      const many = Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [`infra/${index}.bicep`, openVault.replaceAll("kv-open", `kv-${index}`)]),
      );
      using here = repository(tarball, many);
      const { comment = "", summary } = runAction(here, { path: " infra\n", comment: "true", "fail-on": "never" });
      assert.ok(comment.length > 50_000 && comment.length < 65_536, String(comment.length));
      assert.match(comment, /\n\nThe report is longer than what fits here\. The SARIF file has all findings\.\n$/);
      assert.ok(summary.length > comment.length);
    });

    test("audits every path that is given, one in a line", () => {
      using here = repository(tarball, { "a b/main.bicep": openVault, "one/main.bicep": openVault, "two/main.bicep": another });
      const { summary } = runAction(here, { path: "one\ntwo", "fail-on": "never" });
      assert.match(summary, /kv-open[\s\S]*kv-new/);
      assert.doesNotMatch(summary, /a b/);
    });

    test("takes every input", () => {
      using here = repository(tarball, {
        "infra/main.bicep": openVault,
        "known.json": '{ "schema": 1, "findings": {} }',
        "own.json": "{}",
      });
      const given = {
        cloud: "usgov",
        region: "usgovvirginia",
        profile: "il5",
        config: "own.json",
        baseline: "known.json",
        sarif: "x.sarif",
      };
      const { status, sarif } = runAction(here, { ...given, path: "infra", "changed-since": "HEAD" });
      assert.equal(status, 0);
      assert.deepEqual(JSON.parse(sarif ?? "").runs[0].results, []);
    });
  });

  test("the steps of Azure Pipelines write both reports, the second failing on errors", () => {
    const pipeline: { readonly steps: readonly Step[] } = parse(read("docs/how-to/azure-pipelines.yml"));
    using here = repository(tarball, { ".keep": "" });
    cpSync(join(root, "samples/bicep/insecure"), join(here.path, "infra"), { recursive: true });
    const staging = join(here.path, ".runner");
    mkdirSync(staging);
    const ran = pipeline.steps.flatMap(({ script }) =>
      script === undefined ? [] : [shell(here, script.replaceAll("$(Build.ArtifactStagingDirectory)", staging), {})],
    );
    assert.deepEqual(
      ran.map(({ status }) => status),
      [0, 1],
    );
    assert.ok(JSON.parse(readFileSync(join(staging, "aml-network-audit.sarif"), "utf8")).runs[0].results.length > 0);
    assert.match(readFileSync(join(staging, "aml-network-audit.xml"), "utf8"), /<testsuites [\s\S]*<failure type="error"/);
  });

  test("the hook of pre-commit judges what is committed, and lets a commit without templates pass", () => {
    const [hook]: readonly { readonly entry: string; readonly files: string }[] = parse(read(".pre-commit-hooks.yaml"));
    using here = repository(tarball, { "package.json": "{}", "infra/main.bicep": openVault, "plain.bicep": "param x string\n" });
    const commits = (files: readonly string[], args = "") => {
      const taken = files.filter((file) => new RegExp(hook?.files ?? "").test(file));
      return shell(here, `${hook?.entry} ${args} ${taken.map((file) => `'${file}'`).join(" ")}`, {});
    };
    assert.equal(commits(["package.json", "readme.md"]).status, 0);
    assert.equal(commits(["plain.bicep"]).status, 0);
    const judged = commits(["infra/main.bicep", "package.json"], "--fail-on warning");
    assert.equal(judged.status, 1);
    assert.match(judged.stdout, /^infra\/main\.bicep\n[\s\S]*kv-open/);
  });

  test("an audit of files starts no process and writes nothing: Node forbids it both, and it audits all the same", () => {
    using here = repository(tarball, {});
    cpSync(join(root, "samples"), join(here.path, "samples"), { recursive: true });
    const forbidden = (args: string) =>
      shell(here, `node --permission --allow-fs-read='*' node_modules/${manifest.name}/dist/cli.cjs ${args}`, {});
    const { stdout, stderr } = forbidden("audit samples --format json --fail-on never");
    const { findings, summary } = JSON.parse(stdout);
    assert.equal(stderr, "");
    assert.ok(findings.length > 50 && summary.files > 5);
    for (const [args, what] of [
      ["audit samples --changed-since HEAD", /ChildProcess|allow-child-process|restricted/],
      ["audit samples --output report.txt", /could not be written/],
    ] as const)
      assert.match(forbidden(args).stderr, what);
  });

  test("the package alone has everything that the command says of itself", () => {
    using here = repository(tarball, {});
    cpSync(join(root, "samples/terraform/insecure"), here.path, { recursive: true });
    const npx = (args: string) => shell(here, `npx --offline ${manifest.name} ${args}`, {});
    assert.equal(npx("--version").stdout.trim(), manifest.version);
    assert.match(npx("rules").stdout, /private-dns-zone/);
    assert.match(npx("requirements --format allow-list").stdout, /ml\.azure\.com/);
    assert.match(npx("scaffold firewall-policy --language terraform").stdout, /azurerm_firewall_policy/);
    const { findings } = JSON.parse(npx("audit --format json --fail-on never").stdout);
    assert.ok(findings.some(({ file }: { file: string }) => file === "main.tf"));
  });
});

// The ready-made pieces for pipelines: that they are YAML, name what exists, and do what they say.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };
import { usage } from "../../src/cli/usage.ts";
import { folder, openVault } from "../cli/command.ts";

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly script?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const files = [
  "action.yml",
  ".pre-commit-hooks.yaml",
  "docs/how-to/azure-pipelines.yml",
  ...globSync(".github/**/*.yml", { cwd: root }),
] as const;
const action: {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
} = parse(read("action.yml"));

describe("the pieces for pipelines", () => {
  for (const file of files) {
    test(`${file} is YAML without a key twice`, () => {
      assert.ok(parse(read(file), { strict: true, uniqueKeys: true }));
    });
  }

  test("use only options that the command line has", () => {
    const texts = [
      ...files.filter((file) => !file.startsWith(".github")),
      "Containerfile",
      ...globSync("docs/how-to/*.md", { cwd: root }),
    ].map(read);
    const commands = texts.flatMap((text) =>
      text.split("\n").filter((line) => /aml-network-audit|audit "|options\+=/.test(line) && !/gh pr |docker /.test(line)),
    );
    const used = commands.flatMap((line) => [...line.matchAll(/(?<=[\s("])--[a-z-]+/g)].map(([option]) => option));
    const others = ["--yes", "--detach", "--force", "--global", "--offline", "--ignore-scripts"];
    const known = usage.split(/[\s[\]]+/);
    assert.ok(used.includes("--write-baseline"));
    assert.deepEqual(
      [...new Set(used)].filter((option) => !others.includes(option) && !known.includes(option)),
      [],
    );
  });

  test("ask for the version that they belong to", () => {
    assert.equal(action.inputs.version?.default, manifest.version);
    for (const file of [".pre-commit-hooks.yaml", "docs/how-to/azure-pipelines.yml", "docs/how-to/ci.md"]) {
      const asked = [...read(file).matchAll(/aml-network-audit@(\d[\d.]*\d)/g)].map(([, version]) => version);
      assert.deepEqual(new Set(asked), new Set([manifest.version]), file);
    }
  });

  test("run only npm scripts that exist", () => {
    for (const file of globSync(".github/workflows/*.yml", { cwd: root })) {
      for (const [, script = ""] of read(file).matchAll(/npm run ([\w:-]+)/g)) assert.ok(script in manifest.scripts, `${file}: ${script}`);
    }
  });

  test("never put what somebody wrote into the text of a script", () => {
    const workflows = globSync(".github/workflows/*.yml", { cwd: root }).map((file): { jobs: Record<string, { steps: Step[] }> } =>
      parse(read(file)),
    );
    const steps = [...action.runs.steps, ...workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps))];
    for (const { run } of steps) assert.ok(!run?.includes("${{"), run);
  });

  test("the hook looks at every kind of file that is audited", () => {
    const [hook]: readonly { readonly files: string }[] = parse(read(".pre-commit-hooks.yaml"));
    const pattern = new RegExp(hook?.files ?? "");
    for (const name of ["main.bicep", "a b/prod.bicepparam", "main.tf", "x.tofu", "x.auto.tfvars", "t.json", "t.jsonc"])
      assert.match(name, pattern);
    assert.doesNotMatch("main.bicep.md", pattern);
  });
});

describe("the action", () => {
  const step = action.runs.steps.find(({ id }) => id === "audit");

  test("uses each of its inputs, and no other", () => {
    const text = read("action.yml");
    const used = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name));
    assert.deepEqual([...used].sort(), Object.keys(action.inputs).sort());
  });

  test("writes SARIF and a summary, and passes on the exit status", () => {
    using here = folder({ "my infra/main.bicep": "", "infra/main.bicep": openVault });
    const ran = runStep(here.path, { AUDIT_PATH: "infra", FAIL_ON: "warning" });
    assert.equal(ran.output, "status=1\n");
    assert.ok(JSON.parse(readFileSync(join(here.path, "out.sarif"), "utf8")).runs[0].results.length > 0);
    assert.match(ran.summary, /kv-open/);
  });

  test("says 2 when there is nothing to audit", () => {
    using here = folder({ "readme.md": "" });
    assert.equal(runStep(here.path, {}).output, "status=2\n");
  });

  test("treats an input as a value, whatever it holds", () => {
    using here = folder({ "main.bicep": openVault });
    assert.equal(runStep(here.path, { CLOUD: "$(touch stolen)", REGION: "; touch stolen" }).output, "status=2\n");
    assert.ok(!existsSync(join(here.path, "stolen")));
  });

  test("fails only on what the base does not have", () => {
    using here = folder({ "main.bicep": openVault });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: here.path });
    git("init", "-q");
    git("add", "main.bicep");
    git("commit", "-qm", "base");
    assert.equal(runStep(here.path, { BASE: "HEAD", FAIL_ON: "note" }).output, "status=0\n");
    here.write("second.bicep", openVault.replaceAll("kv-open", "kv-new").replaceAll("'mlw'", "'mlw-new'"));
    const ran = runStep(here.path, { BASE: "HEAD", FAIL_ON: "warning" });
    assert.equal(ran.output, "status=1\n");
    assert.match(ran.summary, /\*\*New: /);
    assert.match(ran.summary, /second\.bicep/);
    assert.doesNotMatch(ran.summary, /main\.bicep/);
  });

  /** The step's script as the runner starts it, with this checkout in the place of npm's package. */
  function runStep(cwd: string, given: Readonly<Record<string, string>>): { readonly output: string; readonly summary: string } {
    const temp = join(cwd, ".runner");
    const npx = join(temp, "bin", "npx");
    mkdirSync(dirname(npx), { recursive: true });
    writeFileSync(npx, `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${join(root, "src/cli/main.ts")}" "$@"\n`);
    chmodSync(npx, 0o755);
    const [output, summary] = [join(temp, "output"), join(temp, "summary")];
    for (const file of [output, summary]) writeFileSync(file, "");
    const inputs = Object.fromEntries(Object.keys(step?.env ?? {}).map((name) => [name, ""]));
    const ran = spawnSync("bash", ["-e", "-o", "pipefail", "-c", step?.run ?? "exit 3"], {
      cwd,
      encoding: "utf8",
      env: {
        ...inputs,
        VERSION: manifest.version,
        AUDIT_PATH: ".",
        FAIL_ON: "error",
        SARIF: "out.sarif",
        ...given,
        PATH: `${dirname(npx)}${delimiter}${process.env.PATH ?? ""}`,
        RUNNER_TEMP: temp,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
      },
    });
    assert.equal(ran.status, 0, ran.stderr);
    return { output: readFileSync(output, "utf8"), summary: readFileSync(summary, "utf8") };
  }
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import draft4 from "ajv-draft-04";
import formats from "ajv-formats";
import type { Log } from "sarif";
import manifest from "../../package.json" with { type: "json" };
import { folder, openVault } from "./command.ts";

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
);
const files = { "main.bicep": openVault, "sub folder/bad & <odd>.bicep": `${openVault}\nresource x '` };

describe("the formats of a report", () => {
  test("JSON has the keys of the contract and no null", async () => {
    using here = folder(files);
    const { out } = await here.run(["audit", "--format", "json"]);
    const report = JSON.parse(out);
    assert.deepEqual(Object.keys(report), ["schema", "findings", "checks", "notJudged", "summary", "problems"]);
    assert.deepEqual(Object.keys(report.summary), ["files", "resources", "met", "unmet", "unclear", "suppressed"]);
    assert.ok(!out.includes("null"));
    const allowed = [
      "rule",
      "severity",
      "verdict",
      "message",
      "because",
      "file",
      "range",
      "resourceId",
      "subject",
      "requirement",
      "deployments",
      "related",
      "suppressed",
      "baseline",
      "fix",
    ];
    for (const finding of report.findings) {
      assert.deepEqual(
        Object.keys(finding).filter((key) => !allowed.includes(key)),
        [],
      );
      assert.ok(finding.file in files && finding.range.start.line >= 0);
    }
    for (const check of report.checks) assert.match(check.verdict, /^(met|unmet|unclear)$/);
    assert.ok(report.problems.some((problem: { file: string }) => problem.file === "sub folder/bad & <odd>.bicep"));
  });

  test("JSON is in order of file, position and rule", async () => {
    using here = folder(files);
    const { findings } = JSON.parse((await here.run(["audit", "--format", "json"])).out);
    const keys = findings.map((one: { file: string; range: { start: { line: number; character: number } }; rule: string }) =>
      [
        encodeURI(one.file),
        String(one.range.start.line).padStart(6, "0"),
        String(one.range.start.character).padStart(6, "0"),
        one.rule,
      ].join("\0"),
    );
    assert.deepEqual(keys, [...keys].sort());
  });

  test("SARIF is valid by its published schema", async () => {
    using here = folder(files);
    const log: Log = JSON.parse((await here.run(["audit", "--format", "sarif"])).out);
    const Ajv = draft4.default;
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    formats.default(ajv);
    const validate = ajv.compile(schema);
    const valid: boolean = validate(log);
    assert.ok(valid, JSON.stringify(validate.errors?.slice(0, 5), undefined, 2));
    const results = log.runs[0]?.results ?? [];
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    assert.ok(results.length > 0);
    for (const result of results) assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
    assert.ok(results.some((result) => result.fixes?.length));
  });

  test("JUnit is what readers of JUnit read: their elements and attributes, none that they need missing, and right numbers", async () => {
    using here = folder(files);
    const { out } = await here.run(["audit", "--format", "junit"]);
    /** By element: where it stands, attributes that it must have, and those that it may. As the schema of Jenkins' xUnit plugin has them. */
    const grammar: Readonly<Record<string, readonly [inside: string, must: readonly string[], may: readonly string[]]>> = {
      testsuites: ["", [], ["name", "tests", "failures", "errors", "time"]],
      testsuite: ["testsuites", ["name", "tests", "failures", "errors"], ["skipped", "time"]],
      testcase: ["testsuite", ["name"], ["classname", "time"]],
      failure: ["testcase", [], ["type", "message"]],
      skipped: ["testcase", [], ["type", "message"]],
    };
    const open: string[] = [];
    const counted = new Map<string, number>();
    const stated = new Map<string, number>();
    for (const [, closing, name = "", inside = "", empty] of out.matchAll(/<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g)) {
      if (closing) {
        assert.equal(open.pop(), name);
        continue;
      }
      const [parent, must, may] = grammar[name] ?? assert.fail(name);
      assert.equal(open.at(-1) ?? "", parent);
      const attributes = new Map([...inside.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
      for (const key of must) assert.ok(attributes.has(key), `${name} ${key}`);
      for (const key of attributes.keys()) assert.ok(must.includes(key) || may.includes(key), `${name} ${key}`);
      counted.set(name, (counted.get(name) ?? 0) + 1);
      if (name === "testsuites") for (const key of ["tests", "failures"]) stated.set(key, Number(attributes.get(key)));
      if (name === "testsuite") stated.set("skipped", (stated.get("skipped") ?? 0) + Number(attributes.get("skipped")));
      if (!empty) open.push(name);
    }
    assert.deepEqual(open, []);
    assert.deepEqual(
      [stated.get("tests"), stated.get("failures"), stated.get("skipped")],
      [counted.get("testcase"), counted.get("failure"), counted.get("skipped")],
    );
    assert.doesNotMatch(out.replace(/<[^>]*>/g, ""), /[<>]|&(?!(amp|lt|gt|quot|#10);)/);
    assert.match(out, /bad &amp; &lt;odd&gt;\.bicep/);
  });

  test("Markdown has its tables", async () => {
    using here = folder(files);
    const { out } = await here.run(["audit", "--format", "markdown"]);
    assert.match(out, /^# AML network audit\n/);
    assert.match(out, /^\| Severity \| Rule \| Where \| What \|$/m);
  });

  test("lines have a finding each, as VS Code's problem matcher reads them", async () => {
    using here = folder(files);
    const { out } = await here.run(["audit", "--format", "lines"]);
    const pattern = manifest.contributes.problemMatchers[0]?.pattern.regexp ?? "";
    const read = out
      .split("\n")
      .slice(0, -1)
      .map((line) => new RegExp(pattern).exec(line));
    assert.ok(read.length > 0 && read.every((match) => match));
    const { findings, problems } = JSON.parse((await here.run(["audit", "--format", "json"])).out);
    const unmet = findings.filter(
      ({ verdict, suppressed }: { verdict: string; suppressed?: object }) => verdict === "unmet" && !suppressed,
    );
    const told = [...problems, ...unmet].map(({ file, range, severity = "note", rule = "problem", requirement, message }) =>
      [file, range.start.line + 1, range.start.character + 1, severity, requirement ? `${rule}/${requirement.id}` : rule, message].join(
        " | ",
      ),
    );
    assert.deepEqual(
      read.map((match) => match?.slice(1).join(" | ")),
      told,
    );
    const keys = read.map((match) => match?.slice(1, 6).join(" | "));
    assert.equal(new Set(keys).size, keys.length);
  });

  test("HTML asks for nothing from elsewhere, runs no script and shows names as they are", async () => {
    using here = folder(files);
    const { out } = await here.run(["audit", "--format", "html"]);
    assert.match(out, /Content-Security-Policy" content="default-src 'none'/);
    assert.doesNotMatch(out, /<script|<link|@import|url\(|src=|https?:\/\//);
    assert.match(out, /bad &amp; &lt;odd&gt;\.bicep/);
  });

  test("text is plain without a terminal and coloured when colour is forced", async () => {
    using here = folder(files);
    assert.ok(!(await here.run(["audit"])).out.includes("\u001b"));
    assert.ok((await here.run(["audit"], "", { FORCE_COLOR: "1" })).out.includes("\u001b[31m"));
    assert.ok(!(await here.run(["audit"], "", { FORCE_COLOR: "1", NO_COLOR: "1" })).out.includes("\u001b"));
  });

  test("--quiet leaves out everything but findings and problems", async () => {
    using here = folder(files);
    const { out } = await here.run(["audit", "--quiet"]);
    assert.doesNotMatch(out, /checks are met|Required flows/);
    assert.match(out, /public-network-access/);
  });
});

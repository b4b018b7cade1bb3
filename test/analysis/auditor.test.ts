import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings, type Settings } from "../../src/analysis/configuration/settings.ts";
import type { Rule } from "../../src/model/verdict.ts";
import { bicepReader } from "../../src/sources/bicep/reader.ts";
import { root, settle } from "../support/settle.ts";

/** Finds every storage account that says nothing of public access. */
const rule: Rule = {
  id: "storage-says",
  title: "Storage says who may reach it",
  severity: "warning",
  why: "",
  how: "",
  documents: [],
  *check({ graph }) {
    for (const subject of graph.ofType("Microsoft.Storage/storageAccounts")) {
      const { body, at } = subject;
      const said = body.kind === "object" && body.props.has("properties");
      yield said ? { is: "met", subject } : { is: "unmet", subject, at, message: "It says nothing." };
    }
  },
};

const broken: Rule = {
  ...rule,
  id: "broken",
  check() {
    throw new Error("no");
  },
};

function auditor(...rules: readonly Rule[]) {
  return new Auditor({ readers: [bicepReader], rules: rules.length ? rules : [rule], root, today: "2026-03-19" });
}

const storage = "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'a'\n}\n";

function audit(files: Readonly<Record<string, string>>, settings: Partial<Settings> = {}, ...rules: readonly Rule[]) {
  const made = auditor(...rules);
  for (const [path, text] of Object.entries(files)) made.put(root + path, text);
  return { made, result: settle(made, { ...defaultSettings, ...settings }) };
}

describe("an audit", () => {
  test("asks for a module that was not given, and reads it when it is", () => {
    const made = auditor();
    made.put(`${root}main.bicep`, "module m 'm.bicep' = {\n  name: 'm'\n}\n");
    assert.deepEqual(made.audit(defaultSettings).wanted, [`${root}m.bicep`]);
    made.put(`${root}m.bicep`, storage, "asked");
    const result = made.audit(defaultSettings);
    assert.deepEqual(result.wanted, []);
    assert.deepEqual(
      result.findings.map((finding) => [finding.at.from === "file" && finding.at.uri, finding.deployments, finding.related.length]),
      [[`${root}m.bicep`, ["main.bicep"], 1]],
    );
  });

  test("judges again only what read the changed file", () => {
    const { made, result } = audit({ "a.bicep": storage, "b.bicep": storage });
    made.put(`${root}a.bicep`, `${storage}// changed\n`);
    const next = made.audit(defaultSettings);
    assert.notEqual(next.deployments[0], result.deployments[0]);
    assert.notEqual(made.audit({ ...defaultSettings }).deployments[1], result.deployments[1]);
    assert.equal(made.audit(defaultSettings).findings.length, 2);
  });

  test("makes one finding of the same one in several deployments, and names them", () => {
    const { result } = audit({ "main.bicep": storage, "a.bicepparam": "using 'main.bicep'\n", "b.bicepparam": "using 'main.bicep'\n" });
    assert.deepEqual(
      result.findings.map((finding) => finding.deployments),
      [["main.bicep + a.bicepparam", "main.bicep + b.bicepparam"]],
    );
  });

  test("puts the deployments of an environment into one graph and audits none of them by itself", () => {
    const environments = [
      { name: "production", deployments: ["hub.bicep", "spoke.bicep"].map((template) => ({ template, parameters: [] })) },
    ];
    const { result } = audit({ "hub.bicep": storage, "spoke.bicep": storage, "other.bicep": storage }, { environments });
    assert.deepEqual(
      result.deployments.map((deployment) => deployment.id),
      ["production", "other.bicep"],
    );
    assert.equal(result.deployments[0]?.entries.length, 2);
  });

  test("leaves out what the configuration excludes", () => {
    assert.equal(audit({ "old/main.bicep": storage }, { exclude: ["old/"] }).result.findings.length, 0);
  });

  test("goes on after a rule that fails, and says so", () => {
    const { result } = audit({ "main.bicep": storage }, {}, broken, rule);
    assert.equal(result.findings.length, 1);
    assert.match(result.problems[0]?.message ?? "", /'broken' failed/);
  });
});

describe("an audit that goes on", () => {
  /** What was asked for at each pause, given from here; what is not here is missing. */
  function asks(made: Auditor, there: Readonly<Record<string, string>>): readonly (readonly string[])[] {
    const pauses: (readonly string[])[] = [];
    for (const steps = made.auditing(defaultSettings); ; ) {
      const { value, done } = steps.next();
      if (done) return pauses;
      if (value.length > 0) pauses.push(value);
      for (const uri of value) {
        const text = there[uri.slice(root.length)];
        if (text === undefined) made.remove(uri);
        else made.put(uri, text, "asked");
      }
    }
  }

  test("asks for modules within modules before it evaluates anything", () => {
    let judged = 0;
    const counting: Rule = {
      ...rule,
      *check() {
        judged += 1;
        yield* [];
      },
    };
    const made = auditor(counting);
    made.put(`${root}main.bicep`, "module m 'm.bicep' = {\n  name: 'm'\n}\n");
    assert.deepEqual(asks(made, { "m.bicep": "module n 'n.bicep' = {\n  name: 'n'\n}\n", "n.bicep": storage }), [
      [`${root}m.bicep`],
      [`${root}n.bicep`],
    ]);
    assert.equal(judged, 1);
    assert.equal(made.audit(defaultSettings).summary.resources, 1);
  });

  test("tells why a file was not read as long as somebody asks for it", () => {
    const made = auditor();
    const messages = () => made.audit(defaultSettings).problems.flatMap(({ uri, message }) => (uri === `${root}m.bicep` ? message : []));
    made.put(`${root}main.bicep`, "module m 'm.bicep' = {\n  name: 'm'\n}\n");
    made.putUnread(`${root}m.bicep`, "It was not read.", "asked");
    assert.deepEqual(messages(), ["It was not read."]);
    made.put(`${root}main.bicep`, "module m 'm.bicep' = {\n  name: 'm'\n}\n// typed\n");
    assert.deepEqual(messages(), ["It was not read."]);
    made.put(`${root}main.bicep`, storage);
    assert.deepEqual(messages(), []);
  });

  test("says the same after any changes as one that begins with the files as they are then", () => {
    const made = auditor();
    const put = (to: Auditor, files: Readonly<Record<string, string>>) => {
      for (const [path, text] of Object.entries(files)) to.put(root + path, text);
    };
    const main = "module m 'm.bicep' = {\n  name: 'm'\n}\n";
    put(made, { "main.bicep": main, "m.bicep": storage, "b.bicep": storage, "c.bicep": main });
    settle(made);
    made.remove(`${root}b.bicep`);
    settle(made);
    put(made, { "m.bicep": `// aml-network-audit:ignore storage-says known\n${storage}`, "d.bicepparam": "using 'main.bicep'\n" });
    settle(made);
    put(made, { "a.bicep": storage, "c.bicep": "param p string\n" });
    const fresh = auditor();
    const now = { "a.bicep": storage, "c.bicep": "param p string\n", "d.bicepparam": "using 'main.bicep'\n", "main.bicep": main };
    put(fresh, { ...now, "m.bicep": `// aml-network-audit:ignore storage-says known\n${storage}` });
    const plain = ({ findings, checks, problems, summary, deployments }: ReturnType<typeof settle>) =>
      JSON.parse(JSON.stringify({ findings, checks, problems, summary, ids: deployments.map(({ id }) => id) }));
    assert.deepEqual(plain(settle(made)), plain(settle(fresh)));
  });

  test("makes a graph again that it let go of, from the files as they were", () => {
    const made = auditor();
    for (let index = 0; index < 5000; index += 1) made.put(`${root}d${index}.bicep`, storage);
    const { deployments } = made.audit(defaultSettings);
    const [first] = deployments;
    made.put(`${root}d0.bicep`, "param p string\n");
    assert.deepEqual(
      first?.graph.resources.map(({ type }) => type),
      ["Microsoft.Storage/storageAccounts"],
    );
    assert.equal(first?.graph, first?.graph);
  });
});

describe("a check", () => {
  test("of one file is never shown for a resource of the same symbol in another", () => {
    const said = storage.replace("name: 'a'", "name: 'a'\n  properties: {}");
    const { result } = audit({ "a.bicep": said, "b.bicep": said });
    assert.deepEqual(
      result.checks.map((check) => check.deployments),
      [["a.bicep"], ["b.bicep"]],
    );
  });
});

describe("a finding", () => {
  test("is suppressed by a comment with a reason just above it", () => {
    const { result } = audit({ "main.bicep": `// aml-network-audit:ignore storage-says the account is for tests\n${storage}` });
    assert.deepEqual(result.findings[0]?.suppressed, { reason: "the account is for tests" });
    assert.equal(result.summary.suppressed, 1);
    assert.equal(result.summary.unmet, 0);
  });

  test("is not suppressed by a comment without a reason, which is a problem", () => {
    const { result } = audit({ "main.bicep": `// aml-network-audit:ignore storage-says\n${storage}` });
    assert.equal(result.findings[0]?.suppressed, undefined);
    assert.match(result.problems[0]?.message ?? "", /gives no reason/);
  });

  test("is suppressed by the configuration until its day has passed", () => {
    const one = { rule: "storage-says", file: "*.bicep", reason: "known" };
    assert.equal(audit({ "main.bicep": storage }, { suppressions: [{ ...one, until: "2026-03-19" }] }).result.summary.suppressed, 1);
    const after = audit({ "main.bicep": storage }, { suppressions: [{ ...one, until: "2026-03-18" }] }).result;
    assert.equal(after.summary.suppressed, 0);
    assert.deepEqual(
      after.findings[0]?.related.map(({ message }) => message),
      ["It was accepted until 2026-03-18, with the reason: known"],
    );
  });

  test("has the severity that the settings give the rule or the path, and is gone when that is off", () => {
    const severities = new Map([["storage-says", "error"]] as const);
    assert.equal(audit({ "main.bicep": storage }, { severities }).result.findings[0]?.severity, "error");
    const off = new Map([["storage-says", "off"]] as const);
    assert.equal(audit({ "main.bicep": storage }, { overrides: [{ files: "**", severities: off }] }).result.findings.length, 0);
  });

  test("keeps its fingerprint while lines move", () => {
    const before = audit({ "main.bicep": storage }).result.findings[0]?.fingerprint;
    const after = audit({ "main.bicep": `// a comment\n\n${storage}` }).result.findings[0]?.fingerprint;
    assert.equal(before, after);
  });
});

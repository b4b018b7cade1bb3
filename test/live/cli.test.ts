import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { run } from "../../src/cli/run.ts";
import { tokenFor } from "../azure/authority.ts";
import { SUBSCRIPTION, workspaceRows } from "../azure/rows.ts";
import { type Simulator, simulate } from "../azure/simulator.ts";

const path = process.env.PATH ?? "";
const token = tokenFor("https://management.azure.com");
let folder = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "aml-live-"));
  const answer = {
    accessToken: token,
    expires_on: 4_070_908_800,
    expiresOn: "2099-01-01 00:00:00.000000",
    tenant: "t",
    tokenType: "Bearer",
  };
  writeFileSync(join(folder, "az"), `#!/bin/sh\ncat <<'END'\n${JSON.stringify(answer)}\nEND\n`);
  chmodSync(join(folder, "az"), 0o755);
  process.env.PATH = `${folder}${delimiter}${path}`;
});

after(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

async function cli(azure: Simulator | undefined, ...args: string[]) {
  let [out, said] = ["", ""];
  const status = await run(["audit", ...args], {
    cwd: folder,
    env: azure ? { AML_NETWORK_AUDIT_TEST_ARM: azure.endpoint, AML_NETWORK_AUDIT_TEST_CA: azure.ca } : {},
    today: "2026-03-19",
    write: (text) => {
      out += text;
    },
    say: (text) => {
      said += text;
    },
    readInput: () => Promise.resolve(new Uint8Array()),
  });
  return { status, out, said };
}

describe("audit --live", () => {
  test("judges what runs in the formats of files, and a snapshot of it gives the same later", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2)], pageSize: 4 });
    const live = await cli(azure, "--live", "--all-subscriptions", "--format", "json", "--snapshot", "azure.json");
    assert.equal(live.status, 1, live.said);
    const report = JSON.parse(live.out);
    assert.ok(report.findings.length > 0);
    assert.ok(report.findings.every((one: { resourceId?: string }) => one.resourceId?.startsWith(`/subscriptions/${SUBSCRIPTION}/`)));
    assert.match(live.said, /2 workspaces: 2 fails\./);
    const later = await cli(undefined, "--snapshot", "azure.json", "--format", "json");
    assert.deepEqual(JSON.parse(later.out).findings, report.findings);
    const kept = `${live.out}${live.said}${readFileSync(join(folder, "azure.json"), "utf8")}`;
    assert.ok(!kept.includes(token.slice(0, 40)) && !kept.includes(token.split(".")[1] ?? ""), "no token in what is written");
    assert.deepEqual([...new Set(azure.requests.map((request) => request.method))].sort(), ["GET", "POST"]);
    assert.ok(azure.requests.every((request) => request.method === "GET" || /\/Microsoft\.ResourceGraph\/resources$/.test(request.path)));
  });

  test("one workspace can be chosen", async () => {
    await using azure = await simulate({ rows: [...workspaceRows(1), ...workspaceRows(2)] });
    const { said } = await cli(azure, "--live", "--subscription", SUBSCRIPTION, "--workspace", "mlw2", "--fail-on", "never");
    assert.match(said, /1 workspace: 1 fails\./);
    assert.match(said, /Nothing beside the named subscriptions was read/);
  });

  test("what cannot be done is refused with a reason", async () => {
    await using azure = await simulate({ rows: [] });
    const cases: [string[], RegExp][] = [
      [["--live"], /takes one of/],
      [["--live", "--all-subscriptions", "--subscription", SUBSCRIPTION], /takes one of/],
      [["--live", "--subscription", "mine"], /no id of a subscription/],
      [["--live", "--all-subscriptions"], /No Azure Machine Learning workspace was found/],
      [["--snapshot", "nowhere.json"], /could not be read/],
      [["--snapshot", "az"], /cannot be audited as a snapshot/],
    ];
    for (const [args, words] of cases) {
      const { status, said } = await cli(azure, ...args);
      assert.equal(status, 2, args.join(" "));
      assert.match(said, words);
    }
  });
});

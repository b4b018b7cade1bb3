import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { TOKEN } from "../azure/connected.ts";

test("no token is in any log, even with the SDK's logging at its loudest", () => {
  const script = join(import.meta.dirname, "..", "azure", "verbose-run.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, AZURE_LOG_LEVEL: "verbose" },
  });
  assert.equal(status, 0, stderr.slice(-500));
  assert.match(stderr, /azure:core-rest-pipeline/, "the SDK does log");
  const [header, body] = TOKEN.split(".");
  for (const part of [TOKEN, body ?? "", `Bearer ${header}`]) assert.ok(!`${stdout}${stderr}`.includes(part));
});

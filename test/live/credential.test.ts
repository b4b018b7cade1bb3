import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { CLOUDS } from "../../src/live/clouds.ts";
import { credentialFor } from "../../src/live/credential.ts";
import { get } from "../../src/live/read.ts";
import { authority, TENANT, tokenFor } from "../azure/authority.ts";
import { connected } from "../azure/connected.ts";
import { idOf, workspaceRows } from "../azure/rows.ts";
import { type Simulator, simulate } from "../azure/simulator.ts";

const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const saved = { ...process.env };
let bin = "";

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "aml-az-"));
  process.env.PATH = `${bin}${delimiter}${saved.PATH}`;
});

afterEach(() => {
  rmSync(bin, { recursive: true });
  process.env = { ...saved, NO_PROXY: "localhost,127.0.0.1" };
});

/** Puts a program named `az` first on the path. */
function az(script: string): void {
  const file = join(bin, "az");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function azGives(audience: string): void {
  const answer = {
    accessToken: tokenFor(audience),
    expiresOn: "2099-01-01 00:00:00.000000",
    expires_on: 4_070_908_800,
    tenant: TENANT,
    tokenType: "Bearer",
  };
  az(`echo "$@" >> "${join(bin, "asked")}"\ncat <<'END'\n${JSON.stringify(answer)}\nEND`);
}

async function readWith(azure: Simulator, options: Partial<Parameters<typeof credentialFor>[0]>) {
  const cloud = { ...(options.cloud ?? CLOUDS.public), endpoint: azure.endpoint, authority: azure.endpoint };
  const credential = credentialFor({ kind: "azureCli", ca: azure.ca, disableInstanceDiscovery: true, ...options, cloud });
  const read = await get(connected(azure, { credential, cloud }), WORKSPACE);
  return read.is === "read" ? "read" : read.failure;
}

describe("real credentials of the identity library", () => {
  test("the Azure CLI's sign-in reads", { skip: process.platform === "win32" }, async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    azGives("https://management.azure.com");
    assert.equal(await readWith(azure, { kind: "azureCli" }), "read");
  });

  test("the default chain reads with a service principal of the environment", async () => {
    const seen: string[] = [];
    await using azure = await simulate({
      rows: workspaceRows(),
      before: authority("https://management.azure.com", undefined, (path) => seen.push(path)),
    });
    Object.assign(process.env, {
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: "app",
      AZURE_CLIENT_SECRET: "not-a-secret",
      AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
    });
    assert.equal(await readWith(azure, { kind: "default" }), "read");
    assert.ok(seen.some((path) => path.endsWith("/token")));
  });

  test("a wrong secret is told in clear words, without the message's ids", async () => {
    await using azure = await simulate({ rows: workspaceRows(), before: authority("x", "AADSTS7000215") });
    Object.assign(process.env, {
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: "app",
      AZURE_CLIENT_SECRET: "not-a-secret",
      AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
    });
    assert.deepEqual(await readWith(azure, { kind: "default" }), {
      kind: "sign-in",
      text: "The application's secret or certificate is wrong or has expired (AADSTS7000215).",
      settle: "renew AZURE_CLIENT_SECRET or the certificate",
    });
    assert.equal(azure.requests.length, 0);
  });

  test("an Azure CLI that is not signed in is told", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    az("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");
    const failure = await readWith(azure, { kind: "azureCli" });
    assert.deepEqual(failure, {
      kind: "sign-in",
      text: "The Azure CLI is not signed in, or not for what Azure asks.",
      settle: "run 'az login'",
    });
  });

  test("an Azure CLI that is not there is told", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    process.env.PATH = bin;
    const failure = await readWith(azure, { kind: "azureCli" });
    assert.equal(typeof failure === "object" && failure.text, "The Azure CLI is not installed here.");
  });

  test("a sign-in to another cloud is told before Azure is asked", async () => {
    for (const cloud of [CLOUDS.usgov, CLOUDS.china]) {
      await using azure = await simulate({ rows: workspaceRows() });
      azGives("https://management.core.windows.net/");
      const failure = await readWith(azure, { kind: "azureCli", cloud });
      assert.equal(typeof failure === "object" && failure.text, `The sign-in is for Azure, but ${cloud.name} is to be read.`);
      assert.match(typeof failure === "object" ? (failure.settle ?? "") : "", new RegExp(cloud.az));
      assert.equal(azure.requests.length, 0);
    }
  });

  test("on choice the chain goes on where VS Code has no session", async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    azGives("https://management.azure.com");
    const { CredentialUnavailableError } = await import("@azure/identity");
    const session = { getToken: () => Promise.reject(new CredentialUnavailableError("nobody is signed in")) };
    assert.equal(await readWith(azure, { kind: "auto", session }), "read");
    const failure = await readWith(azure, { kind: "vscode" });
    assert.match(typeof failure === "object" ? failure.text : "", /only there inside VS Code/);
  });
});

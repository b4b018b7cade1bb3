import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { CLOUDS } from "../../src/live/clouds.ts";
import { credentialFor } from "../../src/live/credential.ts";
import { get } from "../../src/live/read.ts";
import { authority, TENANT, tokenFor } from "../azure/authority.ts";
import { connected } from "../azure/connected.ts";
import { proxy } from "../azure/proxy.ts";
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

function azGives(audience: string, first = ""): void {
  const answer = {
    accessToken: tokenFor(audience),
    expiresOn: "2099-01-01 00:00:00.000000",
    expires_on: 4_070_908_800,
    tenant: TENANT,
    tokenType: "Bearer",
  };
  az(`${first}\necho "$@" >> "${join(bin, "asked")}"\ncat <<'END'\n${JSON.stringify(answer)}\nEND`);
}

function servicePrincipal(): void {
  Object.assign(process.env, {
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: "app",
    AZURE_CLIENT_SECRET: "not-a-secret",
    AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
  });
}

/** `environment`: the proxies in it; without it loopback is reached directly. */
async function readWith(azure: Simulator, options: Partial<Parameters<typeof credentialFor>[0]>, environment?: Record<string, string>) {
  if (environment) for (const name of ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"]) delete process.env[name];
  Object.assign(process.env, environment ?? {});
  const cloud = { ...(options.cloud ?? CLOUDS.public), endpoint: azure.endpoint, authority: azure.endpoint };
  const credential = credentialFor({ kind: "azureCli", ca: azure.ca, disableInstanceDiscovery: true, ...options, cloud });
  const read = await get(connected(azure, { credential, cloud, ...(options.proxy ? { proxy: options.proxy } : {}) }), WORKSPACE);
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
    servicePrincipal();
    assert.equal(await readWith(azure, { kind: "default" }), "read");
    assert.ok(seen.some((path) => path.endsWith("/token")));
  });

  test("a wrong secret is told in clear words, without the message's ids", async () => {
    await using azure = await simulate({ rows: workspaceRows(), before: authority("x", "AADSTS7000215") });
    servicePrincipal();
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

  test("goes through the proxy that is set, in the default chain, and the own certificate authority still counts", async () => {
    await using azure = await simulate({ rows: workspaceRows(), before: authority("https://management.azure.com") });
    await using between = await proxy();
    servicePrincipal();
    for (const settings of [{ url: between.url }, { url: between.url.replace("http://", "") }]) {
      assert.equal(await readWith(azure, { kind: "default", proxy: settings }, {}), "read");
    }
    assert.ok(between.tunnels.length >= 2);
    assert.deepEqual([...new Set(between.tunnels.map(({ to }) => to))], [new URL(azure.endpoint).host]);
    const before = between.tunnels.length;
    assert.equal(
      await readWith(azure, { kind: "default", proxy: { url: between.url, direct: ["localhost"] } }, { HTTPS_PROXY: between.url }),
      "read",
    );
    assert.equal(between.tunnels.length, before, "a host that the setting names as direct is reached directly");
    assert.equal(await readWith(azure, { kind: "default" }, { HTTPS_PROXY: between.url }), "read");
    assert.ok(between.tunnels.length > before, "the environment's proxy holds where nothing is set");
  });

  test("tells of a proxy that refuses the sign-in", async () => {
    await using azure = await simulate({ rows: workspaceRows(), before: authority("https://management.azure.com") });
    await using between = await proxy(407);
    servicePrincipal();
    const failure = await readWith(azure, { kind: "default", proxy: { url: between.url } }, {});
    assert.deepEqual(failure, {
      kind: "sign-in",
      text: "The proxy on the way to the sign-in service does not let the sign-in through.",
      settle: "check the proxy settings, its user and its password",
    });
    assert.equal(azure.requests.length, 0);
  });

  test("tells of a sign-in service that cannot be reached, or whose certificate nobody vouches for", async () => {
    await using azure = await simulate({ rows: workspaceRows(), before: authority("https://management.azure.com") });
    servicePrincipal();
    const said = async (options: Partial<Parameters<typeof credentialFor>[0]>) => {
      const credential = credentialFor({ kind: "default", cloud: CLOUDS.public, disableInstanceDiscovery: true, ...options });
      const read = await get(connected(azure, { credential }), WORKSPACE);
      return read.is === "failed" ? read.failure.text : "read";
    };
    const closed = { ...CLOUDS.public, authority: "https://localhost:1" };
    assert.equal(await said({ cloud: closed }), "The sign-in service cannot be reached from here.");
    const unknown = { ...CLOUDS.public, authority: azure.endpoint };
    assert.equal(await said({ cloud: unknown }), "The certificate of the sign-in service is not trusted here.");
  });

  test("gives the Azure CLI the proxy that is set, and leaves the environment as it was", {
    skip: process.platform === "win32",
  }, async () => {
    await using azure = await simulate({ rows: workspaceRows() });
    azGives("https://management.azure.com", `echo "$HTTPS_PROXY" >> "${join(bin, "proxies")}"`);
    process.env.HTTPS_PROXY = "http://environment.example:1";
    const cloud = { ...CLOUDS.public, endpoint: azure.endpoint };
    const credential = credentialFor({ kind: "azureCli", cloud, proxy: { url: "http://set.example:3128" } });
    assert.ok(await credential.getToken(cloud.scope));
    assert.equal(readFileSync(join(bin, "proxies"), "utf8"), "http://set.example:3128/\n");
    assert.equal(process.env.HTTPS_PROXY, "http://environment.example:1");
  });
});

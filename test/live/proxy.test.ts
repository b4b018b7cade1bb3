import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { effective } from "../../src/live/network.ts";
import { proxyFor } from "../../src/live/proxy.ts";
import { get } from "../../src/live/read.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import { connected } from "../azure/connected.ts";
import { proxy } from "../azure/proxy.ts";
import { idOf, linkedRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";

const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const NAMES = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY", "NO_PROXY", "no_proxy"];
const before = new Map(NAMES.map((name) => [name, process.env[name]]));

/** The simulator keeps loopback out of proxies for all other tests. */
function environment(values: Readonly<Record<string, string>>): void {
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, values);
}

afterEach(() => {
  for (const name of NAMES) delete process.env[name];
  for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
});

describe("through a proxy", () => {
  test("that is set, both kinds of reads go, and the own certificate authority still counts", async () => {
    await using azure = await simulate({ rows: linkedRows() });
    await using between = await proxy();
    environment({});
    const connection = connected(azure, { proxy: { url: between.url.replace("http://", "http://me:pass%20word@") } });
    const snapshot = await readWorkspace(connection, WORKSPACE);
    assert.deepEqual(snapshot.blind, []);
    assert.ok(snapshot.rows.length > 40);
    assert.ok(between.tunnels.length > 0);
    const signIn = `Basic ${Buffer.from("me:pass word").toString("base64")}`;
    for (const tunnel of between.tunnels) assert.deepEqual(tunnel, { to: new URL(azure.endpoint).host, signIn });
    assert.ok(azure.requests.some(({ path }) => /privateEndpoints/.test(path)) && azure.requests.some(({ method }) => method === "POST"));
  });

  test("that the environment names, reads go, but not to hosts that are named as direct", async () => {
    await using azure = await simulate({ rows: linkedRows() });
    await using between = await proxy();
    environment({ HTTPS_PROXY: between.url });
    assert.equal((await get(connected(azure), WORKSPACE)).is, "read");
    assert.equal(between.tunnels.length, 1);
    environment({ HTTPS_PROXY: between.url, NO_PROXY: "example.com,localhost" });
    assert.equal((await get(connected(azure), WORKSPACE)).is, "read");
    assert.equal(between.tunnels.length, 1);
  });

  test("behind which nobody vouches for the certificate, nothing is sent", async () => {
    await using azure = await simulate({ rows: linkedRows() });
    await using between = await proxy();
    environment({});
    const { ca: _, ...simulator } = azure;
    const connection = connected({ ...simulator, ca: "" }, { proxy: { url: between.url, strict: false } });
    const answer = await get(connection, WORKSPACE);
    assert.equal(answer.is === "failed" && answer.failure.kind, "untrusted");
    assert.deepEqual(azure.requests, []);
  });

  test("that refuses, it is told as the proxy's refusal, never as a right that lacks", async () => {
    await using azure = await simulate({ rows: linkedRows() });
    environment({});
    for (const [status, told] of [
      [403, /The proxy '127\.0\.0\.1:\d+' refuses the way to Azure with status 403\./],
      [407, /The proxy '127\.0\.0\.1:\d+' asks for a sign-in\./],
    ] as const) {
      await using between = await proxy(status);
      const url = between.url.replace("http://", "http://me:hidden@");
      const answer = await get(connected(azure, { proxy: { url } }), WORKSPACE, { right: "a/read" });
      assert.ok(answer.is === "failed");
      assert.match(answer.failure.text, told);
      assert.ok(!JSON.stringify(answer.failure).includes("hidden"));
      assert.equal(answer.failure.right, undefined);
      const nic = idOf("rg-ml1", "Microsoft.Network/networkInterfaces/pe-blob1.nic");
      const client = await effective(connected(azure, { proxy: { url } }), nic, "effectiveRouteTable");
      assert.equal(client.is === "failed" && client.failure.kind, "unreachable");
    }
  });

  test("whose port is closed, the read fails with words about the proxy settings", async () => {
    await using azure = await simulate({ rows: linkedRows() });
    environment({});
    const answer = await get(connected(azure, { proxy: { url: "127.0.0.1:9" } }), WORKSPACE);
    assert.ok(answer.is === "failed");
    assert.equal(answer.failure.kind, "unreachable");
    assert.match(answer.failure.settle ?? "", /proxy settings/);
  });
});

describe("which proxy is in force", () => {
  const azure = "https://management.azure.com/subscriptions";
  const through = (url: string) => ({ is: "through", url: new URL(url) });

  test("the setting goes before the environment, and a scheme may lack", () => {
    assert.deepEqual(proxyFor(azure, { url: "p:8080" }, { HTTPS_PROXY: "http://other" }), through("http://p:8080"));
    assert.deepEqual(proxyFor(azure, { url: "" }, { https_proxy: "http://other" }), through("http://other"));
    assert.deepEqual(proxyFor(azure, {}, {}), { is: "direct" });
  });

  test("hosts are direct by name, by domain, by port, or all", () => {
    for (const direct of ["management.azure.com", ".azure.com", "*.azure.com", "azure.com", "management.azure.com:443", "*"])
      assert.equal(proxyFor(azure, { url: "p:1", direct: [direct] }, {}).is, "direct", direct);
    for (const direct of ["ent.azure.com", "zure.com", "management.azure.com:8443", "", "."])
      assert.equal(proxyFor(azure, { url: "p:1", direct: [direct] }, {}).is, "through", direct);
  });

  test("what is no proxy is said, without its password", () => {
    assert.equal(proxyFor(azure, { url: "http://[" }, {}).is, "invalid");
    const socks = proxyFor(azure, { url: "socks5://me:hidden@p:1" }, {});
    assert.equal(socks.is, "invalid");
    assert.ok(!JSON.stringify(socks).includes("hidden"));
  });
});

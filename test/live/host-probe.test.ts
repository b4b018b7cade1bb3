import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { probeHosts } from "../../src/live/host-probe.ts";
import { proxyFor } from "../../src/live/proxy.ts";
import { proxy } from "../azure/proxy.ts";
import { simulate } from "../azure/simulator.ts";

describe("connections from this machine", () => {
  test("a host that answers is told apart from a closed one", async () => {
    const open = createServer((socket) => socket.end());
    await new Promise<void>((ready) => open.listen(0, "127.0.0.1", ready));
    const port = (open.address() as { port: number }).port;
    const [reached] = await probeHosts([{ host: "127.0.0.1", port }]);
    open.close();
    await new Promise((closed) => open.once("close", closed));
    const [closed] = await probeHosts([{ host: "127.0.0.1", port }]);
    assert.deepEqual([reached?.is, closed?.is], ["reached", "blocked"]);
    assert.match(closed?.text ?? "", /ECONNREFUSED/);
  });

  test("a host that speaks TLS is told apart by whether its certificate is trusted, and nothing is sent to it", async () => {
    await using azure = await simulate({ rows: [] });
    const host = { host: "localhost", port: Number(new URL(azure.endpoint).port), tls: true };
    const [trusted] = await probeHosts([host], { ca: azure.ca });
    assert.deepEqual(
      [trusted?.is, trusted?.text],
      ["reached", `'localhost' answers on port ${host.port} with a certificate that is trusted.`],
    );
    const [untrusted] = await probeHosts([host]);
    assert.equal(untrusted?.is, "no-tls");
    assert.match(untrusted?.text ?? "", /SELF_SIGNED|UNABLE_TO_VERIFY/);
    assert.deepEqual(azure.requests, []);
  });

  test("TLS goes through the proxy that is set, and what the proxy refuses is told as that", async () => {
    await using azure = await simulate({ rows: [] });
    const host = { host: "localhost", port: Number(new URL(azure.endpoint).port), tls: true };
    await using between = await proxy();
    const by = (url: string) => () => proxyFor(azure.endpoint, { url }, {});
    const [reached] = await probeHosts([host], { ca: azure.ca, proxyOf: by(between.url.replace("http://", "http://me:pass%20word@")) });
    assert.equal(reached?.is, "reached", reached?.text);
    assert.match(reached.text, /through the proxy '127\.0\.0\.1:\d+' with a certificate that is trusted/);
    assert.ok(!reached.text.includes("pass"));
    assert.deepEqual(between.tunnels, [
      { to: `localhost:${host.port}`, signIn: `Basic ${Buffer.from("me:pass word").toString("base64")}` },
    ]);
    const [inspected] = await probeHosts([host], { proxyOf: by(between.url) });
    assert.equal(inspected?.is, "no-tls");
    await using refusing = await proxy(403);
    const [refused] = await probeHosts([host], { ca: azure.ca, proxyOf: by(refusing.url) });
    assert.match(refused?.text ?? "", /cannot be reached on port \d+ from this machine through the proxy .* \(the proxy answers 403\)\.$/);
    const [closed] = await probeHosts([host], { ca: azure.ca, proxyOf: by("http://127.0.0.1:1") });
    assert.match(closed?.text ?? "", /ECONNREFUSED/);
    assert.deepEqual(azure.requests, [], "nothing is sent beyond the handshake");
  });

  test("a cancelled probe ends at once", async () => {
    const cancel = new AbortController();
    cancel.abort();
    assert.deepEqual(await probeHosts([{ host: "127.0.0.1", port: 9 }], { signal: cancel.signal }), []);
  });
});

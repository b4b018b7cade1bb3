// What this machine reaches: connections and certificates. Only ever run because a person asked for it.
import { request as requestPlain } from "node:http";
import { request as requestByTls } from "node:https";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { inParallel } from "./parallel.ts";
import type { ProxyInForce } from "./proxy.ts";

export interface HostResult {
  readonly host: string;
  readonly port: number;
  readonly is: "reached" | "no-tls" | "blocked";
  readonly text: string;
}

const WIDTH = 6;
const PATIENCE = 4000;

export interface HostProbing {
  readonly signal?: AbortSignal;
  /** Extra certificate authority, PEM. */
  readonly ca?: string;
  /** The proxy by which this machine reaches an address; none where not given. */
  readonly proxyOf?: (address: string) => ProxyInForce;
}

/**
 * A connection to each, and where it is port 443 or `tls` is set a TLS handshake with the host's name, nothing more.
 * TLS goes through the proxy that is in force for the host; anything else, which no proxy takes, goes directly.
 */
export function probeHosts(
  hosts: readonly { readonly host: string; readonly port: number; readonly tls?: boolean }[],
  probing: HostProbing = {},
): Promise<readonly HostResult[]> {
  const { signal, proxyOf } = probing;
  return inParallel(hosts.slice(0, 200), WIDTH, signal, async ({ host, port, tls = port === 443 }) => {
    const proxy = tls ? proxyOf?.(`https://${host}:${port}`) : undefined;
    if (proxy?.is === "invalid") return { host, port, is: "blocked", text: proxy.why };
    const way = proxy?.is === "through" ? ` through the proxy '${proxy.url.host}'` : "";
    const opened = await (proxy?.is === "through" ? tunnelTo(host, port, proxy.url, signal) : connectedTo(host, port, signal));
    if (typeof opened === "string") {
      return { host, port, is: "blocked", text: `'${host}' cannot be reached on port ${port} from this machine${way} (${opened}).` };
    }
    if (!tls) {
      opened.destroy();
      return { host, port, is: "reached", text: `'${host}' answers on port ${port}.` };
    }
    const options = { socket: opened, servername: isIP(host) === 0 ? host : "", ...(probing.ca ? { ca: probing.ca } : {}) };
    const secured = await settled(() => connectTls(options), "secureConnect", signal);
    opened.destroy();
    if (typeof secured !== "string") {
      return { host, port, is: "reached", text: `'${host}' answers on port ${port}${way} with a certificate that is trusted.` };
    }
    const text = `'${host}' answers on port ${port}${way}, but no trusted TLS connection comes about (${secured}). A firewall that inspects TLS may stand in between.`;
    return { host, port, is: "no-tls", text };
  });
}

function connectedTo(host: string, port: number, signal: AbortSignal | undefined): Promise<Socket | string> {
  return settled(() => connectTcp({ host, port }), "connect", signal);
}

/** The socket once it is there, or why it is not. */
function settled(open: () => Socket, event: "connect" | "secureConnect", signal: AbortSignal | undefined): Promise<Socket | string> {
  return withPatience(signal, (end) => {
    const socket = open();
    socket.once(event, () => end(socket));
    socket.on("error", (error: { readonly code?: string }) => end(error.code ?? "error"));
    return socket;
  });
}

/** A proxy's tunnel to a host, or why there is none. */
function tunnelTo(host: string, port: number, proxy: URL, signal: AbortSignal | undefined): Promise<Socket | string> {
  const byTls = proxy.protocol === "https:";
  return withPatience(signal, (end) => {
    const request = (byTls ? requestByTls : requestPlain)({
      host: proxy.hostname,
      port: proxy.port || (byTls ? 443 : 80),
      method: "CONNECT",
      path: `${host}:${port}`,
      headers: proxy.username ? { "Proxy-Authorization": signInTo(proxy) } : {},
    });
    request.once("connect", ({ statusCode }, socket) => {
      if (statusCode === 200) return end(socket as Socket);
      socket.destroy();
      end(`the proxy answers ${statusCode}`);
    });
    request.once("error", (error: { readonly code?: string }) => end(error.code ?? "error"));
    request.end();
    return request;
  });
}

function signInTo({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
}

/** Ends after four seconds, or at once when it is cancelled, and then destroys what was started. */
function withPatience(
  signal: AbortSignal | undefined,
  start: (end: (answer: Socket | string) => void) => { destroy(): unknown },
): Promise<Socket | string> {
  return new Promise((done) => {
    const end = (answer: Socket | string) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      if (typeof answer === "string") started.destroy();
      done(answer);
    };
    const stop = () => end("cancelled");
    const timer = setTimeout(() => end("no answer"), PATIENCE);
    signal?.addEventListener("abort", stop, { once: true });
    const started = start(end);
    if (signal?.aborted) stop();
  });
}

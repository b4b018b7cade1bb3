// What this machine itself sees: names, connections, certificates. Only ever run because a person asked for it.
import { lookup } from "node:dns/promises";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import ipaddr from "ipaddr.js";
import { inParallel } from "./parallel.ts";

export interface NameProbe {
  readonly name: string;
  /** The private address that the name should have, where one is known. */
  readonly expected?: string;
}

export interface NameResult extends NameProbe {
  readonly is: "private" | "public" | "other" | "none";
  readonly addresses: readonly string[];
  /** A full sentence. */
  readonly text: string;
}

export interface HostResult {
  readonly host: string;
  readonly port: number;
  readonly is: "reached" | "no-tls" | "blocked";
  readonly text: string;
}

const WIDTH = 6;
const PATIENCE = 4000;

/** `other`: a private address, but not the endpoint's. */
export function probeNames(names: readonly NameProbe[], signal?: AbortSignal, resolve = addressesOf): Promise<readonly NameResult[]> {
  return inParallel(names.slice(0, 200), WIDTH, signal, async (probe) => {
    const addresses = await resolve(probe.name);
    const [first] = addresses;
    if (first === undefined) return { ...probe, is: "none", addresses, text: `'${probe.name}' has no address here.` };
    if (probe.expected !== undefined && addresses.includes(probe.expected)) {
      return { ...probe, is: "private", addresses, text: `'${probe.name}' is ${probe.expected}, the private endpoint's address.` };
    }
    const shown = addresses.join(", ");
    if (!addresses.every(isPrivate)) {
      return {
        ...probe,
        is: "public",
        addresses,
        text: `'${probe.name}' is ${shown}, a public address: this machine goes past the private endpoint.`,
      };
    }
    if (probe.expected === undefined) return { ...probe, is: "private", addresses, text: `'${probe.name}' is ${shown}.` };
    return {
      ...probe,
      is: "other",
      addresses,
      text: `'${probe.name}' is ${shown}, but the private endpoint's address is ${probe.expected}.`,
    };
  });
}

/** A connection to each, and where it is port 443 or `tls` is set a TLS handshake with the host's name. Proxies are passed by. */
export function probeHosts(
  hosts: readonly { readonly host: string; readonly port: number; readonly tls?: boolean }[],
  signal?: AbortSignal,
  ca?: string,
): Promise<readonly HostResult[]> {
  return inParallel(hosts.slice(0, 200), WIDTH, signal, async ({ host, port, tls = port === 443 }) => {
    const reached = await opens(() => connectTcp({ host, port }), "connect", signal);
    if (reached !== true)
      return { host, port, is: "blocked", text: `'${host}' cannot be reached on port ${port} from this machine (${reached}).` };
    if (!tls) return { host, port, is: "reached", text: `'${host}' answers on port ${port}.` };
    return secured(host, port, signal, ca);
  });
}

async function secured(host: string, port: number, signal: AbortSignal | undefined, ca: string | undefined): Promise<HostResult> {
  const options = { host, port, servername: host, ...(ca ? { ca } : {}) };
  const trusted = await opens(() => connectTls(options), "secureConnect", signal);
  if (trusted === true) return { host, port, is: "reached", text: `'${host}' answers on port ${port} with a certificate that is trusted.` };
  const text = `'${host}' answers on port ${port}, but no trusted TLS connection comes about (${trusted}). A firewall that inspects TLS may stand in between.`;
  return { host, port, is: "no-tls", text };
}

interface Opening {
  once(event: string, done: (error?: { code?: string }) => void): unknown;
  destroy(): unknown;
}

function opens(open: () => Opening, event: "connect" | "secureConnect", signal: AbortSignal | undefined): Promise<true | string> {
  return new Promise((done) => {
    const socket = open();
    const end = (answer: true | string) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      socket.destroy();
      done(answer);
    };
    const stop = () => end("cancelled");
    const timer = setTimeout(() => end("no answer"), PATIENCE);
    signal?.addEventListener("abort", stop, { once: true });
    socket.once(event, () => end(true));
    socket.once("error", (error) => end(error?.code ?? "error"));
    if (signal?.aborted) stop();
  });
}

async function addressesOf(name: string): Promise<readonly string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

function isPrivate(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === "private" || range === "uniqueLocal" || range === "loopback" || range === "carrierGradeNat";
}

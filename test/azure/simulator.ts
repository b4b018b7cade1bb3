// A simulated Azure Resource Manager: a real HTTPS server on loopback that speaks ARM, for tests only.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { answer, type Setting } from "./answer.ts";
import { selfSigned } from "./certificate.ts";
import type { Answer } from "./exchange.ts";
import type { Fault, Recorded, Trouble } from "./fault.ts";
import { type ArmResource, type World, world } from "./world.ts";

export interface Simulator {
  /** `https://localhost:PORT`, without a slash at its end. */
  readonly endpoint: string;
  /** Certificate authority to trust, PEM. */
  readonly ca: string;
  readonly world: World;
  /** Every request, in order. */
  readonly requests: Recorded[];
  readonly faults: Fault[];
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Options {
  readonly rows: readonly ArmResource[];
  readonly pageSize?: number;
  readonly newest?: Setting["newest"];
  readonly operations?: Setting["operations"];
  readonly serviceTags?: unknown;
  /** Requests outside ARM, such as a sign-in authority's, are tried here first. */
  readonly before?: (path: string, origin: string) => Answer | undefined;
}

export async function simulate(options: Options): Promise<Simulator> {
  process.env.NO_PROXY = "localhost,127.0.0.1";
  const certificate = selfSigned();
  const state = world(options.rows);
  const requests: Recorded[] = [];
  const faults: Fault[] = [];
  const setting: Setting = {
    world: state,
    pageSize: options.pageSize ?? 1000,
    newest: options.newest ?? {},
    operations: options.operations ?? {},
    serviceTags: options.serviceTags ?? { cloud: "Public", changeNumber: "1", values: [] },
    polls: new Map(),
  };
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (incoming, outgoing) => {
    void serve(incoming, outgoing);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", endpoint);
    const body = await read(incoming);
    const early = options.before?.(url.pathname, endpoint);
    if (early) return send(outgoing, early);
    const recorded = record(incoming, url);
    requests.push(recorded);
    const fault = faults.find((each) => each.times !== 0 && each.on(recorded));
    if (fault?.times) fault.times -= 1;
    const unsigned: Answer = {
      status: 401,
      body: { error: { code: "AuthenticationFailed", message: "Authentication failed. The 'Authorization' header is missing." } },
    };
    const truth = recorded.authorized ? answer({ method: recorded.method, url, body }, setting) : unsigned;
    const given = fault ? await troubled(fault.does, truth, outgoing) : truth;
    if (!given) return;
    recorded.status = given.status;
    send(outgoing, given);
  }

  return {
    endpoint,
    ca: certificate.cert,
    world: state,
    requests,
    faults,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      // Held over every test that reads: nothing was asked of Azure but reads, and of no other host.
      const host = new URL(endpoint).host;
      const odd = requests.filter((request) => request.host !== host || !(request.method === "GET" || isReadingPost(request)));
      if (odd.length > 0) throw new Error(`Not a read: ${odd.map(({ method, path }) => `${method} ${path}`).join(", ")}`);
    },
  };
}

function isReadingPost({ method, path }: Recorded): boolean {
  const reading = /\/(diagnose|effectiveRouteTable|effectiveNetworkSecurityGroups|Microsoft\.ResourceGraph\/resources)$/i;
  return method === "POST" && reading.test(path);
}

async function troubled(trouble: Trouble, truth: Answer, outgoing: ServerResponse): Promise<Answer | undefined> {
  switch (trouble.is) {
    case "answer":
      return { status: trouble.status, headers: trouble.headers ?? {}, body: Buffer.from(trouble.body) };
    case "hang":
      return undefined;
    case "cut":
      outgoing.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
      outgoing.write('{"value":[', () => outgoing.destroy());
      return undefined;
    case "late":
      await new Promise((later) => setTimeout(later, trouble.milliseconds));
      return truth;
    case "lure":
      return { ...truth, body: { ...(truth.body as object), nextLink: trouble.to } };
  }
}

function record(incoming: IncomingMessage, url: URL): Recorded {
  const authorization = incoming.headers.authorization ?? "";
  return {
    method: incoming.method ?? "",
    host: incoming.headers.host ?? "",
    path: decodeURIComponent(url.pathname),
    apiVersion: url.searchParams.get("api-version") ?? undefined,
    authorized: authorization.startsWith("Bearer "),
    token: authorization.slice("Bearer ".length),
    status: 0,
  };
}

function send(outgoing: ServerResponse, given: Answer): void {
  const ids = { "x-ms-request-id": crypto.randomUUID(), "x-ms-ratelimit-remaining-subscription-reads": "249" };
  outgoing.writeHead(given.status, { "Content-Type": "application/json; charset=utf-8", ...ids, ...given.headers });
  if (given.body === undefined) outgoing.end();
  else outgoing.end(Buffer.isBuffer(given.body) ? given.body : JSON.stringify(given.body));
}

async function read(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

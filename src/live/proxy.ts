// The way to Azure through a proxy, as the editor's settings or the environment name it. TLS goes through it whole: it sees names, never a token.

import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import { HttpsProxyAgent } from "https-proxy-agent";
import { own } from "../model/own.ts";
import { FailureError } from "./failure.ts";

export interface ProxySettings {
  /** `http://user:password@host:port`; the scheme may lack. Empty or absent: the environment's. */
  readonly url?: string;
  /** Hosts that are reached directly: `host`, `.domain`, `*.domain`, `host:port`, `*`. With those of `NO_PROXY`. */
  readonly direct?: readonly string[];
  /** Whether the certificate of a proxy that itself speaks TLS must be trusted. Azure's own always must. */
  readonly strict?: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type ProxyInForce =
  | { readonly is: "direct" }
  | { readonly is: "through"; readonly url: URL }
  | { readonly is: "invalid"; readonly why: string };

/** What is in force for an address. The text of an invalid proxy never holds its password. */
export function proxyFor(address: string, settings: ProxySettings, environment: Environment): ProxyInForce {
  // Plain HTTP is only ever spoken to the machine's own metadata service, for a managed identity.
  if (address.startsWith("http://")) return { is: "direct" };
  const named = (name: string) => own(environment, name) || own(environment, name.toLowerCase()) || "";
  const given = settings.url?.trim() || named("HTTPS_PROXY") || named("ALL_PROXY") || named("HTTP_PROXY");
  if (!given) return { is: "direct" };
  const direct = [...(settings.direct ?? []), ...named("NO_PROXY").split(",")].map((one) => one.trim().toLowerCase());
  if (direct.some((pattern) => covers(pattern, new URL(address)))) return { is: "direct" };
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  if (!URL.canParse(whole)) return { is: "invalid", why: "The proxy that is set is not an address." };
  const url = new URL(whole);
  if (url.protocol === "http:" || url.protocol === "https:") return { is: "through", url };
  return { is: "invalid", why: `The proxy that is set speaks '${url.protocol.slice(0, -1)}', which is not supported.` };
}

/** Sends each request by its proxy. `ca` is trusted for Azure's endpoint behind it. */
export function proxied(settings: ProxySettings, ca: string | undefined): PipelinePolicy {
  const agents = new Map<string, HttpsProxyAgent<string>>();
  return {
    name: "proxy",
    async sendRequest(request, next) {
      const proxy = proxyFor(request.url, settings, process.env);
      if (proxy.is === "direct") {
        // The identity library may have chosen the environment's proxy already.
        delete request.agent;
        return next(request);
      }
      if (proxy.is === "invalid") throw new FailureError({ kind: "unreachable", text: proxy.why, settle: "correct the proxy's address" });
      const agent = agents.get(proxy.url.href) ?? new HttpsProxyAgent(proxy.url.href, { rejectUnauthorized: settings.strict !== false });
      agents.set(proxy.url.href, agent);
      request.agent = agent;
      if (ca) request.requestOverrides = { ...request.requestOverrides, ca };
      const response = await next(request);
      if (!isOfAzure(response)) refused(response.status, proxy.url);
      return response;
    },
  };
}

/** A proxy that refuses a tunnel answers in Azure's place. Azure puts its own ids on every answer. */
function isOfAzure(response: PipelineResponse): boolean {
  if (response.status < 400) return true;
  return ["x-ms-request-id", "x-ms-correlation-request-id", "x-ms-routing-request-id"].some((name) => response.headers.has(name));
}

function refused(status: number, proxy: URL): never {
  const asks = status === 407;
  throw new FailureError({
    kind: "unreachable",
    text: asks
      ? `The proxy '${proxy.host}' asks for a sign-in.`
      : `The proxy '${proxy.host}' refuses the way to Azure with status ${status}.`,
    settle: asks ? "set the proxy with a user and a password that it accepts" : "ask for the cloud's endpoints to be let through",
  });
}

function covers(pattern: string, { hostname, port }: URL): boolean {
  if (pattern === "") return false;
  if (pattern === "*") return true;
  const [, host = "", only] = /^(.*?)(?::(\d+))?$/.exec(pattern) ?? [];
  if (only !== undefined && only !== (port || "443")) return false;
  const domain = host.replace(/^\*?\./, "");
  return domain !== "" && (hostname === domain || hostname.endsWith(`.${domain}`));
}

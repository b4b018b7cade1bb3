// One guarded pipeline for every request to Azure: the SDK's clients and our own reader share it.
import { AsyncLocalStorage } from "node:async_hooks";
import {
  bearerTokenAuthenticationPolicy,
  bearerTokenAuthenticationPolicyName,
  createDefaultHttpClient,
  createPipelineFromOptions,
  type HttpClient,
  type Pipeline,
  type PipelinePolicy,
  type PipelineResponse,
  proxyPolicyName,
} from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";
import { type Budget, type Clock, REAL_CLOCK } from "./budget.ts";
import type { CloudSettings } from "./clouds.ts";
import { FailureError } from "./failure.ts";
import { guard } from "./guard.ts";
import { type ProxySettings, proxied } from "./proxy.ts";
import { type Offered, typeOfPath, versionFor } from "./versions.ts";

export interface ConnectionOptions {
  readonly cloud: CloudSettings;
  readonly credential: TokenCredential;
  /** Extra certificate authority, PEM. */
  readonly ca?: string;
  /** The environment's proxy where not given. */
  readonly proxy?: ProxySettings;
  /** Milliseconds for one answer. */
  readonly timeout?: number;
  /** Seconds that a throttled read may wait; longer ones fail at once, saying so. */
  readonly longestWait?: number;
  readonly retryDelay?: number;
  /** Milliseconds between two looks at a long-running read, where Azure does not say. */
  readonly poll?: number;
  readonly budget?: Budget;
  readonly clock?: Clock;
  /** Told of every wait that Azure asks for, in seconds. */
  readonly onThrottled?: (seconds: number) => void;
}

/** A way to one cloud's Azure Resource Manager with one sign-in. */
export interface Connection {
  readonly cloud: CloudSettings;
  readonly credential: TokenCredential;
  readonly pipeline: Pipeline;
  readonly http: HttpClient;
  readonly offered: Offered;
  readonly poll: number;
  readonly clock: Clock;
  /** Runs SDK calls with cancellation, adding the text of every answer to `bodies`: the ARM shape that the SDK's models lose. */
  keeping<T>(bodies: string[], signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
}

interface Keeping {
  readonly bodies: string[];
  readonly signal: AbortSignal | undefined;
}

export function connect(options: ConnectionOptions): Connection {
  const { cloud, credential } = options;
  const offered: Offered = new Map();
  const keep = new AsyncLocalStorage<Keeping>();
  const pipeline = createPipelineFromOptions({
    ...(options.ca ? { tlsOptions: { ca: options.ca } } : {}),
    retryOptions: { maxRetries: 3, retryDelayInMs: options.retryDelay ?? 500, maxRetryDelayInMs: 8000 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: "aml-network-audit" },
  });
  pipeline.removePolicy({ name: proxyPolicyName });
  pipeline.addPolicy(proxied(options.proxy ?? {}, options.ca));
  const bearer = { beforePolicies: [bearerTokenAuthenticationPolicyName] };
  pipeline.addPolicy(guard(cloud.endpoint, "guardBeforeSigning"), bearer);
  pipeline.addPolicy(keeper(keep), bearer);
  pipeline.addPolicy(versions(offered, options.timeout ?? 60_000), bearer);
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: cloud.scope }));
  pipeline.addPolicy(pace(options), { afterPhase: "Sign" });
  pipeline.addPolicy(guard(cloud.endpoint, "guardAtTheWire"), { afterPhase: "Sign", afterPolicies: ["pace"] });
  return {
    cloud,
    credential,
    pipeline,
    http: createDefaultHttpClient(),
    offered,
    poll: options.poll ?? 2000,
    clock: options.clock ?? REAL_CLOCK,
    keeping: (bodies, signal, work) => keep.run({ bodies, signal }, work),
  };
}

function keeper(keep: AsyncLocalStorage<Keeping>): PipelinePolicy {
  return {
    name: "keeper",
    async sendRequest(request, next) {
      const kept = keep.getStore();
      if (kept?.signal && !request.abortSignal) request.abortSignal = kept.signal;
      const response = await next(request);
      if (kept && response.bodyAsText) kept.bodies.push(response.bodyAsText);
      return response;
    },
  };
}

/** Asks with a version that the cloud has, and never without a bound in time. */
function versions(offered: Offered, timeout: number): PipelinePolicy {
  return {
    name: "versions",
    sendRequest(request, next) {
      request.timeout ||= timeout;
      const url = new URL(request.url);
      const type = typeOfPath(url.pathname);
      const asked = url.searchParams.get("api-version") ?? undefined;
      const isPoll = /\/(operations|operationresults)\//i.test(url.pathname);
      const version = type && !isPoll ? versionFor(type, offered, asked) : asked;
      if (version && version !== asked) {
        url.searchParams.set("api-version", version);
        request.url = url.toString();
      }
      return next(request);
    },
  };
}

/** Keeps to the budget, tells of throttling, and gives up where the wait is too long or the answer is not Azure's. */
function pace(options: ConnectionOptions): PipelinePolicy {
  return {
    name: "pace",
    async sendRequest(request, next) {
      const subscription = /\/subscriptions\/([^/?]+)/i.exec(request.url)?.[1] ?? "";
      await options.budget?.take(subscription, request.abortSignal as AbortSignal | undefined);
      const response = await next(request);
      const left = Number(response.headers.get("x-ms-ratelimit-remaining-subscription-reads") ?? Number.NaN);
      if (Number.isFinite(left)) options.budget?.heard(subscription, left);
      if (response.status === 429) throttle(response, options);
      if (response.status >= 300 && response.status < 400)
        refuse("Azure's answer leads elsewhere. It was not followed, so that the sign-in is not sent there.");
      const type = response.headers.get("content-type") ?? "";
      if (response.status === 200 && /html/i.test(type)) {
        throw new FailureError({
          kind: "unreachable",
          text: "A web page came instead of Azure's answer. A proxy or a sign-in page of the network stands in between.",
          settle: "sign in to the network or set the proxy",
        });
      }
      return response;
    },
  };
}

function throttle(response: PipelineResponse, options: ConnectionOptions): void {
  const given = response.headers.get("retry-after") ?? "";
  const date = Date.parse(given);
  const seconds = /^\d+$/.test(given) ? Number(given) : Number.isFinite(date) ? Math.max(0, (date - Date.now()) / 1000) : 0;
  const longest = options.longestWait ?? 60;
  if (seconds > longest) {
    const text = `Azure throttles reading and asks to wait ${Math.ceil(seconds)} seconds, which is more than the ${longest} that a read waits.`;
    throw new FailureError({ kind: "throttled", text, settle: `refresh in ${Math.ceil(seconds / 60)} min` });
  }
  options.onThrottled?.(seconds);
}

function refuse(text: string): never {
  throw new FailureError({ kind: "refused", text, settle: "check what stands between this machine and Azure, and refresh" });
}

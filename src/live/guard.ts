// The one gate on the way to Azure. Both generations of Azure's SDK follow a link to another host with the token attached: never here.
import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import { FailureError } from "./failure.ts";

/** The only requests beside GET. Each reads, although its verb is POST. */
const POSTS: readonly RegExp[] = [
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.machinelearningservices\/workspaces\/[^/]+\/diagnose$/i,
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/networkinterfaces\/[^/]+\/effectiveroutetable$/i,
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/networkinterfaces\/[^/]+\/effectivenetworksecuritygroups$/i,
  /^\/providers\/microsoft\.resourcegraph\/resources$/i,
];

const SETTLE = "check what stands between this machine and Azure, and refresh";

/** Lets out GET and the four read-only POSTs, to one origin over TLS; anything else ends before the wire. */
export function guard(endpoint: string, name: string): PipelinePolicy {
  const origin = new URL(endpoint).origin;
  return {
    name,
    sendRequest(request, next) {
      const refusal = refusalOf(request.method, request.url, origin);
      return refusal ? Promise.reject(new FailureError({ kind: "refused", text: refusal, settle: SETTLE })) : next(request);
    },
  };
}

/** Why a request may not leave; undefined when it may. */
function refusalOf(method: string, address: string, origin: string): string | undefined {
  if (!URL.canParse(address)) return "A request without a valid address was stopped.";
  const url = new URL(address);
  if (url.origin !== origin || url.username || url.password) {
    return `Azure's answer leads to another host, '${url.host}'. It was not followed, so that the sign-in is not sent there.`;
  }
  if (method === "GET") return undefined;
  const path = url.pathname.replaceAll(/\/{2,}/g, "/");
  if (method === "POST" && POSTS.some((allowed) => allowed.test(path))) return undefined;
  return `A request that is not a read, '${method}', was stopped. This tool never changes Azure.`;
}

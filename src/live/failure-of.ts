// What an SDK threw, or an HTTP status that is not a success, told as a failure.
import { type Failure, FailureError } from "./failure.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** What an SDK threw, told in our words. `right` is the action that the read needs. */
export function failureOf(thrown: unknown, right?: string, cancelled = false): Failure {
  const own = inner(thrown);
  if (own) return own;
  const error = thrown as { name?: string; code?: string; statusCode?: number; message?: string };
  if (cancelled) return { kind: "cancelled", text: "The reading was cancelled.", settle: "refresh to read again" };
  if (error.name === "AbortError") return { kind: "timeout", text: "Azure did not answer in time.", settle: "refresh to try again" };
  if (/Credential|AuthenticationRequired|AuthenticationError|AuthorityError/i.test(error.name ?? "")) {
    return signInFailure(error.message ?? "");
  }
  if (typeof error.statusCode === "number") return failureOfStatus(error.statusCode, error.code, right);
  return failureOfCode(error.code ?? "", error.name ?? "");
}

/** An HTTP status that is not a success. */
export function failureOfStatus(status: number, code: string | undefined, right?: string): Failure {
  const said = code ? ` (${code})` : "";
  if (status === 401) return { kind: "sign-in", text: `Azure does not accept the sign-in${said}.`, settle: "sign in again" };
  if (status === 403) {
    const lacks = right ? ` The right '${right}' lacks.` : "";
    const settle = right ? `ask for a role that has '${right}'; Reader has every read of this audit` : "ask for the Reader role";
    return { kind: "forbidden", text: `Azure does not let you read this${said}.${lacks}`, settle, ...(right ? { right } : {}) };
  }
  if (status === 404)
    return { kind: "not-found", text: `Azure does not find this${said}. It may have been deleted.`, settle: "refresh the node above" };
  if (status === 429) return { kind: "throttled", text: `Azure throttles reading${said}.`, settle: "wait a minute and refresh" };
  if (status === 400 && /ApiVersion|NoRegisteredProvider|InvalidResourceType/i.test(code ?? "")) {
    return { kind: "unsupported", text: `This cloud does not offer this read${said}.`, settle: "check it in the portal" };
  }
  if (status >= 500) return { kind: "broken", text: `Azure answered with a server error ${status}${said}.`, settle: "refresh in a while" };
  return { kind: "broken", text: `Azure refused the read with status ${status}${said}.`, settle: "refresh to try again" };
}

function failureOfCode(code: string, name: string): Failure {
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
    return {
      kind: "untrusted",
      text: `The certificate of Azure's endpoint is not trusted here (${code}). A proxy that inspects traffic may stand in between.`,
      settle: "add its certificate authority to the system or to NODE_EXTRA_CA_CERTS",
    };
  }
  if (/ENOTFOUND|ECONN|EAI_AGAIN|ETIMEDOUT|EHOST|ENET|EPIPE|REQUEST_SEND_ERROR|socket/i.test(code)) {
    return {
      kind: "unreachable",
      text: `Azure cannot be reached from here (${code}).`,
      settle: "check the network and the proxy settings",
    };
  }
  const said = code || name;
  return { kind: "broken", text: `Azure's answer could not be understood${said ? ` (${said})` : ""}.`, settle: "refresh to try again" };
}

function inner(thrown: unknown): Failure | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (error instanceof FailureError) return error.failure;
  }
  return undefined;
}

// What can go wrong between a client and Azure, put in the way of chosen requests.

/** One request as the simulator saw it. No header is kept but whether a token came with it. */
export interface Recorded {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly apiVersion: string | undefined;
  readonly authorized: boolean;
  readonly token: string;
  status: number;
}

export type Trouble =
  | { readonly is: "answer"; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  /** Accepts the request and never answers. */
  | { readonly is: "hang" }
  /** Cuts the connection in the middle of the answer. */
  | { readonly is: "cut" }
  /** Gives the true answer late. */
  | { readonly is: "late"; readonly milliseconds: number }
  /** Gives the true answer with a `nextLink` that leads to another host. */
  | { readonly is: "lure"; readonly to: string };

export interface Fault {
  readonly on: (request: Recorded) => boolean;
  readonly does: Trouble;
  /** How often; for ever when not given. */
  times?: number;
}

export function throttled(seconds: number): Trouble {
  return {
    is: "answer",
    status: 429,
    headers: { "Retry-After": `${seconds}` },
    body: error("TooManyRequests", "The request is being throttled."),
  };
}

export function forbidden(action = "the action"): Trouble {
  const text = `The client 'someone' does not have authorization to perform action '${action}' over the scope.`;
  return { is: "answer", status: 403, body: error("AuthorizationFailed", text) };
}

/** Continuous access evaluation asks for a new token with these claims. */
export function challenged(claims: string): Trouble {
  const encoded = Buffer.from(claims).toString("base64");
  const header = `Bearer realm="", authorization_uri="https://localhost/common/oauth2/authorize", error="insufficient_claims", claims="${encoded}"`;
  return {
    is: "answer",
    status: 401,
    headers: { "WWW-Authenticate": header },
    body: error("InvalidAuthenticationToken", "More claims are needed."),
  };
}

export function unauthorized(): Trouble {
  return { is: "answer", status: 401, body: error("InvalidAuthenticationToken", "The access token is invalid.") };
}

export function notFound(): Trouble {
  return { is: "answer", status: 404, body: error("ResourceNotFound", "The Resource was not found.") };
}

export function oldVersion(): Trouble {
  return { is: "answer", status: 400, body: error("InvalidApiVersionParameter", "The api-version is invalid.") };
}

export function brokenDown(): Trouble {
  return { is: "answer", status: 500, body: error("InternalServerError", "Something went wrong.") };
}

export function garbage(): Trouble {
  return { is: "answer", status: 200, body: '{"value":[{"id":' };
}

export function page(): Trouble {
  return {
    is: "answer",
    status: 200,
    headers: { "Content-Type": "text/html" },
    body: "<html><body>Sign in to the hotel network.</body></html>",
  };
}

export function redirected(to: string): Trouble {
  return { is: "answer", status: 307, headers: { Location: to }, body: "" };
}

export function error(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}

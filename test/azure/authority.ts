// A simulated sign-in authority: what Azure's identity library asks before it has a token.
import type { Answer } from "./exchange.ts";

export const TENANT = "00000000-0000-0000-0000-00000000000f";

/** Gives a token for `audience` to anyone, or the error that is given. Requests to it are seen by `seen`. */
export function authority(audience: string, error?: string, seen?: (path: string) => void) {
  return (path: string, origin: string): Answer | undefined => {
    const [, tenant, ...rest] = path.split("/");
    const what = rest.join("/");
    if (what === "v2.0/.well-known/openid-configuration") {
      seen?.(path);
      const base = `${origin}/${tenant}`;
      return {
        status: 200,
        body: {
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/keys`,
        },
      };
    }
    if (what !== "oauth2/v2.0/token") return undefined;
    seen?.(path);
    if (error)
      return {
        status: 400,
        body: {
          error: "invalid_client",
          error_description: `${error}: Something about it. Trace ID: 1`,
          error_codes: [Number(error.slice(6))],
        },
      };
    return { status: 200, body: { token_type: "Bearer", expires_in: 3600, ext_expires_in: 3600, access_token: tokenFor(audience) } };
  };
}

export function tokenFor(audience: string): string {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${part({ alg: "none" })}.${part({ aud: audience, iss: `https://sts.example/${TENANT}/`, exp })}.c2lnbmF0dXJl`;
}

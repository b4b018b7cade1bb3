// VS Code's own account as a token credential. A window opens only after the person chose to sign in, or where Azure challenges what they read.
import { type AccessToken, CredentialUnavailableError, type GetTokenOptions, type TokenCredential } from "@azure/identity";
import { type AuthenticationGetSessionOptions, authentication } from "vscode";

export interface SessionOptions {
  readonly provider: string;
  readonly tenant?: string;
  /** Whether a window may open now: set by the command 'Sign in', for that once. It also may where Azure challenges a read. */
  readonly mayAsk: () => boolean;
}

export function sessionCredential(options: SessionOptions): TokenCredential {
  return {
    async getToken(scopes, asked = {}): Promise<AccessToken> {
      const wanted = [scopes].flat();
      const tenant = asked.tenantId ?? options.tenant;
      const all = tenant ? [...wanted, `VSCODE_TENANT:${tenant}`] : wanted;
      // Whoever reads is there to answer when Azure asks for more in the middle of it.
      const how: AuthenticationGetSessionOptions = options.mayAsk() || asked.claims ? { createIfNone: true } : { silent: true };
      const session = await Promise.resolve(sessionFor(options.provider, all, asked, how)).catch((error: unknown) => {
        throw new CredentialUnavailableError(`The sign-in was cancelled or failed: ${error instanceof Error ? error.message : ""}`);
      });
      if (!session) throw new CredentialUnavailableError("Nobody is signed in to VS Code for this. Sign in from the tree.");
      return { token: session.accessToken, expiresOnTimestamp: expiryOf(session.accessToken) };
    },
  };
}

/** Continuous access evaluation asks for more claims than a session has: the provider gets the challenge itself. */
function sessionFor(provider: string, scopes: string[], asked: GetTokenOptions, how: AuthenticationGetSessionOptions) {
  if (!asked.claims) return authentication.getSession(provider, scopes, how as { silent: true });
  const claims = Buffer.from(asked.claims).toString("base64");
  const challenge = { wwwAuthenticate: `Bearer realm="", error="insufficient_claims", claims="${claims}"`, fallbackScopes: scopes };
  return authentication.getSession(provider, challenge, how as { silent: true });
}

/** When the token ends; five minutes from now where it does not say. */
function expiryOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null && "exp" in claims && typeof claims.exp === "number") return claims.exp * 1000;
  } catch {
    // not a token of the usual kind
  }
  return Date.now() + 5 * 60 * 1000;
}

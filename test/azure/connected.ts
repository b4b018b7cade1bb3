// A connection of the product's own to the simulated Azure, with a credential that says what it was asked.
import type { AccessToken, GetTokenOptions, TokenCredential } from "@azure/identity";
import { CLOUDS } from "../../src/live/clouds.ts";
import { type Connection, type ConnectionOptions, connect } from "../../src/live/pipeline.ts";
import type { Simulator } from "./simulator.ts";

/** What stands for a token: no log or answer may ever hold it. */
export const TOKEN = "eyJhbGciOiJub25lIn0.this-is-the-secret-of-the-tests.signature";

export interface FakeCredential extends TokenCredential {
  readonly asked: { readonly scopes: readonly string[]; readonly claims: string | undefined }[];
}

export function credential(): FakeCredential {
  const asked: { scopes: readonly string[]; claims: string | undefined }[] = [];
  return {
    asked,
    getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
      asked.push({ scopes: [scopes].flat(), claims: options?.claims });
      return Promise.resolve({ token: `${TOKEN}${asked.length}`, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}

export function connected(simulator: Simulator, more: Partial<ConnectionOptions> = {}): Connection {
  return connect({
    cloud: { ...CLOUDS.public, endpoint: simulator.endpoint },
    credential: credential(),
    ca: simulator.ca,
    retryDelay: 1,
    timeout: 5000,
    poll: 1,
    ...more,
  });
}

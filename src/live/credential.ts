// Who asks Azure: one token credential, from whichever sign-in the person chose. Nothing here starts a sign-in by itself.
import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import { AzureCliCredential, ChainedTokenCredential, DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import { CLOUDS, type CloudSettings, cloudOfEndpoint } from "./clouds.ts";
import { FailureError } from "./failure.ts";
import { type ProxySettings, proxied, proxyFor } from "./proxy.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** The values of the setting `amlNetworkAudit.live.credential`. */
export type CredentialKind = "vscode" | "azureCli" | "default" | "auto";

export interface CredentialOptions {
  readonly kind: CredentialKind;
  readonly cloud: CloudSettings;
  readonly tenant?: string;
  /** VS Code's own session; absent on the command line. */
  readonly session?: TokenCredential;
  /** Extra certificate authority, PEM, for the default chain. */
  readonly ca?: string;
  /** The way to the sign-in service; the environment's where not given. */
  readonly proxy?: ProxySettings;
  /** For authorities that Microsoft's directory of clouds does not list. */
  readonly disableInstanceDiscovery?: boolean;
}

export function credentialFor(options: CredentialOptions): TokenCredential {
  return meantFor(options.cloud, pick(options));
}

function pick(options: CredentialOptions): TokenCredential {
  const { kind, cloud, tenant, session } = options;
  const cli = () =>
    startedWithProxy(new AzureCliCredential({ processTimeoutInMs: 20_000, ...(tenant ? { tenantId: tenant } : {}) }), options);
  switch (kind) {
    case "vscode":
      return session ?? missing("VS Code's account is only there inside VS Code.", "choose the Azure CLI or the default chain");
    case "azureCli":
      return cli();
    case "default":
      return defaultChain(options);
    case "auto":
      return new ChainedTokenCredential(...(session ? [session] : []), cli(), defaultChain(options));
  }
  return missing(`The credential '${String(kind)}' of ${cloud.name} is not one of vscode, azureCli, default, auto.`, "choose one of these");
}

/**
 * The Azure CLI is a program of its own that takes its proxy from the environment. What the settings say stands there while it is
 * started, within one turn of the event loop, so that nothing else sees it.
 */
function startedWithProxy(cli: TokenCredential, { cloud, proxy = {} }: CredentialOptions): TokenCredential {
  return {
    getToken(scopes, options) {
      const found = proxyFor(cloud.authority, proxy, process.env);
      if (found.is !== "through") return cli.getToken(scopes, options);
      const before = PROXY_NAMES.map((name) => [name, process.env[name]] as const);
      for (const name of PROXY_NAMES) process.env[name] = found.url.href;
      try {
        return cli.getToken(scopes, options);
      } finally {
        for (const [name, value] of before) {
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      }
    },
  };
}

const PROXY_NAMES = ["HTTPS_PROXY", "https_proxy"] as const;

/** What the way to the sign-in service said last is kept: the library tells no more than that the service could not be asked. */
function defaultChain({ cloud, tenant, ca, proxy, disableInstanceDiscovery }: CredentialOptions): TokenCredential {
  let heard = "";
  const hearing: PipelinePolicy = {
    name: "hearing",
    sendRequest: (request, next) =>
      next(request).catch((error: { readonly code?: string; readonly message?: string }) => {
        // The machine's own metadata service, asked over plain HTTP, is seldom there.
        if (request.url.startsWith("https:")) heard = `${error.code ?? ""} ${error.message ?? ""}`;
        throw error;
      }),
  };
  const chain = new DefaultAzureCredential({
    authorityHost: cloud.authority,
    additionalPolicies: [
      { policy: hearing, position: "perCall" },
      { policy: proxied(proxy ?? {}, ca), position: "perRetry" },
    ],
    ...(tenant ? { tenantId: tenant } : {}),
    ...(ca ? { tlsOptions: { ca } } : {}),
    ...(disableInstanceDiscovery ? { disableInstanceDiscovery } : {}),
  });
  return {
    async getToken(scopes, options) {
      heard = "";
      return chain.getToken(scopes, options).catch((error: Error) => {
        throw heard === "" ? error : new FailureError(signInFailure(`${error.message} ${heard}`));
      });
    },
  };
}

function missing(text: string, settle: string): TokenCredential {
  return { getToken: () => Promise.reject(new FailureError({ kind: "sign-in", text, settle })) };
}

/**
 * Tells a token for another cloud at once, in place of the bare 401 that its Resource Manager would answer.
 * The Azure CLI's cloud is its own: `az cloud set` decides it.
 */
function meantFor(cloud: CloudSettings, credential: TokenCredential): TokenCredential {
  return {
    async getToken(scopes, options) {
      const token = await credential.getToken(scopes, options);
      const other = token && otherCloud(token.token, cloud);
      if (other) {
        throw new FailureError({
          kind: "sign-in",
          text: `The sign-in is for ${CLOUDS[other].name}, but ${cloud.name} is to be read.`,
          settle: `set the cloud to '${other}', or with the Azure CLI run 'az cloud set --name ${cloud.az}' and 'az login'`,
        });
      }
      return token;
    },
  };
}

function otherCloud(token: string, cloud: CloudSettings) {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const audience = typeof claims === "object" && claims !== null && "aud" in claims ? String(claims.aud) : "";
    const found = cloudOfEndpoint(audience);
    return found && found !== cloud.cloud ? found : undefined;
  } catch {
    return undefined;
  }
}

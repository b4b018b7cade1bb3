// Who asks Azure: one token credential, from whichever sign-in the person chose. Nothing here starts a sign-in by itself.
import {
  AzureCliCredential,
  ChainedTokenCredential,
  DefaultAzureCredential,
  type DefaultAzureCredentialOptions,
  type TokenCredential,
} from "@azure/identity";
import { CLOUDS, type CloudSettings, cloudOfEndpoint } from "./clouds.ts";
import { FailureError } from "./failure.ts";

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
  /** For authorities that Microsoft's directory of clouds does not list. */
  readonly disableInstanceDiscovery?: boolean;
}

export function credentialFor(options: CredentialOptions): TokenCredential {
  return meantFor(options.cloud, pick(options));
}

function pick(options: CredentialOptions): TokenCredential {
  const { kind, cloud, tenant, session } = options;
  const cli = () => new AzureCliCredential({ processTimeoutInMs: 20_000, ...(tenant ? { tenantId: tenant } : {}) });
  switch (kind) {
    case "vscode":
      return session ?? missing("VS Code's account is only there inside VS Code.", "choose the Azure CLI or the default chain");
    case "azureCli":
      return cli();
    case "default":
      return new DefaultAzureCredential(chainOptions(options));
    case "auto":
      return new ChainedTokenCredential(...(session ? [session] : []), cli(), new DefaultAzureCredential(chainOptions(options)));
  }
  return missing(`The credential '${String(kind)}' of ${cloud.name} is not one of vscode, azureCli, default, auto.`, "choose one of these");
}

function chainOptions({ cloud, tenant, ca, disableInstanceDiscovery }: CredentialOptions): DefaultAzureCredentialOptions {
  return {
    authorityHost: cloud.authority,
    ...(tenant ? { tenantId: tenant } : {}),
    ...(ca ? { tlsOptions: { ca } } : {}),
    ...(disableInstanceDiscovery ? { disableInstanceDiscovery } : {}),
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

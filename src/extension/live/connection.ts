// Which cloud, which account: from the settings, when the person asks for it.
import { workspace } from "vscode";
import { budget, REAL_CLOCK } from "../../live/budget.ts";
import { CLOUDS, type CloudSettings } from "../../live/clouds.ts";
import { type CredentialKind, credentialFor } from "../../live/credential.ts";
import { type Connection, connect } from "../../live/pipeline.ts";
import type { ProxySettings } from "../../live/proxy.ts";
import type { Cloud } from "../../model/declaration.ts";
import { sessionCredential } from "./session-credential.ts";

export interface Asked {
  readonly mayAsk: () => boolean;
  readonly onThrottled: (seconds: number) => void;
}

export function connectAsSet({ mayAsk, onThrottled }: Asked): Connection {
  const settings = workspace.getConfiguration("amlNetworkAudit");
  const cloud = simulated() ?? CLOUDS[cloudOf(settings.get<string>("cloud", "auto"))];
  const kind = settings.get<CredentialKind>("live.credential", "vscode");
  const tenant = settings.get<string>("live.tenant", "").trim();
  const named = tenant === "" ? {} : { tenant };
  const session = sessionCredential({ provider: process.env.AML_NETWORK_AUDIT_TEST_PROVIDER ?? cloud.provider, mayAsk, ...named });
  const proxy = proxyAsSet();
  const credential = credentialFor({ kind, cloud, session, proxy, ...named });
  return connect({ cloud, credential, budget: budget(REAL_CLOCK), onThrottled, proxy });
}

/** As VS Code itself is set to go out; certificate authorities are those of VS Code and of the system. */
export function proxyAsSet(): ProxySettings {
  const http = workspace.getConfiguration("http");
  if (http.get<string>("proxySupport") === "off") return {};
  return {
    url: http.get<string>("proxy", ""),
    direct: http.get<string[]>("noProxy", []),
    strict: http.get<boolean>("proxyStrictSSL", true),
  };
}

/** The setting, else what VS Code's own sovereign accounts are set to, else Azure public. */
function cloudOf(set: string): Cloud {
  if (set === "public" || set === "usgov" || set === "china") return set;
  const sovereign = workspace.getConfiguration("microsoft-sovereign-cloud").get<string>("environment");
  return sovereign === "USGovernment" ? "usgov" : sovereign === "ChinaCloud" ? "china" : "public";
}

/** Tests put a simulated Azure on loopback in Azure's place; nothing but loopback is taken. */
function simulated(): CloudSettings | undefined {
  const endpoint = process.env.AML_NETWORK_AUDIT_TEST_ARM;
  return endpoint && /^https:\/\/localhost:\d+$/.test(endpoint) ? { ...CLOUDS.public, endpoint } : undefined;
}

import type { Cloud } from "../model/declaration.ts";

/** Where one cloud's Azure Resource Manager is, and who signs in to it. */
export interface CloudSettings {
  readonly cloud: Cloud;
  readonly name: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly scope: string;
  readonly authority: string;
  /** Authentication provider of VS Code. */
  readonly provider: "microsoft" | "microsoft-sovereign-cloud";
  /** What `az cloud set --name` calls it. */
  readonly az: string;
  readonly portal: string;
}

export const CLOUDS: Readonly<Record<Cloud, CloudSettings>> = {
  public: {
    cloud: "public",
    name: "Azure",
    endpoint: "https://management.azure.com",
    scope: "https://management.azure.com/.default",
    authority: "https://login.microsoftonline.com",
    provider: "microsoft",
    az: "AzureCloud",
    portal: "https://portal.azure.com",
  },
  usgov: {
    cloud: "usgov",
    name: "Azure Government",
    endpoint: "https://management.usgovcloudapi.net",
    scope: "https://management.usgovcloudapi.net/.default",
    authority: "https://login.microsoftonline.us",
    provider: "microsoft-sovereign-cloud",
    az: "AzureUSGovernment",
    portal: "https://portal.azure.us",
  },
  china: {
    cloud: "china",
    name: "Azure in China",
    endpoint: "https://management.chinacloudapi.cn",
    scope: "https://management.chinacloudapi.cn/.default",
    authority: "https://login.chinacloudapi.cn",
    provider: "microsoft-sovereign-cloud",
    az: "AzureChinaCloud",
    portal: "https://portal.azure.cn",
  },
};

/** The cloud of an endpoint that a token is meant for; undefined for one that we do not know. */
export function cloudOfEndpoint(endpoint: string): Cloud | undefined {
  const clouds: readonly Cloud[] = ["public", "usgov", "china"];
  const classic: Readonly<Record<Cloud, string>> = {
    public: "https://management.core.windows.net",
    usgov: "https://management.core.usgovcloudapi.net",
    china: "https://management.core.chinacloudapi.cn",
  };
  const wanted = endpoint.replace(/(?<!\/)\/+$/, "").toLowerCase();
  return clouds.find((cloud) => wanted === CLOUDS[cloud].endpoint || wanted === classic[cloud]);
}

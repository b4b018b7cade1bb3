// Which cloud a host belongs to, and what it is called in another.
import type { Cloud } from "../../model/declaration.ts";

type Names = { readonly [cloud in Cloud]: string };

/** Suffixes of the same service in each cloud. The longest that fits counts. */
const suffixes: readonly Names[] = [
  { public: "core.windows.net", usgov: "core.usgovcloudapi.net", china: "core.chinacloudapi.cn" },
  { public: "azurecr.io", usgov: "azurecr.us", china: "azurecr.cn" },
  { public: "vault.azure.net", usgov: "vault.usgovcloudapi.net", china: "vault.azure.cn" },
  { public: "vaultcore.azure.net", usgov: "vaultcore.usgovcloudapi.net", china: "vaultcore.azure.cn" },
  { public: "login.microsoftonline.com", usgov: "login.microsoftonline.us", china: "login.chinacloudapi.cn" },
  { public: "management.azure.com", usgov: "management.usgovcloudapi.net", china: "management.chinacloudapi.cn" },
  { public: "ml.azure.com", usgov: "ml.azure.us", china: "studio.ml.azure.cn" },
  { public: "api.azureml.ms", usgov: "api.ml.azure.us", china: "api.ml.azure.cn" },
  { public: "azureml.ms", usgov: "ml.azure.us", china: "ml.azure.cn" },
  { public: "notebooks.azure.net", usgov: "notebooks.usgovcloudapi.net", china: "notebooks.chinacloudapi.cn" },
  { public: "instances.azureml.net", usgov: "instances.azureml.us", china: "instances.azureml.cn" },
  { public: "modelmanagement.azureml.net", usgov: "modelmanagement.azureml.us", china: "modelmanagement.ml.azure.cn" },
  { public: "tundra.azureml.ms", usgov: "tundra.azureml.us", china: "tundra.azureml.cn" },
  { public: "graph.microsoft.com", usgov: "graph.microsoft.us", china: "graph.chinacloudapi.cn" },
];

const clouds: readonly Cloud[] = ["public", "usgov", "china"];

/** Undefined for hosts that do not tell. `*.instances.azureml.ms` is in all clouds and does not. */
export function cloudOfHost(host: string): Cloud | undefined {
  return match(host)?.cloud;
}

/** The host of the same service in another cloud. */
export function counterpart(host: string, cloud: Cloud): string | undefined {
  const found = match(host);
  if (!found) return undefined;
  const name = host.replace(/^https?:\/\//i, "");
  const at = name.toLowerCase().lastIndexOf(found.names[found.cloud]);
  return name.slice(0, at) + found.names[cloud] + name.slice(at + found.names[found.cloud].length);
}

function match(host: string): { readonly cloud: Cloud; readonly names: Names } | undefined {
  const name = host
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/[/:].*$/s, "");
  if (/(^|\.)instances\.azureml\.ms$/.test(name)) return undefined;
  const all = suffixes.flatMap((names) => clouds.map((cloud) => ({ cloud, names, suffix: names[cloud] })));
  const fitting = all.filter(({ suffix }) => name === suffix || name.endsWith(`.${suffix}`));
  const [longest] = fitting.sort((a, b) => b.suffix.length - a.suffix.length);
  return longest && { cloud: longest.cloud, names: longest.names };
}

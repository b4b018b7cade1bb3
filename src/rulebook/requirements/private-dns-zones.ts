// Private DNS zones in each cloud, by the sub-resource whose names they hold.

import type { Cloud } from "../../model/declaration.ts";
import { own } from "../../model/own.ts";
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { types } from "./private-access.ts";
import { columns, type Row } from "./row.ts";

type Names = { readonly [cloud in Cloud]?: string };

/** Where the guide names the zone, or in one case the public cloud's instead. */
const guideLines: { readonly [zone: string]: ReturnType<typeof cite.il5> } = {
  api: cite.il5(779, 780, 781),
  notebooks: cite.il5(779, 780, 781),
  registry: cite.il5(702),
};

const workspaceWhy =
  "The workspace's own names have to resolve to its private endpoint from inside the network; one endpoint needs both zones.";

export const privateDnsZones: readonly Requirement[] = [
  ...zone("api", types.workspace, "amlworkspace", workspaceWhy, ["custom-dns"], {
    public: "privatelink.api.azureml.ms",
    usgov: "privatelink.api.ml.azure.us",
    china: "privatelink.api.ml.azure.cn",
  }),
  ...zone("notebooks", types.workspace, "amlworkspace", workspaceWhy, ["custom-dns"], {
    public: "privatelink.notebooks.azure.net",
    usgov: "privatelink.notebooks.usgovcloudapi.net",
    china: "privatelink.notebooks.chinacloudapi.cn",
  }),
  ...storageZone("blob"),
  ...storageZone("file"),
  ...storageZone("queue", "batchEndpoints", "2025-05-23"),
  ...storageZone("table", "batchEndpoints", "2025-05-23"),
  ...storageZone("dfs", "dataLake"),
  ...zone("vault", types.vault, "vault", "The key vault's name has to resolve to its private endpoint.", ["private-endpoint-dns"], {
    public: "privatelink.vaultcore.azure.net",
    usgov: "privatelink.vaultcore.usgovcloudapi.net",
    china: "privatelink.vaultcore.azure.cn",
  }),
  ...zone(
    "registry",
    types.registry,
    "registry",
    "The registry's name and that of its data endpoint have to resolve to its private endpoint. One zone holds both.",
    ["private-endpoint-dns"],
    // The name in China is in no table of Microsoft's; it is what public templates and the 21Vianet pages use.
    { public: "privatelink.azurecr.io", usgov: "privatelink.azurecr.us", china: "privatelink.azurecr.cn" },
  ),
  ...monitorZones(),
  ...columns(
    {
      id: "private-dns-zone-amlregistry",
      kind: "privateDnsZone",
      value: "privatelink.api.azureml.ms",
      link: { type: types.machineLearningRegistry, group: "amlregistry" },
      when: ["machineLearningRegistry"],
      level: "situational",
      why: "The machine learning registry's name has to resolve to its private endpoint.",
      since: "2025-04-04",
      sources: pages("private-endpoint-dns", "registry-isolation"),
    },
    { public: {} },
  ),
];

function zone(
  name: string,
  type: string,
  group: string,
  why: string,
  documents: readonly string[],
  names: Names,
  more: Partial<Pick<Row, "when" | "level" | "since">> = {},
): readonly Requirement[] {
  const shared = {
    id: `private-dns-zone-${name}`,
    kind: "privateDnsZone",
    value: names.public ?? names.usgov ?? "",
    link: { type, group },
    why,
    since: "2022-09-18",
    sources: pages(...documents),
    ...more,
  } as const;
  return columns(shared, {
    ...(names.public ? { public: { value: names.public } } : {}),
    ...(names.usgov ? { usgov: { value: names.usgov, sources: own(guideLines, name) ?? [] } } : {}),
    ...(names.china ? { china: { value: names.china } } : {}),
  });
}

/** `since`: when the pages first ask for the endpoint that the zone is for. */
function storageZone(service: string, feature?: string, since = "2022-09-18"): readonly Requirement[] {
  return zone(
    service,
    types.storage,
    service,
    `Names of the storage account for '${service}' have to resolve to its private endpoint.`,
    ["private-endpoint-dns"],
    {
      public: `privatelink.${service}.core.windows.net`,
      usgov: `privatelink.${service}.core.usgovcloudapi.net`,
      china: `privatelink.${service}.core.chinacloudapi.cn`,
    },
    feature ? { when: [feature], level: "situational", since } : {},
  );
}

function monitorZones(): readonly Requirement[] {
  const names: readonly (readonly [string, Names])[] = [
    ["monitor", { public: "privatelink.monitor.azure.com", usgov: "privatelink.monitor.azure.us" }],
    ["monitor-adx", { usgov: "privatelink.adx.monitor.azure.us" }],
    ["monitor-oms", { public: "privatelink.oms.opinsights.azure.com", usgov: "privatelink.oms.opinsights.azure.us" }],
    ["monitor-ods", { public: "privatelink.ods.opinsights.azure.com", usgov: "privatelink.ods.opinsights.azure.us" }],
    ["monitor-agents", { public: "privatelink.agentsvc.azure-automation.net", usgov: "privatelink.agentsvc.azure-automation.us" }],
    ["monitor-blob", { public: "privatelink.blob.core.windows.net", usgov: "privatelink.blob.core.usgovcloudapi.net" }],
  ];
  const why = "Names of Azure Monitor have to resolve to the private link scope's endpoint.";
  return names.flatMap(([name, byCloud]) =>
    zone(name, types.monitor, "azuremonitor", why, ["private-endpoint-dns"], byCloud, {
      when: ["monitorPrivateLink"],
      level: "situational",
      since: "2025-08-04",
    }),
  );
}

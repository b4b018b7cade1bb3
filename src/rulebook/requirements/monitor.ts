// Logs and metrics, and the vault of Azure Batch in workspaces of high business impact.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound, regionalTag, row, tag } from "./row.ts";

const insights = hosts("dc.applicationinsights.azure.com", "dc.applicationinsights.microsoft.com", "dc.services.visualstudio.com");

export const monitor: readonly Requirement[] = [
  row({
    id: "outbound-azure-monitor",
    kind: "serviceTag",
    value: "AzureMonitor",
    flow: outbound("TCP", ["443"], tag("AzureMonitor"), [...insights, ...hosts("*.in.applicationinsights.azure.com")]),
    when: ["!monitorPrivateLink"],
    why: "Logs and metrics go to Azure Monitor and Application Insights, and support reads them there. With a private link scope they stay inside.",
    since: "2022-09-18",
    sources: [
      ...cite.il5(1167, 1292, 1293, 1294, 1402, 1403, 1404, 1405),
      ...cite.tags2023(8),
      ...cite.hosts2023(27, 28, 29, 30),
      ...pages("use-a-firewall", "required-public-access", "managed-network"),
    ],
  }),
  row({
    id: "outbound-azure-monitor-2021",
    kind: "serviceTag",
    value: "AzureMonitor",
    flow: outbound("TCP", ["80", "443"], tag("AzureMonitor"), insights),
    when: ["supportDiagnostics"],
    level: "situational",
    why: "Needed only to gather diagnostics with Microsoft support; later revisions need it always, and on 443 alone.",
    since: "2021-07-29",
    until: "2022-09-17",
    replacedBy: ["outbound-azure-monitor"],
    sources: cite.y2021(153, 156, 157, 158, 226),
  }),
  ...columns(
    {
      id: "outbound-azure-key-vault",
      kind: "serviceTag",
      value: "AzureKeyVault",
      when: ["highBusinessImpact"],
      level: "situational",
      why: "In a workspace of high business impact Azure Batch keeps the disk keys of the nodes in a vault of its own.",
      since: "2022-09-18",
      sources: [...cite.il5(1175, 1268, 1273, 1360), ...pages("use-a-firewall", "required-public-access")],
    },
    {
      public: { flow: outbound("TCP", ["443"], regionalTag("AzureKeyVault"), hosts("*.vault.azure.net")) },
      usgov: { flow: outbound("TCP", ["443"], regionalTag("AzureKeyVault"), hosts("*.vault.usgovcloudapi.net")), sources: cite.il5(1375) },
      china: { flow: outbound("TCP", ["443"], regionalTag("AzureKeyVault"), hosts("*.vault.azure.cn")), sources: cite.hosts2023(2) },
    },
  ),
];

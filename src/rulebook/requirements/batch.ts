// Azure Batch, on which compute instances and clusters stand.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound, regionalTag } from "./row.ts";

export const batch: readonly Requirement[] = [
  ...columns(
    {
      id: "outbound-batch-node-management",
      kind: "serviceTag",
      value: "BatchNodeManagement",
      why: "Nodes of compute instances and clusters report to Azure Batch, which starts and stops them.",
      since: "2022-11-01",
      sources: [
        ...cite.tags2023(2),
        ...cite.hosts2023(16),
        ...pages("use-a-firewall", "required-public-access", "managed-network", "data-exfiltration"),
      ],
    },
    {
      public: {
        flow: outbound(
          "TCP",
          ["443"],
          regionalTag("BatchNodeManagement"),
          hosts("*.<region>.batch.azure.com", "*.<region>.service.batch.azure.com"),
        ),
        sources: pages("secure-training"),
      },
      usgov: { flow: outbound("TCP", ["443"], regionalTag("BatchNodeManagement")) },
      china: { flow: outbound("TCP", ["443"], regionalTag("BatchNodeManagement")) },
    },
  ),
  ...columns(
    {
      id: "outbound-batchai-2021",
      kind: "fqdn",
      value: "*.batchai.core.windows.net",
      why: "Compute clusters and instances reported to Batch AI, which is gone.",
      since: "2021-07-29",
      until: "2022-09-17",
      sources: cite.y2021(199),
    },
    {
      public: {
        flow: outbound("TCP", ["443"], hosts("*.batchai.core.windows.net")),
        replacedBy: ["outbound-batch-node-management"],
      },
      usgov: {
        value: "*.batchai.core.usgovcloudapi.net",
        flow: outbound("TCP", ["443"], hosts("*.batchai.core.usgovcloudapi.net")),
        replacedBy: ["outbound-batch-node-management-usgov"],
      },
      china: {
        value: "*.batchai.ml.azure.cn",
        flow: outbound("TCP", ["443"], hosts("*.batchai.ml.azure.cn")),
        replacedBy: ["outbound-batch-node-management-china"],
      },
    },
  ),
];

// What has to reach the computes from outside.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { inbound, regionalTag, row, tag } from "./row.ts";

export const inboundFlows: readonly Requirement[] = [
  row({
    id: "inbound-azure-machine-learning",
    kind: "inbound",
    value: "AzureMachineLearning",
    flow: inbound("TCP", ["44224"], tag("AzureMachineLearning")),
    when: ["computePublicIp"],
    why: "The service creates, updates and deletes computes that have public addresses through this port. Azure adds its own security group; one of the subnet must not contradict it.",
    since: "2021-07-29",
    sources: [
      ...cite.y2021(52, 221),
      ...cite.il5(1023, 1166, 1228),
      ...cite.hosts2023(16),
      ...pages("use-a-firewall", "required-public-access", "secure-training", "managed-network"),
    ],
  }),
  row({
    id: "inbound-batch-node-management",
    kind: "inbound",
    value: "BatchNodeManagement",
    flow: inbound("TCP", ["29876-29877"], regionalTag("BatchNodeManagement")),
    when: ["computePublicIp"],
    why: "Azure Batch reached the nodes of computes with public addresses by its classic communication, which is retired; nodes now call out on 443.",
    since: "2021-07-29",
    until: "2025-02-09",
    replacedBy: ["outbound-batch-node-management"],
    sources: [...cite.y2021(52, 221), ...cite.il5(1020, 1165, 1228), ...pages("batch-communication", "data-exfiltration")],
  }),
  row({
    id: "inbound-private-batch-nodes",
    kind: "inbound",
    value: "VirtualNetwork",
    flow: inbound("TCP", ["29876-29877"], tag("VirtualNetwork")),
    when: ["computeCluster", "noPublicIp"],
    why: "In its preview a cluster without public addresses took node management from its own network. Nothing has to come in since it is generally available.",
    since: "2022-09-18",
    until: "2023-01-19",
    replacedBy: [],
    sources: cite.il5(1191, 1436, 1437, 1438),
  }),
  row({
    id: "inbound-private-load-balancer",
    kind: "inbound",
    value: "AzureLoadBalancer",
    flow: inbound("TCP", ["44224"], tag("AzureLoadBalancer")),
    when: ["computeCluster", "noPublicIp"],
    why: "In its preview a cluster without public addresses was probed by the load balancer. Nothing has to come in since it is generally available.",
    since: "2022-09-18",
    until: "2023-01-19",
    replacedBy: [],
    sources: cite.il5(1192, 1439, 1440),
  }),
  row({
    id: "inbound-ssh-attached",
    kind: "inbound",
    value: "AzureMachineLearning",
    flow: inbound("TCP", ["22"], tag("AzureMachineLearning")),
    when: ["attachedMachine"],
    level: "situational",
    why: "The service reaches an attached virtual machine or HDInsight cluster over SSH.",
    since: "2025-06-12",
    sources: pages("secure-training"),
  }),
];

// Routes of the subnets in which computes stand.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { row } from "./row.ts";

export const routes: readonly Requirement[] = [
  row({
    id: "route-azure-machine-learning",
    kind: "route",
    value: "AzureMachineLearning",
    when: ["computePublicIp", "firewall"],
    why: "Answers to the service have to leave by the Internet directly: through the firewall they would come from another address than the one that was called.",
    since: "2021-07-29",
    sources: [
      ...cite.y2021(44, 52, 59, 61, 63, 65, 84, 90, 92, 221),
      ...cite.il5(1221, 1228, 1241, 1243, 1249, 1390),
      ...cite.tags2023(55),
      ...cite.hosts2023(16),
      ...pages("use-a-firewall", "secure-training"),
    ],
  }),
  row({
    id: "route-batch-node-management",
    kind: "route",
    value: "BatchNodeManagement",
    when: ["computePublicIp", "firewall"],
    why: "Answers to the classic communication of Azure Batch had to leave by the Internet directly. It is retired; nodes now call out.",
    since: "2021-07-29",
    until: "2025-02-09",
    replacedBy: ["outbound-batch-node-management"],
    sources: [...cite.y2021(44, 52, 61, 63, 84, 90, 93, 221), ...cite.il5(1221, 1228, 1243, 1249, 1390), ...cite.hosts2023(16)],
  }),
  row({
    id: "route-way-out",
    kind: "route",
    value: "0.0.0.0/0",
    when: ["noPublicIp"],
    why: "Computes without public addresses reach what they need only through a firewall (a route for 0.0.0.0/0 to its private address) or a NAT gateway.",
    since: "2022-09-18",
    sources: [
      ...cite.il5(1426, 1427, 1428, 1429, 1430, 1455, 1459),
      ...cite.tags2023(11, 13, 14),
      ...pages("use-a-firewall", "secure-training"),
    ],
  }),
];

// Traffic that stays in the network.
import type { Requirement } from "../../model/requirement.ts";
import { pages } from "../documents.ts";
import { outbound, row, tag } from "./row.ts";

export const virtualNetwork: readonly Requirement[] = [
  row({
    id: "outbound-virtual-network",
    kind: "serviceTag",
    value: "VirtualNetwork",
    flow: outbound("TCP", ["443"], tag("VirtualNetwork")),
    when: ["privateEndpoints"],
    why: "Private endpoints of the workspace and its stores stand in the network or a peered one. Security groups have to let the computes reach them; firewalls do not know this tag.",
    since: "2026-03-19",
    sources: pages("use-a-firewall", "managed-network"),
  }),
  row({
    id: "outbound-virtual-network-smb",
    kind: "serviceTag",
    value: "VirtualNetwork",
    flow: outbound("TCP", ["445"], tag("VirtualNetwork")),
    when: ["privateEndpoints"],
    why: "Compute instances and jobs mount the file share of the workspace's storage account over SMB, through its private endpoint.",
    since: "2025-06-12",
    sources: pages("secure-training"),
  }),
];

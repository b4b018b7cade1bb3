// Storage accounts: the workspace's own and those of Microsoft that computes are managed through.
import type { Flow, Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound, regionalTag } from "./row.ts";

const suffix = { public: "core.windows.net", usgov: "core.usgovcloudapi.net", china: "core.chinacloudapi.cn" } as const;
const storage = regionalTag("Storage");

const microsoft = (cloud: keyof typeof suffix) => hosts(...["blob", "queue", "table"].map((service) => `*.${service}.${suffix[cloud]}`));
const own = (cloud: keyof typeof suffix, ...services: readonly string[]) =>
  hosts(...services.map((service) => `<storage>.${service}.${suffix[cloud]}`));
const smb = (cloud: keyof typeof suffix): Flow => ({ ...outbound("TCP", ["445"], storage, own(cloud, "file")), endpoint: "file" });

export const storageFlows: readonly Requirement[] = [
  ...columns(
    {
      id: "outbound-storage",
      kind: "serviceTag",
      value: "Storage",
      why: "Computes read and write data, and Azure Batch manages them, through storage accounts. The tag also lets data out to any account; a service endpoint policy closes that.",
      since: "2021-07-29",
      sources: [
        ...cite.y2021(115),
        ...cite.il5(1171, 1264),
        ...cite.tags2023(4),
        ...pages("use-a-firewall", "required-public-access", "data-exfiltration", "registry-isolation"),
      ],
    },
    {
      public: { flow: outbound("TCP", ["443"], storage, microsoft("public")), sources: [...cite.y2021(211), ...pages("secure-training")] },
      usgov: { flow: outbound("TCP", ["443"], storage, microsoft("usgov")), sources: [...cite.y2021(211), ...cite.il5(1370, 1371, 1372)] },
      china: { flow: outbound("TCP", ["443"], storage, microsoft("china")), sources: cite.y2021(211) },
    },
  ),
  ...columns(
    {
      id: "outbound-own-storage",
      kind: "fqdn",
      value: "<storage>.blob.core.windows.net",
      when: ["publicStorage"],
      why: "Notebooks and jobs use blobs, files and data lake of the workspace's storage account at its public hosts when it has no private endpoint.",
      since: "2021-07-29",
      sources: [...cite.y2021(189, 190, 191), ...pages("use-a-firewall")],
    },
    {
      public: { flow: outbound("TCP", ["443"], own("public", "blob", "file", "dfs"), storage) },
      usgov: {
        value: `<storage>.blob.${suffix.usgov}`,
        flow: outbound("TCP", ["443"], own("usgov", "blob", "file", "dfs"), storage),
        sources: cite.il5(1350, 1351, 1352, 1373, 1374),
      },
      china: {
        value: `<storage>.blob.${suffix.china}`,
        flow: outbound("TCP", ["443"], own("china", "blob", "file", "dfs"), storage),
        sources: cite.hosts2023(1),
      },
    },
  ),
  ...columns(
    {
      id: "outbound-storage-smb",
      kind: "serviceTag",
      value: "Storage",
      when: ["firewallBeforeStorage"],
      level: "situational",
      why: "File shares are mounted over SMB on 445, which a firewall between the computes and the storage private endpoints has to let through.",
      since: "2022-09-18",
      sources: [...cite.il5(1156, 1171), ...pages("use-a-firewall", "required-public-access", "secure-training")],
    },
    {
      public: { flow: smb("public") },
      usgov: { flow: smb("usgov"), sources: cite.il5(1350, 1373) },
      china: { flow: smb("china") },
    },
  ),
];

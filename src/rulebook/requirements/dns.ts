// Names that a DNS server of one's own forwards to Azure, 168.63.129.16.
import type { Requirement } from "../../model/requirement.ts";
import { pages } from "../documents.ts";
import { fact } from "./fact.ts";
import { columns } from "./row.ts";

export const dns: readonly Requirement[] = [
  ...forwarder("api", "api.azureml.ms", "api.ml.azure.us", "api.ml.azure.cn"),
  ...forwarder("notebooks", "notebooks.azure.net", "notebooks.usgovcloudapi.net", "notebooks.chinacloudapi.cn"),
  ...forwarder("instances", "instances.ml.azure.ms", "instances.ml.azure.us", "instances.ml.azure.ms"),
  ...forwarder("aznbcontent", "aznbcontent.net", "aznbcontent.net", "aznbcontent.net"),
  ...forwarder("inference", "inference.ml.azure.com", "inference.ml.azure.us", "inference.ml.azure.cn"),
  fact(
    "setting",
    "dns-record-inference",
    "*.<workspace>.inference.<region>.privatelink.api.azureml.ms",
    "Managed online endpoints resolve by this record, which has to be written by hand where no zone group writes it.",
    "2026-03-26",
    pages("custom-dns"),
    { clouds: ["public"], when: ["customDns", "onlineEndpoints"], level: "situational" },
  ),
];

function forwarder(name: string, ...[inPublic, usgov, china]: readonly [string, string, string]): readonly Requirement[] {
  return columns(
    {
      id: `dns-forwarder-${name}`,
      kind: "setting",
      value: inPublic,
      when: ["customDns"],
      level: "situational",
      why: "The workspace's names resolve to its private endpoint only when a DNS server of one's own forwards them to Azure.",
      since: "2026-03-26",
      sources: pages("custom-dns"),
    },
    { public: {}, usgov: { value: usgov }, china: { value: china } },
  );
}

// What the revision of July 2021 asks for and later ones ask for otherwise.
import type { Requirement } from "../../model/requirement.ts";
import { cite } from "../documents.ts";
import { columns, hosts, outbound, tag } from "./row.ts";

const aml = tag("AzureMachineLearning");
const span = { since: "2021-07-29", until: "2022-09-17" } as const;

export const revision2021: readonly Requirement[] = [
  ...columns(
    {
      id: "outbound-azure-machine-learning-2021",
      kind: "serviceTag",
      value: "AzureMachineLearning",
      why: "Computes, notebooks and jobs talk to the service on 443; later revisions add other ports.",
      ...span,
      sources: cite.y2021(113, 187, 188, 201),
    },
    {
      public: {
        flow: outbound("TCP", ["443"], aml, hosts("*.azureml.ms", "*.notebooks.azure.net", "*.aznbcontent.net", "*.instances.azureml.net")),
        replacedBy: ["outbound-azure-machine-learning-tcp"],
        sources: cite.y2021(193),
      },
      usgov: {
        flow: outbound("TCP", ["443"], aml, hosts("*.ml.azure.us", "*.notebooks.usgovcloudapi.net", "*.instances.azureml.us")),
        replacedBy: ["outbound-azure-machine-learning-tcp-usgov"],
      },
      china: {
        flow: outbound("TCP", ["443"], aml, hosts("*.ml.azure.cn", "*.notebooks.chinacloudapi.cn", "*.instances.azureml.cn")),
        replacedBy: ["outbound-azure-machine-learning-tcp-china"],
      },
    },
  ),
  ...columns(
    {
      id: "outbound-compute-instance-2021",
      kind: "fqdn",
      value: "*.instances.azureml.ms",
      why: "Compute instances are reached at these hosts on 443, 8787 and 18881; the page of 2021 names the ports for this host alone.",
      ...span,
      replacedBy: ["outbound-azure-machine-learning-tcp", "outbound-azure-machine-learning-rstudio"],
      sources: cite.y2021(202, 205),
    },
    { public: { flow: outbound("TCP", ["443", "8787", "18881"], hosts("*.instances.azureml.ms")) } },
  ),
];

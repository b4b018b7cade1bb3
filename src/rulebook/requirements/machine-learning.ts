// The service itself: its API, compute instances, studio, AutoML.
import type { Destination, Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, hostsOn, outbound, row, tag } from "./row.ts";

const aml = tag("AzureMachineLearning");

/** What firewalls without tags allow instead of the tag; only the last one listens on 18881. */
const apiHosts: { readonly [cloud in "public" | "usgov" | "china"]: readonly Destination[] } = {
  public: [
    ...hostsOn(
      ["443"],
      "*.azureml.ms",
      "*.azureml.net",
      "*.modelmanagement.azureml.net",
      "*.notebooks.azure.net",
      "*.aznbcontent.net",
      "*.instances.azureml.net",
    ),
    ...hosts("*.instances.azureml.ms"),
  ],
  usgov: [
    ...hostsOn(
      ["443"],
      "*.ml.azure.us",
      "*.modelmanagement.azureml.us",
      "*.notebooks.usgovcloudapi.net",
      "*.aznbcontent.net",
      "*.instances.azureml.us",
    ),
    ...hosts("*.instances.azureml.ms"),
  ],
  china: [
    ...hostsOn(
      ["443"],
      "*.ml.azure.cn",
      "*.azureml.cn",
      "*.modelmanagement.ml.azure.cn",
      "*.notebooks.chinacloudapi.cn",
      "*.aznbcontent.net",
      "*.instances.azureml.cn",
    ),
    ...hosts("*.instances.azureml.ms"),
  ],
};

const everywhere = pages("use-a-firewall", "required-public-access", "managed-network", "data-exfiltration", "registry-isolation");

const rstudioPort = {
  kind: "serviceTag",
  value: "AzureMachineLearning",
  flow: outbound("TCP", ["8787"], aml, hosts("*.instances.azureml.ms")),
  since: "2022-09-18",
  sources: [...cite.il5(1157, 1169, 1262, 1361, 1369), ...cite.tags2023(1), ...pages("use-a-firewall", "required-public-access")],
} as const;

export const machineLearning: readonly Requirement[] = [
  ...columns(
    {
      id: "outbound-azure-machine-learning-tcp",
      kind: "serviceTag",
      value: "AzureMachineLearning",
      why: "Computes, notebooks and jobs talk to the Azure Machine Learning service on 443; compute instances also on 18881.",
      since: "2022-09-18",
      sources: [...cite.il5(1169, 1262), ...cite.tags2023(1), ...everywhere],
    },
    {
      public: { flow: outbound("TCP", ["443", "18881"], aml, apiHosts.public), sources: pages("secure-training") },
      usgov: {
        flow: outbound("TCP", ["443", "18881"], aml, apiHosts.usgov),
        sources: cite.il5(1347, 1348, 1349, 1354, 1361, 1363, 1368, 1369),
      },
      china: { flow: outbound("TCP", ["443", "18881"], aml, apiHosts.china) },
    },
  ),
  row({
    id: "outbound-azure-machine-learning-rstudio",
    ...rstudioPort,
    when: ["rstudio"],
    why: "RStudio on a compute instance is reached on port 8787.",
  }),
  row({
    id: "outbound-azure-machine-learning-8787",
    ...rstudioPort,
    when: ["!rstudio"],
    level: "recommended",
    why: "Port 8787 serves RStudio on compute instances. Microsoft's pages disagree on whether it is needed without RStudio; allow it or leave it out on purpose.",
  }),
  ...columns(
    {
      id: "outbound-azure-machine-learning-udp",
      kind: "serviceTag",
      value: "AzureMachineLearning",
      why: "Compute instances are created, updated and deleted over UDP 5831.",
      since: "2022-11-01",
      sources: [...cite.tags2023(1), ...pages("use-a-firewall", "required-public-access", "registry-isolation")],
    },
    {
      public: {
        flow: outbound("UDP", ["5831"], aml, hosts("<region>.tundra.azureml.ms", "*.tundra.<region>.api.azureml.ms")),
        sources: pages("secure-training"),
      },
      usgov: { flow: outbound("UDP", ["5831"], aml, hosts("<region>.tundra.azureml.us")) },
      china: { flow: outbound("UDP", ["5831"], aml, hosts("<region>.tundra.azureml.cn")) },
    },
  ),
  ...columns(
    {
      id: "outbound-azure-front-door-frontend",
      kind: "serviceTag",
      value: "AzureFrontDoor.Frontend",
      why: "Studio and the images and environments of automated machine learning come through Azure Front Door.",
      since: "2021-07-29",
      sources: [
        ...cite.y2021(116),
        ...cite.il5(1172, 1265),
        ...cite.tags2023(5),
        ...pages("use-a-firewall", "required-public-access", "studio-network"),
      ],
    },
    {
      public: {
        flow: outbound(
          "TCP",
          ["443"],
          tag("AzureFrontDoor.Frontend"),
          hosts("ml.azure.com", "automlresources-prod-d0eaehh7g8andvav.b02.azurefd.net"),
        ),
        sources: [...cite.y2021(186), ...pages("data-exfiltration")],
      },
      usgov: {
        flow: outbound("TCP", ["443"], tag("AzureFrontDoor.Frontend"), hosts("ml.azure.us")),
        sources: [...cite.y2021(186), ...cite.il5(954, 1346, 1787)],
      },
    },
  ),
  row({
    id: "outbound-studio-china",
    kind: "fqdn",
    value: "studio.ml.azure.cn",
    flow: { ...outbound("TCP", ["443"], hosts("studio.ml.azure.cn"), aml), from: "client" },
    clouds: ["china"],
    when: ["clientsInside"],
    level: "situational",
    why: "People who work from inside the network reach studio at this host; Azure operated by 21Vianet does not use Azure Front Door for it.",
    since: "2021-07-29",
    sources: [...cite.y2021(186), ...pages("use-a-firewall")],
  }),
  row({
    id: "outbound-automl",
    kind: "fqdn",
    value: "aka.ms",
    flow: outbound("TCP", ["443"], hosts("aka.ms", "automlresources-prod.azureedge.net"), tag("AzureFrontDoor.Frontend")),
    clouds: ["public"],
    when: ["automl"],
    level: "situational",
    why: "Automated machine learning for text and images fetches its resources here.",
    since: "2026-03-19",
    sources: pages("use-a-firewall"),
  }),
];

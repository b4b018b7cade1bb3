// The service itself: its API, compute instances, studio, AutoML.
import type { Destination, Flow, Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { from } from "./fact.ts";
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

const frontDoorTag = tag("AzureFrontDoor.Frontend");

const frontDoor = {
  id: "outbound-azure-front-door-frontend",
  kind: "serviceTag",
  value: "AzureFrontDoor.Frontend",
  why: "Studio and the images and environments of automated machine learning come through Azure Front Door.",
} as const;

const frontDoorLines = [...cite.y2021(116, 186), ...cite.il5(1172, 1265), ...cite.tags2023(5)];

/** Azure operated by 21Vianet does not use Azure Front Door for studio. */
const studioFromInside = columns(
  {
    id: "outbound-studio",
    kind: "fqdn",
    value: "ml.azure.com",
    when: ["clientsInside"],
    level: "situational",
    why: "People who work from inside the network, on a jump box or over a gateway, reach studio at this host.",
    since: "2021-07-29",
    sources: [...cite.y2021(186), ...pages("use-a-firewall")],
  },
  {
    public: { flow: fromClient(frontDoorTag, "ml.azure.com"), sources: pages("studio-network") },
    usgov: {
      flow: fromClient(frontDoorTag, "ml.azure.us"),
      value: "ml.azure.us",
      sources: [...cite.il5(954, ...from(1781, 1787)), ...pages("studio-network")],
    },
    china: { flow: fromClient(aml, "studio.ml.azure.cn"), value: "studio.ml.azure.cn" },
  },
);

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
    { ...frontDoor, since: "2021-07-29", sources: pages("use-a-firewall", "required-public-access") },
    {
      public: {
        flow: outbound("TCP", ["443"], frontDoorTag, hosts("ml.azure.com", "automlresources-prod-d0eaehh7g8andvav.b02.azurefd.net")),
        since: "2025-02-05",
        sources: pages("data-exfiltration"),
      },
      usgov: { flow: outbound("TCP", ["443"], frontDoorTag, hosts("ml.azure.us")), sources: [...frontDoorLines, ...cite.il5(1346)] },
    },
  ),
  row({
    ...frontDoor,
    id: "outbound-azure-front-door-frontend-2021",
    flow: outbound("TCP", ["443"], frontDoorTag, hosts("ml.azure.com")),
    clouds: ["public"],
    since: "2021-07-29",
    until: "2025-02-04",
    replacedBy: ["outbound-azure-front-door-frontend"],
    sources: frontDoorLines,
  }),
  ...studioFromInside,
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

function fromClient(by: readonly Destination[], host: string): Flow {
  return { ...outbound("TCP", ["443"], hosts(host), by), from: "client" };
}

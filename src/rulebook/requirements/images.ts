// Docker images: Microsoft's and the workspace's own.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound, regionalTag, row, tag } from "./row.ts";

const microsoftHosts = hosts("mcr.microsoft.com", "*.data.mcr.microsoft.com");

/** Until the winter of 2022/23 the pages made Microsoft's registry depend on which images a workspace uses. */
const microsoftFormerly = {
  kind: "serviceTag",
  value: "MicrosoftContainerRegistry",
  when: ["defaultImages"],
  level: "situational",
  why: "Needed for Microsoft's default images with user-managed dependencies; later revisions need it always.",
  replacedBy: ["outbound-microsoft-container-registry"],
} as const;

const firstParty = {
  kind: "serviceTag",
  value: "AzureFrontDoor.FirstParty",
  flow: outbound("TCP", ["443"], tag("AzureFrontDoor.FirstParty"), microsoftHosts),
  // The published list of Azure Government has no such tag, whatever the pages say.
  clouds: ["public", "china"],
  why: "Microsoft Container Registry delivers its layers through Azure Front Door, so its own tag alone does not let an image through.",
} as const;

export const images: readonly Requirement[] = [
  row({
    id: "outbound-microsoft-container-registry",
    kind: "serviceTag",
    value: "MicrosoftContainerRegistry",
    flow: outbound("TCP", ["443"], regionalTag("MicrosoftContainerRegistry"), microsoftHosts),
    why: "Base images for training and inference, and the router for Kubernetes, come from Microsoft Container Registry, whatever images you build yourself.",
    since: "2022-11-01",
    sources: [
      ...cite.tags2023(6, 22),
      ...cite.hosts2023(9, 13),
      ...pages("use-a-firewall", "required-public-access", "managed-network", "registry-isolation"),
    ],
  }),
  row({
    ...microsoftFormerly,
    id: "outbound-microsoft-container-registry-2021",
    flow: outbound("TCP", ["443"], regionalTag("MicrosoftContainerRegistry"), hosts("mcr.microsoft.com")),
    since: "2021-07-29",
    until: "2022-09-17",
    sources: cite.y2021(118, 122, 213, 218),
  }),
  row({
    ...microsoftFormerly,
    id: "outbound-microsoft-container-registry-2022",
    flow: outbound("TCP", ["443"], regionalTag("MicrosoftContainerRegistry"), microsoftHosts),
    since: "2022-09-18",
    until: "2022-10-31",
    sources: cite.il5(1174, 1210, 1267, 1272, 1381, 1387),
  }),
  row({
    ...firstParty,
    id: "outbound-azure-front-door-first-party",
    since: "2022-11-01",
    sources: [...cite.tags2023(7, 22), ...pages("use-a-firewall", "managed-network", "service-tags")],
  }),
  row({
    ...firstParty,
    id: "outbound-azure-front-door-first-party-2022",
    when: ["defaultImages"],
    level: "situational",
    since: "2022-09-18",
    until: "2022-10-31",
    replacedBy: ["outbound-azure-front-door-first-party"],
    sources: cite.il5(1174, 1267),
  }),
  ...columns(
    {
      id: "outbound-azure-container-registry-2021",
      kind: "serviceTag",
      value: "AzureContainerRegistry",
      when: ["customImages"],
      level: "situational",
      why: "Custom images are pulled from the workspace's registry. Today this goes to a private endpoint of the registry.",
      since: "2021-07-29",
      until: "2022-10-31",
      sources: [...cite.y2021(117, 121, 123, 212, 217), ...cite.il5(1173, 1266, 1271, 1274, 1386)],
    },
    {
      public: {
        flow: outbound("TCP", ["443"], regionalTag("AzureContainerRegistry"), hosts("<registry>.azurecr.io")),
        replacedBy: ["private-endpoint-registry", "outbound-azure-container-registry"],
      },
      usgov: {
        flow: outbound("TCP", ["443"], regionalTag("AzureContainerRegistry"), hosts("<registry>.azurecr.us")),
        replacedBy: ["private-endpoint-registry", "outbound-azure-container-registry-usgov"],
      },
      china: {
        flow: outbound("TCP", ["443"], regionalTag("AzureContainerRegistry"), hosts("<registry>.azurecr.cn")),
        replacedBy: ["private-endpoint-registry", "outbound-azure-container-registry-china"],
      },
    },
  ),
  ...columns(
    {
      id: "outbound-azure-container-registry",
      kind: "serviceTag",
      value: "AzureContainerRegistry",
      when: ["publicContainerRegistry"],
      level: "situational",
      why: "Every job and deployment pulls from the workspace's registry; without a private endpoint that goes to its public address.",
      since: "2022-11-01",
      sources: [...cite.hosts2023(12), ...pages("use-a-firewall", "secure-inferencing", "registry-isolation")],
    },
    {
      public: { flow: outbound("TCP", ["443"], regionalTag("AzureContainerRegistry"), hosts("<registry>.azurecr.io")) },
      usgov: { flow: outbound("TCP", ["443"], regionalTag("AzureContainerRegistry"), hosts("<registry>.azurecr.us")) },
      china: { flow: outbound("TCP", ["443"], regionalTag("AzureContainerRegistry"), hosts("<registry>.azurecr.cn")) },
    },
  ),
  row({
    id: "outbound-viennaglobal",
    kind: "fqdn",
    value: "viennaglobal.azurecr.io",
    flow: outbound("TCP", ["443"], hosts("viennaglobal.azurecr.io")),
    why: "Images that Azure Machine Learning built beforehand came from here. They are on Microsoft Container Registry now, and prevention of data exfiltration forbids this host.",
    since: "2021-07-29",
    until: "2022-10-31",
    replacedBy: ["outbound-microsoft-container-registry"],
    sources: [...cite.y2021(214), ...cite.il5(1382), ...pages("data-exfiltration")],
  }),
];

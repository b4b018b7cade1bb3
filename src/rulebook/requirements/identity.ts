// Signing in, the management API, and the directory.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound, tag } from "./row.ts";

const signIn = {
  id: "outbound-azure-active-directory",
  kind: "serviceTag",
  value: "AzureActiveDirectory",
  why: "Computes and users sign in through Microsoft Entra ID; without it no compute starts and no job gets a token.",
} as const;

const everyPort = {
  ...signIn,
  id: "outbound-azure-active-directory-every-port",
  since: "2021-07-29",
  until: "2022-09-17",
  sources: cite.y2021(112),
} as const;

const management = {
  id: "outbound-azure-resource-manager",
  kind: "serviceTag",
  value: "AzureResourceManager",
  why: "The service creates and changes resources in the subscription through Azure Resource Manager.",
  since: "2021-07-29",
  sources: [
    ...cite.y2021(114, 177),
    ...cite.il5(1170, 1263),
    ...cite.tags2023(3),
    ...pages("use-a-firewall", "required-public-access", "managed-network"),
  ],
} as const;

const directory = {
  id: "outbound-graph-windows-net",
  kind: "fqdn",
  value: "graph.windows.net",
  why: "Compute instances and clusters look up directory objects when they are created. The addresses are in the tag 'AzureActiveDirectory'.",
  since: "2022-09-18",
  sources: pages("use-a-firewall"),
} as const;

/** The page of 2021 lets it through on http and https, by an application rule. */
const directoryFormerly = {
  ...directory,
  id: "outbound-graph-windows-net-2021",
  flow: outbound("TCP", ["80", "443"], hosts("graph.windows.net"), tag("AzureActiveDirectory")),
  since: "2021-07-29",
  until: "2022-09-17",
  sources: cite.y2021(132, 200),
} as const;

const notebooksGraph = {
  id: "outbound-graph-microsoft-com",
  kind: "fqdn",
  value: "graph.microsoft.com",
  when: ["clientsInside"],
  level: "situational",
  why: "Notebooks in studio look up people and groups in Microsoft Graph. The addresses are in the tag 'AzureActiveDirectory'.",
  since: "2021-07-29",
  sources: [...cite.y2021(192), ...pages("use-a-firewall")],
} as const;

const portal = {
  id: "outbound-azure-portal",
  kind: "fqdn",
  value: "management.azure.com",
  when: ["clientsInside"],
  level: "situational",
  why: "People who work from inside the network reach the Azure portal through this host.",
  since: "2021-07-29",
  sources: [...cite.y2021(176), ...pages("use-a-firewall")],
} as const;

export const identity: readonly Requirement[] = [
  ...columns(
    {
      ...signIn,
      since: "2022-09-18",
      sources: [...cite.il5(1168, 1261), ...pages("use-a-firewall", "required-public-access", "managed-network")],
    },
    {
      public: { flow: outbound("TCP", ["80", "443"], tag("AzureActiveDirectory"), hosts("login.microsoftonline.com")) },
      usgov: {
        flow: outbound("TCP", ["80", "443"], tag("AzureActiveDirectory"), hosts("login.microsoftonline.us")),
        sources: cite.il5(1334),
      },
      china: { flow: outbound("TCP", ["80", "443"], tag("AzureActiveDirectory"), hosts("login.chinacloudapi.cn")) },
    },
  ),
  ...columns(everyPort, {
    public: {
      flow: outbound("TCP", ["*"], tag("AzureActiveDirectory"), hosts("login.microsoftonline.com")),
      replacedBy: ["outbound-azure-active-directory"],
      sources: cite.y2021(175),
    },
    usgov: {
      flow: outbound("TCP", ["*"], tag("AzureActiveDirectory"), hosts("login.microsoftonline.us")),
      replacedBy: ["outbound-azure-active-directory-usgov"],
      sources: cite.y2021(175),
    },
    china: {
      flow: outbound("TCP", ["*"], tag("AzureActiveDirectory"), hosts("login.chinacloudapi.cn")),
      replacedBy: ["outbound-azure-active-directory-china"],
      sources: cite.y2021(175),
    },
  }),
  ...columns(management, {
    public: { flow: outbound("TCP", ["443"], tag("AzureResourceManager"), hosts("management.azure.com")) },
    usgov: {
      flow: outbound("TCP", ["443"], tag("AzureResourceManager"), hosts("management.usgovcloudapi.net")),
      sources: cite.il5(1336),
    },
    china: { flow: outbound("TCP", ["443"], tag("AzureResourceManager"), hosts("management.chinacloudapi.cn")) },
  }),
  ...columns(directory, {
    public: {
      flow: outbound("TCP", ["443"], hosts("graph.windows.net"), tag("AzureActiveDirectory")),
      sources: pages("secure-training"),
    },
    usgov: {
      flow: outbound("TCP", ["443"], hosts("graph.windows.net"), tag("AzureActiveDirectory")),
      sources: cite.il5(1283, 1367),
    },
    china: {
      value: "graph.chinacloudapi.cn",
      flow: outbound("TCP", ["443"], hosts("graph.chinacloudapi.cn"), tag("AzureActiveDirectory")),
      since: "2021-07-29",
      sources: cite.y2021(192, 200),
    },
  }),
  ...columns(directoryFormerly, {
    public: { replacedBy: ["outbound-graph-windows-net"] },
    usgov: { replacedBy: ["outbound-graph-windows-net-usgov"] },
  }),
  ...columns(notebooksGraph, {
    public: { flow: { ...outbound("TCP", ["443"], hosts("graph.microsoft.com"), tag("AzureActiveDirectory")), from: "client" } },
    usgov: {
      value: "graph.microsoft.us",
      flow: { ...outbound("TCP", ["443"], hosts("graph.microsoft.us"), tag("AzureActiveDirectory")), from: "client" },
      sources: cite.il5(1353),
    },
    china: {
      value: "graph.chinacloudapi.cn",
      flow: { ...outbound("TCP", ["443"], hosts("graph.chinacloudapi.cn"), tag("AzureActiveDirectory")), from: "client" },
    },
  }),
  ...columns(portal, {
    public: { flow: { ...outbound("TCP", ["443"], hosts("management.azure.com"), tag("AzureResourceManager")), from: "client" } },
    usgov: {
      value: "management.azure.us",
      flow: { ...outbound("TCP", ["443"], hosts("management.azure.us"), tag("AzureResourceManager")), from: "client" },
      sources: cite.il5(1335),
    },
    china: {
      value: "management.azure.cn",
      flow: { ...outbound("TCP", ["443"], hosts("management.azure.cn"), tag("AzureResourceManager")), from: "client" },
    },
  }),
];

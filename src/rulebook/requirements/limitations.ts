// What does not work, or only so.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { fact, from, guide } from "./fact.ts";

const limit = fact.bind(undefined, "limitation");
const situational = { level: "situational" } as const;

export const limitations: readonly Requirement[] = [
  limit(
    "container-instances",
    "Azure Container Instances",
    "Models cannot be deployed to container instances with a private workspace or registry; managed online endpoints can.",
    guide,
    [...cite.il5(...from(184, 188), ...from(1085, 1090)), ...pages("secure-workspace")],
  ),
  limit("storage-address-rules", "storage ipRules", "Studio does not work with storage accounts that let single addresses in.", guide, [
    ...cite.il5(...from(1791, 1796)),
    ...pages("studio-network"),
  ]),
  limit(
    "same-region",
    "compute and workspace in one region",
    "Computes and attached clusters have to be in the region of a workspace with a private endpoint; only clusters may stand elsewhere, with a second endpoint.",
    "2024-09-05",
    pages("private-link", "secure-training"),
  ),
  limit(
    "same-network",
    "endpoints of workspace and stores in reach",
    "Every network with an endpoint of the workspace has to reach its storage account, vault and registry.",
    "2024-09-04",
    pages("private-link", "network-overview"),
  ),
  limit(
    "network-locks",
    "locks and policies against security groups",
    "Computes make security groups by themselves; a policy or lock against it makes them fail.",
    "2025-06-12",
    pages("secure-training", "managed-network"),
    { level: "recommended" },
  ),
  limit(
    "managed-network-hosts",
    "host rules on 80 and 443 only",
    "Host rules of a managed network know no other ports, and hosts of storage accounts need private endpoints.",
    "2025-05-23",
    pages("managed-network"),
    { ...situational, when: ["managedNetwork"] },
  ),
  limit(
    "managed-network-computes",
    "no subnet with a managed network",
    "Computes of a workspace with a managed network stand in no subnet of one's own; attached clusters and machines are not supported.",
    "2025-05-23",
    pages("managed-network"),
    { ...situational, when: ["managedNetwork"] },
  ),
  limit(
    "managed-network-final",
    "isolation mode",
    "Isolation can be tightened and never loosened.",
    "2025-05-23",
    pages("managed-network"),
    { ...situational, when: ["managedNetwork"] },
  ),
  limit(
    "one-kind-of-endpoint",
    "private endpoint or service endpoint",
    "One resource is not joined by both kinds at once.",
    "2025-05-23",
    pages("managed-network", "network-overview"),
    situational,
  ),
  limit(
    "private-registry-connection",
    "registry by connection",
    "In a network of one's own a private registry has to be the workspace's default one.",
    "2026-02-05",
    pages("secure-workspace"),
    situational,
  ),
  limit(
    "curated-images",
    "images from mcr.microsoft.com",
    "Where data must not leave, curated environments come from Microsoft Container Registry and not from 'viennaglobal.azurecr.io'.",
    "2025-02-05",
    pages("data-exfiltration"),
    { ...situational, when: ["serviceEndpointPolicy"] },
  ),
  limit(
    "kubernetes-network",
    "Azure Arc or AKS extension network requirements",
    "An attached cluster needs what Azure Arc or the AKS extension need besides, and its own pods have to reach each other: model pods on 5001, the identity proxy on 9999, the API server.",
    guide,
    [...cite.y2021(147, 223, 256), ...cite.il5(1207, 1209, 1211, 1300, 1304, 1392), ...cite.hosts2023(18), ...pages("use-a-firewall")],
    { ...situational, when: ["kubernetes"] },
  ),
  limit(
    "host-wildcards",
    "host wildcards of Azure Firewall",
    "An asterisk stands only at the very left; '*.x.com' leaves 'x.com' out, and '*x.com' lets 'evilx.com' in.",
    "2022-09-12",
    pages("firewall-faq"),
    situational,
  ),
  limit(
    "firewall-rule-shape",
    "application rules for HTTP and HTTPS, network rules for other ports",
    "Hosts on 80 and 443 belong in application rules; other ports in network rules, where hosts need the firewall's DNS proxy.",
    "2021-07-29",
    [...cite.y2021(46, 125, 143), ...cite.il5(1222, 1275, 1296), ...pages("use-a-firewall")],
    { level: "recommended" },
  ),
  limit(
    "tag-names",
    "names of service tags",
    "Tags are compared without case. MicrosoftContainerRegistry depends on AzureFrontDoor.FirstParty, AzureKeyVault on AzureActiveDirectory; Azure Firewall takes neither VirtualNetwork nor AzureLoadBalancer.",
    "2023-01-26",
    pages("service-tags", "published-service-tags"),
    situational,
  ),
];

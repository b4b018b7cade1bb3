// The documents behind the rows, with every revision that was read, and how a row cites them.
import type { SourceLine } from "../model/requirement.ts";

interface Revision {
  /** Name in `SourceLine`: `2020-03`, `il5-2022-09`, or the page's own date. */
  readonly name: string;
  /** The page's date, `YYYY-MM-DD`; for an undated one the last day on which it can have been current. */
  readonly date: string;
}

export interface Document {
  readonly id: string;
  readonly title: string;
  /** Absent where there is no public address. */
  readonly url?: string;
  readonly revisions: readonly Revision[];
}

const learn = "https://learn.microsoft.com/azure/machine-learning";

/** Oldest revision first. */
export const documents: readonly Document[] = [
  {
    id: "use-a-firewall",
    title: "Configure inbound and outbound network traffic",
    url: `${learn}/how-to-access-azureml-behind-firewall`,
    revisions: [
      { name: "2020-03", date: "2020-03-24" },
      { name: "2021-07", date: "2021-07-29" },
      { name: "2026-03-19", date: "2026-03-19" },
    ],
  },
  {
    id: "use-a-firewall-tags",
    title: "Configure inbound and outbound network traffic: tables of service tags and package hosts (part of the page of winter 2022/23)",
    url: `${learn}/how-to-access-azureml-behind-firewall`,
    revisions: [{ name: "2023", date: "2023-04-30" }],
  },
  {
    id: "use-a-firewall-hosts",
    title: "Configure inbound and outbound network traffic: end of the tables of hosts (part of the page of winter 2022/23)",
    url: `${learn}/how-to-access-azureml-behind-firewall`,
    revisions: [{ name: "2023", date: "2023-04-30" }],
  },
  {
    id: "il5-guide",
    title: "Azure Machine Learning at Impact Level 5 in Azure Government: deployment guide",
    revisions: [{ name: "il5-2022-09", date: "2022-09-18" }],
  },
  page(
    "recommended-outbound",
    "Recommended configuration for training and deploying models",
    "how-to-access-azureml-behind-firewall",
    "2023-06-12",
  ),
  page("required-public-access", "Required public internet access", "how-to-secure-training-vnet", "2025-02-10"),
  page("managed-network", "Workspace managed virtual network isolation", "how-to-managed-network", "2025-05-23"),
  page("custom-dns", "Use your workspace with a custom DNS server", "how-to-custom-dns", "2026-03-26"),
  page("secure-workspace", "Secure a workspace with virtual networks", "how-to-secure-workspace-vnet", "2026-02-05"),
  page("secure-training", "Secure a training environment with virtual networks", "how-to-secure-training-vnet", "2025-06-12"),
  page("secure-inferencing", "Secure an inferencing environment with virtual networks", "how-to-secure-inferencing-vnet", "2025-06-13"),
  page("studio-network", "Use studio in a virtual network", "how-to-enable-studio-virtual-network", "2025-03-04"),
  page("customer-managed-keys", "Customer-managed keys for Azure Machine Learning", "concept-customer-managed-keys", "2025-01-28"),
  page("set-up-customer-managed-keys", "Set up customer-managed keys", "how-to-setup-customer-managed-keys", "2025-02-05"),
  page("data-exfiltration", "Data exfiltration prevention", "how-to-prevent-data-loss-exfiltration", "2025-02-05"),
  page("private-link", "Configure a private endpoint for a workspace", "how-to-configure-private-link", "2024-09-05"),
  page("network-overview", "Secure workspace resources using virtual networks", "how-to-network-security-overview", "2024-09-04"),
  page("secure-workspace-tutorial", "Tutorial: create a secure workspace", "tutorial-create-secure-workspace", "2026-02-05"),
  page("isolation-with-v2", "Network isolation change with the v2 API", "how-to-configure-network-isolation-with-v2", "2023-09-13"),
  page("service-authentication", "Set up authentication between services", "how-to-identity-based-service-authentication", "2025-06-10"),
  page("registry-isolation", "Network isolation with registries", "how-to-registry-network-isolation", "2025-04-04"),
  page("online-endpoints", "Network isolation with managed online endpoints", "concept-secure-online-endpoint", "2024-02-29"),
  page("network-rights", "Rights to use a virtual network", "how-to-secure-workspace-vnet", "2025-02-10"),
  {
    id: "private-endpoint-dns",
    title: "Private endpoint private DNS zone values",
    url: "https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
    revisions: [{ name: "2025-08-04", date: "2025-08-04" }],
  },
  {
    id: "private-endpoint-policies",
    title: "Manage network policies for private endpoints",
    url: "https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy",
    revisions: [{ name: "2024-12-04", date: "2024-12-04" }],
  },
  {
    id: "service-tags",
    title: "Virtual network service tags",
    url: "https://learn.microsoft.com/azure/virtual-network/service-tags-overview",
    revisions: [{ name: "2023-01-26", date: "2023-01-26" }],
  },
  {
    id: "firewall-faq",
    title: "Azure Firewall frequently asked questions",
    url: "https://learn.microsoft.com/azure/firewall/firewall-faq",
    revisions: [{ name: "2022-09-12", date: "2022-09-12" }],
  },
  {
    id: "batch-communication",
    title: "Simplified compute node communication of Azure Batch",
    url: "https://learn.microsoft.com/azure/batch/simplified-compute-node-communication",
    revisions: [{ name: "2021-10-21", date: "2021-10-21" }],
  },
  {
    id: "azure-policy",
    title: "Azure Policy built-in definitions and the DoD Impact Level 5 initiative",
    url: "https://learn.microsoft.com/azure/governance/policy/samples/gov-dod-impact-level-5",
    revisions: [{ name: "2026-04-29", date: "2026-04-29" }],
  },
  {
    id: "region-pairs",
    title: "Azure region pairs and nonpaired regions",
    url: "https://learn.microsoft.com/azure/reliability/regions-paired",
    revisions: [{ name: "2025-01-13", date: "2025-01-13" }],
  },
  {
    id: "published-service-tags",
    title: "Azure IP ranges and service tags, the published files",
    url: "https://www.microsoft.com/download/details.aspx?id=56519",
    revisions: [{ name: "2026-07", date: "2026-07-31" }],
  },
];

/** Lines of the revisions that were read line by line. */
export const cite = {
  y2020: lines("use-a-firewall", "2020-03"),
  y2021: lines("use-a-firewall", "2021-07"),
  il5: lines("il5-guide", "il5-2022-09"),
  tags2023: lines("use-a-firewall-tags", "2023"),
  hosts2023: lines("use-a-firewall-hosts", "2023"),
};

/** The newest revision of each of these documents. */
export function pages(...ids: readonly string[]): readonly SourceLine[] {
  return ids.flatMap((id) => {
    const newest = documents.find((document) => document.id === id)?.revisions.at(-1);
    return newest ? [{ document: id, revision: newest.name }] : [];
  });
}

function page(id: string, title: string, path: string, date: string): Document {
  return { id, title, url: `${learn}/${path}`, revisions: [{ name: date, date }] };
}

function lines(document: string, revision: string): (...lines: readonly number[]) => readonly SourceLine[] {
  return (...numbers) => numbers.map((line) => ({ document, revision, line }));
}

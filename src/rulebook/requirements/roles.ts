// Roles of the workspace's identity and of people.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { fact, from, guide } from "./fact.ts";

const role = fact.bind(undefined, "role");

export const roles: readonly Requirement[] = [
  role(
    "studio-endpoint-reader",
    "Reader on storage private endpoints",
    "Studio shows data behind a private endpoint only when the workspace's identity may read every endpoint of the storage account.",
    guide,
    [...cite.il5(...from(819, 823), 828, 841, ...from(846, 853), ...from(1648, 1653), ...from(1657, 1660)), ...pages("studio-network")],
    { when: ["privateEndpoints"] },
  ),
  role(
    "studio-blob-reader",
    "Storage Blob Data Reader",
    "The workspace's identity reads blobs of storage accounts other than the default one, and people with their own.",
    guide,
    [...cite.il5(...from(1638, 1642), 1716, 1717, 1718, 1735, 1736, 1737, 1738), ...pages("studio-network")],
    { level: "situational" },
  ),
  role(
    "registry-pull-role",
    "AcrPull",
    "A managed identity with this role pulls images, so that the registry's admin user can be off.",
    "2025-06-10",
    pages("service-authentication"),
    { level: "recommended" },
  ),
  role(
    "user-assigned-identity-roles",
    "Contributor, Storage Blob Data Contributor, Key Vault Administrator",
    "A user-assigned identity of the workspace needs these on the workspace and its stores.",
    "2025-06-10",
    pages("service-authentication"),
    { level: "situational" },
  ),
  role(
    "network-approver",
    "Azure AI Enterprise Network Connection Approver",
    "The workspace's identity approves the managed network's private endpoints to other resources; not granted by itself since 2025-04-30.",
    "2025-05-23",
    pages("managed-network"),
    { level: "situational", when: ["managedNetwork"] },
  ),
  role(
    "network-join",
    "Microsoft.Network/virtualNetworks/subnets/join/action",
    "Who deploys has to be allowed to read the network and to join its subnets.",
    "2025-02-10",
    pages("network-rights"),
  ),
  role(
    "data-lake-access",
    "access control lists of Data Lake Storage",
    "Generation 1 knows only access control lists, generation 2 roles as well.",
    guide,
    cite.il5(...from(1722, 1727), ...from(1731, 1738), ...from(1740, 1743)),
    { level: "situational", when: ["dataLake"] },
  ),
  role(
    "sql-user",
    "contained SQL user for the identity",
    "Data of Azure SQL Database is read by a contained user for the workspace's identity, which templates do not make.",
    guide,
    cite.il5(...from(1747, 1755)),
    { level: "situational" },
  ),
];

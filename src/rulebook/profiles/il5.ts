// Impact Level 5: the policies of Azure Government's initiative 'DoD Impact Level 5' that concern a workspace and what it stands on.

/** A policy of the initiative, and the checks that answer it. */
export interface Policy {
  /** Azure Policy definition. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** NIST SP 800-53 revision 4, as the initiative groups it. */
  readonly controls: readonly string[];
  /** Ids of rules. */
  readonly rules: readonly string[];
  /** The type of the resources that it is about. */
  readonly type: string;
}

/** Version of the initiative that was read, from the built-in definitions of 2026-04-29. */
export const initiative = { title: "DoD Impact Level 5", version: "19.15.0" } as const;

const workspace = "Microsoft.MachineLearningServices/workspaces";
const storage = "Microsoft.Storage/storageAccounts";
const vault = "Microsoft.KeyVault/vaults";
const registry = "Microsoft.ContainerRegistry/registries";
const privateLink = ["AC-4", "AC-17", "AC-17(1)", "SC-7", "SC-7(3)"];
const boundary = ["AC-4", "SC-7", "SC-7(3)"];

export const policies: readonly Policy[] = [
  {
    id: "45e05259-1eb5-4f70-9574-baf73e9d219b",
    title: "Azure Machine Learning workspaces should use private link",
    version: "1.0.0",
    controls: privateLink,
    rules: ["private-endpoint", "private-endpoint-approval"],
    type: workspace,
  },
  {
    id: "ba769a63-b8cc-4b2d-abf6-ac33c7204be8",
    title: "Azure Machine Learning workspaces should be encrypted with a customer-managed key",
    version: "1.1.0",
    controls: ["SC-12"],
    rules: ["workspace-cmk"],
    type: workspace,
  },
  {
    id: "55615ac9-af46-4a59-874e-391cc3dfb490",
    title: "Azure Key Vault should have firewall enabled or public network access disabled",
    version: "1.5.0",
    controls: boundary,
    rules: ["public-network-access", "key-vault-network"],
    type: vault,
  },
  {
    id: "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53",
    title: "Key vaults should have deletion protection enabled",
    version: "2.1.0",
    controls: ["CP-9"],
    rules: ["key-vault-purge-protection"],
    type: vault,
  },
  {
    id: "1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d",
    title: "Key vaults should have soft delete enabled",
    version: "3.1.0",
    controls: ["CP-9"],
    rules: ["key-vault-soft-delete"],
    type: vault,
  },
  {
    id: "cf820ca0-f99e-4f3e-84fb-66e913812d21",
    title: "Resource logs in Key Vault should be enabled",
    version: "5.0.0",
    controls: ["AU-6(4)", "AU-6(5)", "AU-12", "AU-12(1)"],
    rules: ["resource-logs"],
    type: vault,
  },
  {
    id: "6fac406b-40ca-413b-bf8e-0bf964659c25",
    title: "Storage accounts should use customer-managed key for encryption",
    version: "1.0.3",
    controls: ["SC-12"],
    rules: ["storage-cmk"],
    type: storage,
  },
  {
    id: "6edd7eda-6dd8-40f7-810d-67160c639cd9",
    title: "Storage accounts should use private link",
    version: "2.0.0",
    controls: privateLink,
    rules: ["private-endpoint"],
    type: storage,
  },
  {
    id: "34c877ad-507e-4c82-993e-3452a6e0ad3c",
    title: "Storage accounts should restrict network access",
    version: "1.1.1",
    controls: privateLink,
    rules: ["public-network-access"],
    type: storage,
  },
  {
    id: "2a1a9cdf-e04d-429a-8416-3bfb72a1b26f",
    title: "Storage accounts should restrict network access using virtual network rules",
    version: "1.0.1",
    controls: boundary,
    rules: ["public-network-access", "storage-ip-rules-studio"],
    type: storage,
  },
  {
    id: "404c3081-a854-4457-ae30-26a93ef643f9",
    title: "Secure transfer to storage accounts should be enabled",
    version: "2.0.0",
    controls: ["SC-8", "SC-8(1)"],
    rules: ["storage-secure-transfer"],
    type: storage,
  },
  {
    id: "4733ea7b-a883-42fe-8cac-97454c2a9e4a",
    title: "Storage accounts should have infrastructure encryption",
    version: "1.0.0",
    controls: ["SC-28", "SC-28(1)"],
    rules: ["storage-infrastructure-encryption"],
    type: storage,
  },
  {
    id: "5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580",
    title: "Container registries should be encrypted with a customer-managed key",
    version: "1.1.2",
    controls: ["SC-12"],
    rules: ["registry-cmk"],
    type: registry,
  },
  {
    id: "e8eef0a8-67cf-4eb4-9386-14b0e78733d4",
    title: "Container registries should use private link",
    version: "1.0.1",
    controls: privateLink,
    rules: ["private-endpoint"],
    type: registry,
  },
  {
    id: "d0793b48-0edc-4296-a390-4c75d1bdfd71",
    title: "Container registries should not allow unrestricted network access",
    version: "2.0.0",
    controls: boundary,
    rules: ["public-network-access"],
    type: registry,
  },
];

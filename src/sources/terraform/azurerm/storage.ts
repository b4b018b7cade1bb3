import { block, identity, items, type ResourceMap, tracked, value } from "./table.ts";

const networkAcls = [
  value("default_action", "defaultAction"),
  value("bypass", "bypass", "commas", { default: "AzureServices" }),
  value("ip_rules", "ipRules", "values"),
  value("virtual_network_subnet_ids", "virtualNetworkRules", "ids"),
];

const privateLinkAccess = [value("endpoint_resource_id", "resourceId"), value("endpoint_tenant_id", "tenantId")];

const customerKey = [
  value("key_vault_key_id", "keyvaultproperties.keyname", "keyName"),
  value("key_vault_key_id", "keyvaultproperties.keyvaulturi", "keyVaultUri"),
  value("key_vault_key_id", "keyvaultproperties.keyversion", "keyVersion"),
  value("managed_hsm_key_id", "keyvaultproperties.keyname", "keyName", { majors: [3, 4] }),
  value("managed_hsm_key_id", "keyvaultproperties.keyvaulturi", "keyVaultUri", { majors: [3, 4] }),
  value("user_assigned_identity_id", "identity.userAssignedIdentity"),
];

const arm = "Microsoft.Storage/storageAccounts";
const apiVersion = "2025-08-01";

export const storage: { readonly [type: string]: ResourceMap } = {
  azurerm_storage_account: {
    arm,
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("account_kind", "kind", "same", { default: "StorageV2" }),
      value("account_replication_type", "sku.name"),
      value("account_tier", "sku.tier"),
      value("access_tier", "properties.accessTier"),
      value("public_network_access_enabled", "properties.publicNetworkAccess", "enabled", { default: true }),
      value("shared_access_key_enabled", "properties.allowSharedKeyAccess", "same", { default: true }),
      value("allow_nested_items_to_be_public", "properties.allowBlobPublicAccess", "same", { default: { 3: true, 4: true, 5: false } }),
      value("allow_blob_public_access", "properties.allowBlobPublicAccess", "same", { majors: [3] }),
      value("min_tls_version", "properties.minimumTlsVersion", "same", { default: "TLS1_2" }),
      value("https_traffic_only_enabled", "properties.supportsHttpsTrafficOnly", "same", { majors: [4, 5], default: { 4: true, 5: true } }),
      value("enable_https_traffic_only", "properties.supportsHttpsTrafficOnly", "same", { majors: [3], default: { 3: true } }),
      value("is_hns_enabled", "properties.isHnsEnabled", "same", { default: false }),
      value("infrastructure_encryption_enabled", "properties.encryption.requireInfrastructureEncryption", "same", { default: false }),
      value("queue_encryption_key_type", "properties.encryption.services.queue.keyType", "same", { default: "Service" }),
      value("table_encryption_key_type", "properties.encryption.services.table.keyType", "same", { default: "Service" }),
      block("network_rules", "properties.networkAcls", [
        ...networkAcls,
        items("private_link_access", "resourceAccessRules", privateLinkAccess),
      ]),
      block("customer_managed_key", "properties.encryption", customerKey, { keySource: "Microsoft.Keyvault" }),
    ],
    ignored: [
      "blob_properties",
      "queue_properties",
      "share_properties",
      "static_website",
      "routing",
      "sas_policy",
      "immutability_policy",
      "azure_files_authentication",
      "custom_domain",
      "edge_zone",
      "nfsv3_enabled",
      "sftp_enabled",
      "local_user_enabled",
      "large_file_share_enabled",
      "cross_tenant_replication_enabled",
      "default_to_oauth_authentication",
      "allowed_copy_scope",
      "dns_endpoint_type",
      "provisioned_billing_model_version",
    ],
    computed: {
      primary_blob_endpoint: "properties.primaryEndpoints.blob",
      "identity.0.principal_id": "identity.principalId",
      primary_location: "location",
    },
  },
  azurerm_storage_account_network_rules: {
    arm,
    apiVersion,
    name: { is: "" },
    amends: "storage_account_id",
    fields: [
      value("default_action", "properties.networkAcls.defaultAction"),
      value("bypass", "properties.networkAcls.bypass", "commas", { default: "AzureServices" }),
      value("ip_rules", "properties.networkAcls.ipRules", "values"),
      value("virtual_network_subnet_ids", "properties.networkAcls.virtualNetworkRules", "ids"),
      items("private_link_access", "properties.networkAcls.resourceAccessRules", privateLinkAccess),
    ],
    ignored: ["storage_account_name", "resource_group_name"],
  },
  azurerm_storage_account_customer_managed_key: {
    arm,
    apiVersion,
    name: { is: "" },
    amends: "storage_account_id",
    fields: [
      value("key_name", "properties.encryption.keyvaultproperties.keyname", "same", { majors: [3, 4] }),
      value("key_version", "properties.encryption.keyvaultproperties.keyversion", "same", { majors: [3, 4] }),
      value("key_vault_uri", "properties.encryption.keyvaultproperties.keyvaulturi", "same", { majors: [3, 4] }),
      value("key_vault_id", "properties.encryption.keyvaultproperties.keyvaulturi", "keyVaultUri", { majors: [3, 4] }),
      ...customerKey.map((field) => ({ ...field, path: ["properties", "encryption", ...field.path] })),
      value("federated_identity_client_id", "properties.encryption.identity.federatedIdentityClientId"),
    ],
    constants: { "properties.encryption.keySource": "Microsoft.Keyvault" },
  },
  azurerm_storage_container: {
    arm: `${arm}/blobServices/containers`,
    apiVersion,
    name: "name",
    parent: [
      { argument: "storage_account_id", by: "id" },
      { argument: "storage_account_name", by: "name", majors: [3, 4] },
    ],
    fields: [],
    open: true,
  },
};

import { block, items, type ResourceMap, tracked, value } from "./table.ts";

const apiVersion = "2026-02-01";

const permissions = [
  value("tenant_id", "tenantId"),
  value("object_id", "objectId"),
  value("application_id", "applicationId"),
  value("key_permissions", "permissions.keys", "capitals"),
  value("secret_permissions", "permissions.secrets"),
  value("certificate_permissions", "permissions.certificates"),
  value("storage_permissions", "permissions.storage"),
];

export const keyVault: { readonly [type: string]: ResourceMap } = {
  azurerm_key_vault: {
    arm: "Microsoft.KeyVault/vaults",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("sku_name", "properties.sku.name"),
      value("tenant_id", "properties.tenantId"),
      value("purge_protection_enabled", "properties.enablePurgeProtection"),
      value("soft_delete_enabled", "properties.enableSoftDelete", "same", { default: true }),
      value("soft_delete_retention_days", "properties.softDeleteRetentionInDays", "same", { default: 90 }),
      value("public_network_access_enabled", "properties.publicNetworkAccess", "enabled", { default: true }),
      value("rbac_authorization_enabled", "properties.enableRbacAuthorization", "same", { majors: [4, 5] }),
      value("enable_rbac_authorization", "properties.enableRbacAuthorization", "same", { majors: [3, 4], default: { 3: false, 4: false } }),
      value("enabled_for_deployment", "properties.enabledForDeployment"),
      value("enabled_for_disk_encryption", "properties.enabledForDiskEncryption"),
      value("enabled_for_template_deployment", "properties.enabledForTemplateDeployment"),
      block("network_acls", "properties.networkAcls", [
        value("default_action", "defaultAction"),
        value("bypass", "bypass"),
        value("ip_rules", "ipRules", "values"),
        value("virtual_network_subnet_ids", "virtualNetworkRules", "ids"),
      ]),
      items("access_policy", "properties.accessPolicies", permissions),
    ],
    ignored: ["contact"],
    computed: { vault_uri: "properties.vaultUri" },
  },
  azurerm_key_vault_access_policy: {
    arm: "Microsoft.KeyVault/vaults",
    apiVersion,
    name: { is: "" },
    amends: "key_vault_id",
    fields: [items("", "properties.accessPolicies", permissions)],
  },
  azurerm_key_vault_key: {
    arm: "Microsoft.KeyVault/vaults/keys",
    apiVersion,
    name: "name",
    parent: [{ argument: "key_vault_id", by: "id" }],
    fields: [
      value("key_type", "properties.kty"),
      value("key_size", "properties.keySize"),
      value("key_opts", "properties.keyOps"),
      value("curve", "properties.curveName"),
      value("expiration_date", "properties.attributes.exp"),
      value("not_before_date", "properties.attributes.nbf"),
      block("rotation_policy", "properties.rotationPolicy", [
        value("expire_after", "attributes.expiryTime"),
        value("notify_before_expiry", "notifyBeforeExpiry"),
        block("automatic", "automatic", [value("time_before_expiry", "timeBeforeExpiry"), value("time_after_creation", "timeAfterCreate")]),
      ]),
    ],
    ignored: ["tags"],
    computed: { versionless_id: "properties.keyUri", resource_id: "id", resource_versionless_id: "id", version: "properties.version" },
  },
  azurerm_key_vault_managed_hardware_security_module: {
    arm: "Microsoft.KeyVault/managedHSMs",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("sku_name", "sku.name"),
      value("purge_protection_enabled", "properties.enablePurgeProtection"),
      value("soft_delete_retention_days", "properties.softDeleteRetentionInDays"),
      value("public_network_access_enabled", "properties.publicNetworkAccess", "enabled", { default: true }),
      block("network_acls", "properties.networkAcls", [value("default_action", "defaultAction"), value("bypass", "bypass")]),
      value("tenant_id", "properties.tenantId"),
    ],
    ignored: ["admin_object_ids", "security_domain_key_vault_certificate_ids", "security_domain_quorum"],
    computed: { hsm_uri: "properties.hsmUri" },
  },
};

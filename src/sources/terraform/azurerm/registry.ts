import { block, identity, items, type ResourceMap, tracked, value } from "./table.ts";

export const registry: { readonly [type: string]: ResourceMap } = {
  azurerm_container_registry: {
    arm: "Microsoft.ContainerRegistry/registries",
    apiVersion: "2025-11-01",
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("sku", "sku.name"),
      value("admin_enabled", "properties.adminUserEnabled", "same", { default: false }),
      value("public_network_access_enabled", "properties.publicNetworkAccess", "enabled", { default: true }),
      value("network_rule_bypass_option", "properties.networkRuleBypassOptions", "same", { default: "AzureServices" }),
      value("network_rule_bypass_for_tasks_enabled", "properties.networkRuleBypassAllowedForTasks"),
      value("data_endpoint_enabled", "properties.dataEndpointEnabled", "same", { default: false }),
      value("anonymous_pull_enabled", "properties.anonymousPullEnabled", "same", { default: false }),
      value("export_policy_enabled", "properties.policies.exportPolicy.status", "lowerEnabled", { default: true }),
      value("quarantine_policy_enabled", "properties.policies.quarantinePolicy.status", "lowerEnabled"),
      value("trust_policy_enabled", "properties.policies.trustPolicy.status", "lowerEnabled", { majors: [4] }),
      value("retention_policy_in_days", "properties.policies.retentionPolicy.days", "same", { majors: [4, 5] }),
      value("zone_redundancy_enabled", "properties.zoneRedundancy", "enabled"),
      block("network_rule_set", "properties.networkRuleSet", [
        value("default_action", "defaultAction"),
        items("ip_rule", "ipRules", [value("action", "action"), value("ip_range", "value")]),
        { ...items("virtual_network", "virtualNetworkRules", [value("action", "action"), value("subnet_id", "id")]), majors: [3] },
      ]),
      block(
        "encryption",
        "properties.encryption",
        [
          value("enabled", "status", "lowerEnabled", { majors: [3] }),
          value("key_vault_key_id", "keyVaultProperties.keyIdentifier"),
          value("identity_client_id", "keyVaultProperties.identity"),
        ],
        { status: "enabled" },
      ),
    ],
    ignored: ["georeplications", "georeplication_locations", "retention_policy", "trust_policy"],
    computed: { login_server: "properties.loginServer", "identity.0.principal_id": "identity.principalId" },
  },
};

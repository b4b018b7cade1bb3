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
      {
        ...block("trust_policy", "properties.policies.trustPolicy", [value("enabled", "status", "lowerEnabled", { default: false })]),
        majors: [3],
      },
      {
        ...block("retention_policy", "properties.policies.retentionPolicy", [
          value("enabled", "status", "lowerEnabled", { default: false }),
          value("days", "days", "same", { default: 7 }),
        ]),
        majors: [3],
      },
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
    children: [
      {
        argument: "georeplications",
        arm: "Microsoft.ContainerRegistry/registries/replications",
        name: "location",
        fields: [
          value("location", "location"),
          value("tags", "tags"),
          value("zone_redundancy_enabled", "properties.zoneRedundancy", "enabled"),
          value("regional_endpoint_enabled", "properties.regionEndpointEnabled", "same", { majors: [3, 4] }),
          value("global_endpoint_routing_enabled", "properties.regionEndpointEnabled", "same", { majors: [4, 5] }),
        ],
      },
    ],
    ignored: ["georeplication_locations"],
    computed: { login_server: "properties.loginServer", "identity.0.principal_id": "identity.principalId" },
  },
};

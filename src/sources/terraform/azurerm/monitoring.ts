import { identity, items, type ResourceMap, tracked, value } from "./table.ts";

export const monitoring: { readonly [type: string]: ResourceMap } = {
  azurerm_application_insights: {
    arm: "Microsoft.Insights/components",
    apiVersion: "2020-02-02",
    name: "name",
    fields: [
      ...tracked,
      value("application_type", "properties.Application_Type"),
      value("workspace_id", "properties.WorkspaceResourceId"),
      value("internet_ingestion_enabled", "properties.publicNetworkAccessForIngestion", "enabled", { default: true }),
      value("internet_query_enabled", "properties.publicNetworkAccessForQuery", "enabled", { default: true }),
      value("local_authentication_enabled", "properties.DisableLocalAuth", "not", { majors: [4, 5] }),
      value("local_authentication_disabled", "properties.DisableLocalAuth", "same", { majors: [3, 4] }),
      value("retention_in_days", "properties.RetentionInDays"),
    ],
    ignored: [
      "daily_data_cap_in_gb",
      "daily_data_cap_notifications_disabled",
      "sampling_percentage",
      "disable_ip_masking",
      "force_customer_storage_for_profiler",
    ],
    computed: {
      instrumentation_key: "properties.InstrumentationKey",
      connection_string: "properties.ConnectionString",
      app_id: "properties.AppId",
    },
  },
  azurerm_log_analytics_workspace: {
    arm: "Microsoft.OperationalInsights/workspaces",
    apiVersion: "2023-09-01",
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("sku", "properties.sku.name"),
      value("retention_in_days", "properties.retentionInDays"),
      value("internet_ingestion_enabled", "properties.publicNetworkAccessForIngestion", "enabled", {
        majors: [3, 4],
        default: { 3: true, 4: true },
      }),
      value("internet_query_enabled", "properties.publicNetworkAccessForQuery", "enabled", {
        majors: [3, 4],
        default: { 3: true, 4: true },
      }),
      value("internet_ingestion_access_type", "properties.publicNetworkAccessForIngestion", "same", {
        majors: [5],
        default: { 5: "Enabled" },
      }),
      value("internet_query_access_type", "properties.publicNetworkAccessForQuery", "same", { majors: [5], default: { 5: "Enabled" } }),
      value("cmk_for_query_forced", "properties.features.enableClusterResourceId"),
    ],
    open: true,
    computed: { workspace_id: "properties.customerId" },
  },
  azurerm_log_analytics_cluster: {
    arm: "Microsoft.OperationalInsights/clusters",
    apiVersion: "2022-10-01",
    name: "name",
    fields: [...tracked, identity, value("size_gb", "sku.capacity")],
    open: true,
  },
  azurerm_log_analytics_cluster_customer_managed_key: {
    arm: "Microsoft.OperationalInsights/clusters",
    apiVersion: "2022-10-01",
    name: { is: "" },
    amends: "log_analytics_cluster_id",
    fields: [
      value("key_vault_key_id", "properties.keyVaultProperties.keyName", "keyName"),
      value("key_vault_key_id", "properties.keyVaultProperties.keyVaultUri", "keyVaultUri"),
      value("key_vault_key_id", "properties.keyVaultProperties.keyVersion", "keyVersion"),
    ],
  },
  azurerm_log_analytics_linked_service: {
    arm: "Microsoft.OperationalInsights/workspaces/linkedServices",
    apiVersion: "2020-08-01",
    name: { is: "cluster" },
    parent: [{ argument: "workspace_id", by: "id" }],
    fields: [value("write_access_id", "properties.writeAccessResourceId"), value("read_access_id", "properties.resourceId")],
  },
  azurerm_monitor_diagnostic_setting: {
    arm: "Microsoft.Insights/diagnosticSettings",
    apiVersion: "2021-05-01-preview",
    name: "name",
    scope: "target_resource_id",
    fields: [
      value("log_analytics_workspace_id", "properties.workspaceId"),
      value("storage_account_id", "properties.storageAccountId"),
      value("eventhub_authorization_rule_id", "properties.eventHubAuthorizationRuleId"),
      value("eventhub_name", "properties.eventHubName"),
      items("enabled_log", "properties.logs", [value("category", "category"), value("category_group", "categoryGroup")], { enabled: true }),
      {
        ...items("log", "properties.logs", [
          value("category", "category"),
          value("category_group", "categoryGroup"),
          value("enabled", "enabled", "same", { default: true }),
        ]),
        majors: [3],
      },
      { ...items("enabled_metric", "properties.metrics", [value("category", "category")], { enabled: true }), majors: [4, 5] },
      {
        ...items("metric", "properties.metrics", [value("category", "category"), value("enabled", "enabled", "same", { default: true })]),
        majors: [3, 4],
      },
    ],
    ignored: ["log_analytics_destination_type", "partner_solution_id"],
  },
};

// Resources of which only the type and the name matter: what points at them, and that they are there.
import { type ResourceMap, tracked } from "./table.ts";

const arms: { readonly [type: string]: string } = {
  azurerm_cognitive_account: "Microsoft.CognitiveServices/accounts",
  azurerm_ai_services: "Microsoft.CognitiveServices/accounts",
  azurerm_search_service: "Microsoft.Search/searchServices",
  azurerm_cosmosdb_account: "Microsoft.DocumentDB/databaseAccounts",
  azurerm_mssql_server: "Microsoft.Sql/servers",
  azurerm_postgresql_flexible_server: "Microsoft.DBforPostgreSQL/flexibleServers",
  azurerm_mysql_flexible_server: "Microsoft.DBforMySQL/flexibleServers",
  azurerm_eventhub_namespace: "Microsoft.EventHub/namespaces",
  azurerm_servicebus_namespace: "Microsoft.ServiceBus/namespaces",
  azurerm_data_factory: "Microsoft.DataFactory/factories",
  azurerm_databricks_workspace: "Microsoft.Databricks/workspaces",
  azurerm_synapse_workspace: "Microsoft.Synapse/workspaces",
  azurerm_app_configuration: "Microsoft.AppConfiguration/configurationStores",
  azurerm_automation_account: "Microsoft.Automation/automationAccounts",
  azurerm_private_link_service: "Microsoft.Network/privateLinkServices",
  azurerm_private_dns_resolver: "Microsoft.Network/dnsResolvers",
  azurerm_virtual_wan: "Microsoft.Network/virtualWans",
  azurerm_application_security_group: "Microsoft.Network/applicationSecurityGroups",
  azurerm_public_ip_prefix: "Microsoft.Network/publicIPPrefixes",
  azurerm_lb: "Microsoft.Network/loadBalancers",
  azurerm_application_gateway: "Microsoft.Network/applicationGateways",
  azurerm_iothub: "Microsoft.Devices/IotHubs",
  azurerm_linux_web_app: "Microsoft.Web/sites",
  azurerm_windows_web_app: "Microsoft.Web/sites",
  azurerm_app_service: "Microsoft.Web/sites",
  azurerm_linux_function_app: "Microsoft.Web/sites",
  azurerm_redis_cache: "Microsoft.Cache/redis",
};

export const otherTypes: { readonly [type: string]: ResourceMap } = Object.fromEntries(
  Object.entries(arms).map(([type, arm]) => [
    type,
    { arm, apiVersion: "2024-01-01", name: "name", fields: tracked, open: true } satisfies ResourceMap,
  ]),
);

import { items, type ResourceMap, tracked, value } from "./table.ts";

export const privateLink: { readonly [type: string]: ResourceMap } = {
  azurerm_private_endpoint: {
    arm: "Microsoft.Network/privateEndpoints",
    apiVersion: "2025-01-01",
    name: "name",
    fields: [
      ...tracked,
      value("subnet_id", "properties.subnet.id"),
      value("custom_network_interface_name", "properties.customNetworkInterfaceName"),
      items("private_service_connection", "properties.privateLinkServiceConnections", [
        value("name", "name"),
        value("private_connection_resource_id", "properties.privateLinkServiceId"),
        value("private_connection_resource_alias", "properties.privateLinkServiceId"),
        value("subresource_names", "properties.groupIds"),
        value("request_message", "properties.requestMessage"),
        value("is_manual_connection", "manual"),
      ]),
      items("ip_configuration", "properties.ipConfigurations", [
        value("name", "name"),
        value("private_ip_address", "properties.privateIPAddress"),
        value("subresource_name", "properties.groupId"),
        value("member_name", "properties.memberName"),
      ]),
    ],
    children: [
      {
        argument: "private_dns_zone_group",
        arm: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        name: "name",
        fields: [value("private_dns_zone_ids", "properties.privateDnsZoneConfigs", "zones")],
      },
    ],
    computed: {
      "private_service_connection.0.private_ip_address": "properties.ipConfigurations.0.properties.privateIPAddress",
      "network_interface.0.id": "properties.networkInterfaces.0.id",
    },
  },
  azurerm_private_dns_zone: {
    arm: "Microsoft.Network/privateDnsZones",
    apiVersion: "2024-06-01",
    name: "name",
    fields: [value("tags", "tags")],
    constants: { location: "global" },
    ignored: ["soa_record"],
  },
  azurerm_private_dns_zone_virtual_network_link: {
    arm: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    apiVersion: "2024-06-01",
    name: "name",
    parent: [
      { argument: "private_dns_zone_name", by: "name", majors: [3, 4] },
      { argument: "private_dns_zone_id", by: "id", majors: [5] },
    ],
    fields: [
      value("tags", "tags"),
      value("virtual_network_id", "properties.virtualNetwork.id"),
      value("registration_enabled", "properties.registrationEnabled", "same", { default: false }),
      value("resolution_policy", "properties.resolutionPolicy"),
    ],
    constants: { location: "global" },
  },
  azurerm_private_dns_a_record: {
    arm: "Microsoft.Network/privateDnsZones/A",
    apiVersion: "2024-06-01",
    name: "name",
    parent: [
      { argument: "zone_name", by: "name" },
      { argument: "private_dns_zone_id", by: "id" },
    ],
    fields: [value("ttl", "properties.ttl")],
    open: true,
  },
  azurerm_monitor_private_link_scope: {
    arm: "Microsoft.Insights/privateLinkScopes",
    apiVersion: "2021-07-01-preview",
    name: "name",
    fields: [
      value("tags", "tags"),
      value("ingestion_access_mode", "properties.accessModeSettings.ingestionAccessMode", "same", { default: "Open" }),
      value("query_access_mode", "properties.accessModeSettings.queryAccessMode", "same", { default: "Open" }),
    ],
    constants: { location: "global" },
  },
  azurerm_monitor_private_link_scoped_service: {
    arm: "Microsoft.Insights/privateLinkScopes/scopedResources",
    apiVersion: "2021-07-01-preview",
    name: "name",
    parent: [{ argument: "scope_name", by: "name" }],
    fields: [value("linked_resource_id", "properties.linkedResourceId")],
  },
};

// Ways out of a network that are neither routes nor firewalls: gateways to on premises, and what answers names for it.
import { items, type ResourceMap, tracked, value } from "./table.ts";

export const gateways: { readonly [type: string]: ResourceMap } = {
  azurerm_virtual_network_gateway: {
    arm: "Microsoft.Network/virtualNetworkGateways",
    apiVersion: "2025-01-01",
    name: "name",
    fields: [
      ...tracked,
      value("type", "properties.gatewayType"),
      value("enable_bgp", "properties.enableBgp", "same", { majors: [3, 4] }),
      value("bgp_enabled", "properties.enableBgp", "same", { default: false }),
      value("default_local_network_gateway_id", "properties.gatewayDefaultSite.id"),
      items("ip_configuration", "properties.ipConfigurations", [
        value("name", "name"),
        value("subnet_id", "properties.subnet.id"),
        value("public_ip_address_id", "properties.publicIPAddress.id"),
      ]),
    ],
    ignored: [
      "sku",
      "vpn_type",
      "generation",
      "active_active",
      "active_active_enabled",
      "bgp_settings",
      "bgp_route_translation_for_nat_enabled",
      "custom_route",
      "dns_forwarding_enabled",
      "edge_zone",
      "ip_sec_replay_protection_enabled",
      "policy_group",
      "private_ip_address_enabled",
      "remote_vnet_traffic_enabled",
      "virtual_wan_traffic_enabled",
      "vpn_client_configuration",
    ],
  },
  azurerm_private_dns_resolver_inbound_endpoint: {
    arm: "Microsoft.Network/dnsResolvers/inboundEndpoints",
    apiVersion: "2022-07-01",
    name: "name",
    parent: [{ argument: "private_dns_resolver_id", by: "id" }],
    fields: [
      ...tracked,
      items("ip_configurations", "properties.ipConfigurations", [
        value("subnet_id", "subnet.id"),
        value("private_ip_address", "privateIpAddress"),
      ]),
    ],
    computed: { "ip_configurations.0.private_ip_address": "properties.ipConfigurations.0.privateIpAddress" },
  },
};

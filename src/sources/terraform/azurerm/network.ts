import { block, identity, items, type ResourceMap, tracked, value } from "./table.ts";

const apiVersion = "2025-01-01";

const subnetProperties = [
  value("address_prefixes", "properties.addressPrefixes"),
  value("service_endpoints", "properties.serviceEndpoints", "services", { majors: [3, 4] }),
  items("service_endpoint", "properties.serviceEndpoints", [
    value("service", "service"),
    value("network_identifier", "networkIdentifier.id"),
  ]),
  value("service_endpoint_policy_ids", "properties.serviceEndpointPolicies", "ids"),
  value("private_endpoint_network_policies_enabled", "properties.privateEndpointNetworkPolicies", "enabled", { majors: [3] }),
  value("enforce_private_link_endpoint_network_policies", "properties.privateEndpointNetworkPolicies", "notEnabled", { majors: [3] }),
  value("private_endpoint_network_policies", "properties.privateEndpointNetworkPolicies", "same", {
    default: { 4: "Disabled", 5: "Disabled" },
    changed: [3],
  }),
  value("private_link_service_network_policies_enabled", "properties.privateLinkServiceNetworkPolicies", "enabled", { default: true }),
  value("enforce_private_link_service_network_policies", "properties.privateLinkServiceNetworkPolicies", "notEnabled", { majors: [3] }),
  value("default_outbound_access_enabled", "properties.defaultOutboundAccess", "same", { default: { 4: true, 5: true } }),
  items("delegation", "properties.delegations", [
    value("name", "name"),
    block("service_delegation", "properties", [value("name", "serviceName"), value("actions", "actions")]),
  ]),
];

const ruleProperties = [
  value("description", "properties.description"),
  value("protocol", "properties.protocol"),
  value("source_port_range", "properties.sourcePortRange"),
  value("source_port_ranges", "properties.sourcePortRanges"),
  value("destination_port_range", "properties.destinationPortRange"),
  value("destination_port_ranges", "properties.destinationPortRanges"),
  value("source_address_prefix", "properties.sourceAddressPrefix"),
  value("source_address_prefixes", "properties.sourceAddressPrefixes"),
  value("source_application_security_group_ids", "properties.sourceApplicationSecurityGroups", "ids"),
  value("destination_address_prefix", "properties.destinationAddressPrefix"),
  value("destination_address_prefixes", "properties.destinationAddressPrefixes"),
  value("destination_application_security_group_ids", "properties.destinationApplicationSecurityGroups", "ids"),
  value("access", "properties.access"),
  value("priority", "properties.priority"),
  value("direction", "properties.direction"),
];

const routeProperties = [
  value("address_prefix", "properties.addressPrefix"),
  value("next_hop_type", "properties.nextHopType"),
  value("next_hop_in_ip_address", "properties.nextHopIpAddress"),
];

const subnets = "Microsoft.Network/virtualNetworks/subnets";

/** One property of a subnet that azurerm keeps in a resource of its own. */
function association(argument: string, path: string): ResourceMap {
  return { arm: subnets, apiVersion, name: { is: "" }, amends: "subnet_id", fields: [value(argument, path)] };
}

export const network: { readonly [type: string]: ResourceMap } = {
  azurerm_virtual_network: {
    arm: "Microsoft.Network/virtualNetworks",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("address_space", "properties.addressSpace.addressPrefixes"),
      value("dns_servers", "properties.dhcpOptions.dnsServers"),
      items("subnet", "properties.subnets", [
        value("name", "name"),
        value("address_prefix", "properties.addressPrefix", "same", { majors: [3] }),
        value("security_group", "properties.networkSecurityGroup.id"),
        value("route_table_id", "properties.routeTable.id"),
        ...subnetProperties,
      ]),
      items("encryption", "properties.encryption", [value("enforcement", "enforcement")]),
    ],
    ignored: [
      "bgp_community",
      "ddos_protection_plan",
      "edge_zone",
      "flow_timeout_in_minutes",
      "ip_address_pool",
      "private_endpoint_vnet_policies",
    ],
    computed: { guid: "properties.resourceGuid" },
  },
  azurerm_virtual_network_dns_servers: {
    arm: "Microsoft.Network/virtualNetworks",
    apiVersion,
    name: { is: "" },
    amends: "virtual_network_id",
    fields: [value("dns_servers", "properties.dhcpOptions.dnsServers")],
  },
  azurerm_virtual_network_peering: {
    arm: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    apiVersion,
    name: "name",
    parent: [
      { argument: "virtual_network_name", by: "name" },
      { argument: "virtual_network_id", by: "id" },
    ],
    fields: [
      value("remote_virtual_network_id", "properties.remoteVirtualNetwork.id"),
      value("allow_virtual_network_access", "properties.allowVirtualNetworkAccess", "same", { default: true }),
      value("allow_forwarded_traffic", "properties.allowForwardedTraffic", "same", { default: false }),
      value("allow_gateway_transit", "properties.allowGatewayTransit", "same", { default: false }),
      value("use_remote_gateways", "properties.useRemoteGateways", "same", { default: false }),
    ],
    open: true,
  },
  azurerm_subnet: {
    arm: subnets,
    apiVersion,
    name: "name",
    parent: [
      { argument: "virtual_network_name", by: "name" },
      { argument: "virtual_network_id", by: "id" },
    ],
    fields: [
      value("address_prefix", "properties.addressPrefix", "same", { majors: [3] }),
      ...subnetProperties,
      value("network_security_group_id_wo", "properties.networkSecurityGroup.id", "same", { majors: [5], isRead: true }),
      value("route_table_id_wo", "properties.routeTable.id", "same", { majors: [5], isRead: true }),
    ],
    ignored: ["ip_address_pool", "sharing_scope", "network_security_group_id_wo_version", "route_table_id_wo_version"],
  },
  azurerm_subnet_network_security_group_association: association("network_security_group_id", "properties.networkSecurityGroup.id"),
  azurerm_subnet_route_table_association: association("route_table_id", "properties.routeTable.id"),
  azurerm_subnet_nat_gateway_association: association("nat_gateway_id", "properties.natGateway.id"),
  azurerm_subnet_service_endpoint_storage_policy: {
    arm: "Microsoft.Network/serviceEndpointPolicies",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      items("definition", "properties.serviceEndpointPolicyDefinitions", [
        value("name", "name"),
        value("service", "properties.service", "same", { default: "Microsoft.Storage" }),
        value("service_resources", "properties.serviceResources"),
        value("description", "properties.description"),
      ]),
    ],
  },
  azurerm_network_security_group: {
    arm: "Microsoft.Network/networkSecurityGroups",
    apiVersion,
    name: "name",
    fields: [...tracked, items("security_rule", "properties.securityRules", [value("name", "name"), ...ruleProperties])],
  },
  azurerm_network_security_rule: {
    arm: "Microsoft.Network/networkSecurityGroups/securityRules",
    apiVersion,
    name: "name",
    parent: [
      { argument: "network_security_group_name", by: "name" },
      { argument: "network_security_group_id", by: "id" },
    ],
    fields: ruleProperties,
  },
  azurerm_route_table: {
    arm: "Microsoft.Network/routeTables",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("disable_bgp_route_propagation", "properties.disableBgpRoutePropagation", "same", { majors: [3] }),
      value("bgp_route_propagation_enabled", "properties.disableBgpRoutePropagation", "not", { default: { 4: true, 5: true } }),
      items("route", "properties.routes", [value("name", "name"), ...routeProperties]),
    ],
  },
  azurerm_route: {
    arm: "Microsoft.Network/routeTables/routes",
    apiVersion,
    name: "name",
    parent: [
      { argument: "route_table_name", by: "name" },
      { argument: "route_table_id", by: "id" },
    ],
    fields: routeProperties,
  },
  azurerm_nat_gateway: {
    arm: "Microsoft.Network/natGateways",
    apiVersion,
    name: "name",
    fields: [...tracked, value("sku_name", "sku.name")],
    open: true,
  },
  azurerm_nat_gateway_public_ip_association: {
    arm: "Microsoft.Network/natGateways",
    apiVersion,
    name: { is: "" },
    amends: "nat_gateway_id",
    fields: [items("", "properties.publicIpAddresses", [value("public_ip_address_id", "id")])],
  },
  azurerm_public_ip: {
    arm: "Microsoft.Network/publicIPAddresses",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("sku", "sku.name", "same", { default: { 3: "Basic", 4: "Standard", 5: "Standard" } }),
      value("allocation_method", "properties.publicIPAllocationMethod"),
    ],
    open: true,
    computed: { ip_address: "properties.ipAddress" },
  },
  azurerm_network_interface: {
    arm: "Microsoft.Network/networkInterfaces",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      items("ip_configuration", "properties.ipConfigurations", [
        value("name", "name"),
        value("subnet_id", "properties.subnet.id"),
        value("public_ip_address_id", "properties.publicIPAddress.id"),
        value("private_ip_address", "properties.privateIPAddress"),
        value("private_ip_address_allocation", "properties.privateIPAllocationMethod"),
      ]),
      value("dns_servers", "properties.dnsSettings.dnsServers"),
      value("ip_forwarding_enabled", "properties.enableIPForwarding", "same", { majors: [4, 5], default: { 4: false, 5: false } }),
      value("enable_ip_forwarding", "properties.enableIPForwarding", "same", { majors: [3], default: { 3: false } }),
    ],
    open: true,
    computed: { private_ip_address: "properties.ipConfigurations.0.properties.privateIPAddress" },
  },
  azurerm_network_interface_security_group_association: {
    arm: "Microsoft.Network/networkInterfaces",
    apiVersion,
    name: { is: "" },
    amends: "network_interface_id",
    fields: [value("network_security_group_id", "properties.networkSecurityGroup.id")],
  },
  // It joins every configuration of the interface, which it does not name: one without a subnet carries it.
  azurerm_network_interface_application_security_group_association: {
    arm: "Microsoft.Network/networkInterfaces",
    apiVersion,
    name: { is: "" },
    amends: "network_interface_id",
    fields: [
      items("", "properties.ipConfigurations", [
        items("", "properties.applicationSecurityGroups", [value("application_security_group_id", "id")]),
      ]),
    ],
  },
  azurerm_bastion_host: {
    arm: "Microsoft.Network/bastionHosts",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("sku", "sku.name", "same", { default: "Basic" }),
      value("virtual_network_id", "properties.virtualNetwork.id"),
      items("ip_configuration", "properties.ipConfigurations", [
        value("name", "name"),
        value("subnet_id", "properties.subnet.id"),
        value("public_ip_address_id", "properties.publicIPAddress.id"),
      ]),
    ],
    open: true,
  },
  azurerm_user_assigned_identity: {
    arm: "Microsoft.ManagedIdentity/userAssignedIdentities",
    apiVersion: "2023-01-31",
    name: "name",
    fields: tracked,
    open: true,
    computed: { principal_id: "properties.principalId", client_id: "properties.clientId", tenant_id: "properties.tenantId" },
  },
  azurerm_virtual_hub: { arm: "Microsoft.Network/virtualHubs", apiVersion, name: "name", fields: [...tracked, identity], open: true },
  azurerm_virtual_hub_connection: {
    arm: "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections",
    apiVersion,
    name: "name",
    parent: [{ argument: "virtual_hub_id", by: "id" }],
    fields: [
      value("remote_virtual_network_id", "properties.remoteVirtualNetwork.id"),
      value("internet_security_enabled", "properties.enableInternetSecurity", "same", { default: false }),
    ],
    open: true,
  },
};

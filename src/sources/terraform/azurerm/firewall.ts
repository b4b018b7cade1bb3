import { block, type Field, identity, items, type ResourceMap, tracked, value } from "./table.ts";

const apiVersion = "2025-01-01";

const sources = [value("source_addresses", "sourceAddresses"), value("source_ip_groups", "sourceIpGroups")];
const destinations = [value("destination_addresses", "destinationAddresses"), value("destination_ports", "destinationPorts")];

const collection = [value("name", "name"), value("priority", "priority"), value("action", "action.type")];
const filter = { ruleCollectionType: "FirewallPolicyFilterRuleCollection" };

const classic = [value("priority", "properties.priority"), value("action", "properties.action.type")];
const firewallParent = [{ argument: "azure_firewall_name", by: "name" }] as const;

const ruleCollections: readonly Field[] = [
  items(
    "network_rule_collection",
    "properties.ruleCollections",
    [
      ...collection,
      items(
        "rule",
        "rules",
        [
          value("name", "name"),
          value("description", "description"),
          value("protocols", "ipProtocols"),
          ...sources,
          ...destinations,
          value("destination_fqdns", "destinationFqdns"),
          value("destination_ip_groups", "destinationIpGroups"),
        ],
        { ruleType: "NetworkRule" },
      ),
    ],
    filter,
  ),
  items(
    "application_rule_collection",
    "properties.ruleCollections",
    [
      ...collection,
      items(
        "rule",
        "rules",
        [
          value("name", "name"),
          value("description", "description"),
          ...sources,
          items("protocols", "protocols", [value("type", "protocolType"), value("port", "port")]),
          value("destination_fqdns", "targetFqdns"),
          value("destination_fqdn_tags", "fqdnTags"),
          value("destination_urls", "targetUrls"),
          value("destination_addresses", "destinationAddresses"),
          value("web_categories", "webCategories"),
          value("terminate_tls", "terminateTLS"),
          items("http_headers", "httpHeadersToInsert", [value("name", "headerName"), value("value", "headerValue")]),
        ],
        { ruleType: "ApplicationRule" },
      ),
    ],
    filter,
  ),
  items(
    "nat_rule_collection",
    "properties.ruleCollections",
    [
      ...collection,
      items(
        "rule",
        "rules",
        [
          value("name", "name"),
          value("description", "description"),
          value("protocols", "ipProtocols"),
          ...sources,
          value("destination_address", "destinationAddresses", "first"),
          value("destination_ports", "destinationPorts"),
          value("translated_address", "translatedAddress"),
          value("translated_fqdn", "translatedFqdn"),
          value("translated_port", "translatedPort"),
        ],
        { ruleType: "NatRule" },
      ),
    ],
    { ruleCollectionType: "FirewallPolicyNatRuleCollection" },
  ),
];

export const firewall: { readonly [type: string]: ResourceMap } = {
  azurerm_firewall: {
    arm: "Microsoft.Network/azureFirewalls",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      value("sku_name", "properties.sku.name"),
      value("sku_tier", "properties.sku.tier"),
      value("firewall_policy_id", "properties.firewallPolicy.id"),
      value("threat_intel_mode", "properties.threatIntelMode"),
      value("dns_servers", "properties.additionalProperties.Network.DNS.Servers"),
      value("dns_proxy_enabled", "properties.additionalProperties.Network.DNS.EnableProxy"),
      value("private_ip_ranges", "properties.additionalProperties.Network.SNAT.PrivateRanges"),
      value("zones", "zones"),
      items("ip_configuration", "properties.ipConfigurations", [
        value("name", "name"),
        value("subnet_id", "properties.subnet.id"),
        value("public_ip_address_id", "properties.publicIPAddress.id"),
      ]),
      block("management_ip_configuration", "properties.managementIpConfiguration", [
        value("name", "name"),
        value("subnet_id", "properties.subnet.id"),
        value("public_ip_address_id", "properties.publicIPAddress.id"),
      ]),
      block("virtual_hub", "properties", [
        value("virtual_hub_id", "virtualHub.id"),
        value("public_ip_count", "hubIPAddresses.publicIPs.count"),
      ]),
    ],
    computed: {
      "ip_configuration.0.private_ip_address": "properties.ipConfigurations.0.properties.privateIPAddress",
      "virtual_hub.0.private_ip_address": "properties.hubIPAddresses.privateIPAddress",
    },
  },
  azurerm_firewall_policy: {
    arm: "Microsoft.Network/firewallPolicies",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("sku", "properties.sku.tier", "same", { default: "Standard" }),
      value("base_policy_id", "properties.basePolicy.id"),
      value("threat_intelligence_mode", "properties.threatIntelMode", "same", { default: "Alert" }),
      value("private_ip_ranges", "properties.snat.privateRanges"),
      block("dns", "properties.dnsSettings", [
        value("proxy_enabled", "enableProxy", "same", { default: false }),
        value("servers", "servers"),
      ]),
      block("threat_intelligence_allowlist", "properties.threatIntelWhitelist", [
        value("fqdns", "fqdns"),
        value("ip_addresses", "ipAddresses"),
      ]),
      block("tls_certificate", "properties.transportSecurity.certificateAuthority", [
        value("key_vault_secret_id", "keyVaultSecretId"),
        value("name", "name"),
      ]),
      block("explicit_proxy", "properties.explicitProxy", [
        value("enabled", "enableExplicitProxy"),
        value("http_port", "httpPort"),
        value("https_port", "httpsPort"),
      ]),
      block("intrusion_detection", "properties.intrusionDetection", [value("mode", "mode")]),
    ],
    ignored: ["insights", "sql_redirect_allowed", "auto_learn_private_ranges_enabled"],
  },
  azurerm_firewall_policy_rule_collection_group: {
    arm: "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    apiVersion,
    name: "name",
    parent: [{ argument: "firewall_policy_id", by: "id" }],
    fields: [value("priority", "properties.priority"), ...ruleCollections],
  },
  azurerm_firewall_network_rule_collection: {
    arm: "Microsoft.Network/azureFirewalls/networkRuleCollections",
    apiVersion,
    name: "name",
    parent: firewallParent,
    fields: [
      ...classic,
      items("rule", "properties.rules", [
        value("name", "name"),
        value("description", "description"),
        value("protocols", "protocols"),
        ...sources,
        ...destinations,
        value("destination_fqdns", "destinationFqdns"),
        value("destination_ip_groups", "destinationIpGroups"),
      ]),
    ],
  },
  azurerm_firewall_application_rule_collection: {
    arm: "Microsoft.Network/azureFirewalls/applicationRuleCollections",
    apiVersion,
    name: "name",
    parent: firewallParent,
    fields: [
      ...classic,
      items("rule", "properties.rules", [
        value("name", "name"),
        value("description", "description"),
        ...sources,
        value("fqdn_tags", "fqdnTags"),
        value("target_fqdns", "targetFqdns"),
        items("protocol", "protocols", [value("type", "protocolType"), value("port", "port")]),
      ]),
    ],
  },
  azurerm_firewall_nat_rule_collection: {
    arm: "Microsoft.Network/azureFirewalls/natRuleCollections",
    apiVersion,
    name: "name",
    parent: firewallParent,
    fields: [
      ...classic,
      items("rule", "properties.rules", [
        value("name", "name"),
        value("protocols", "protocols"),
        ...sources,
        ...destinations,
        value("translated_address", "translatedAddress"),
        value("translated_port", "translatedPort"),
      ]),
    ],
  },
  azurerm_ip_group: {
    arm: "Microsoft.Network/ipGroups",
    apiVersion,
    name: "name",
    fields: [...tracked, value("cidrs", "properties.ipAddresses")],
  },
  azurerm_ip_group_cidr: {
    arm: "Microsoft.Network/ipGroups",
    apiVersion,
    name: { is: "" },
    amends: "ip_group_id",
    fields: [value("cidr", "properties.ipAddresses", "first")],
  },
};

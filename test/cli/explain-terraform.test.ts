// What of Terraform's network the walk reads: gateways to on premises, and private resolvers.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folder } from "./command.ts";

const head = `terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}
resource "azurerm_virtual_network" "hub" {
  name                = "hub"
  location            = "eastus"
  resource_group_name = "rg"
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "gateway" {
  name                 = "GatewaySubnet"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.9.0/27"]
}
`;
const training = (network: string) => `resource "azurerm_subnet" "training" {
  name                 = "training"
  resource_group_name  = "rg"
  virtual_network_name = ${network}.name
  address_prefixes     = ["10.${network.endsWith("hub") ? 0 : 1}.1.0/24"]
}
`;

async function explained(text: string, to: string): Promise<string> {
  using here = folder({ "main.tf": head + text });
  const { out } = await here.run(["explain", "--to", to, "--from", "training"]);
  return out.replace(/\s+/g, " ");
}

describe("a gateway in Terraform", () => {
  const gateway = (line: string) => `${training("azurerm_virtual_network.hub")}resource "azurerm_virtual_network_gateway" "vpn" {
  name                = "vpn"
  location            = "eastus"
  resource_group_name = "rg"
  sku                 = "VpnGw1"
  ${line}
  ip_configuration {
    subnet_id            = azurerm_subnet.gateway.id
    public_ip_address_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/ip"
  }
}
`;

  test("may learn a default route when it speaks BGP, and learns none when it does not", async () => {
    for (const line of ['type = "ExpressRoute"', 'type = "Vpn"\n  bgp_enabled = true', 'type = "Vpn"\n  enable_bgp = true'])
      assert.match(await explained(gateway(line), "AzureMonitor"), /cannot tell .*Gateway 'vpn' may learn a default route/, line);
    assert.match(await explained(gateway('type = "Vpn"'), "AzureMonitor"), /allowed .*default outbound access/);
  });
});

describe("a private resolver in Terraform", () => {
  const resolver = (address: string) => `resource "azurerm_private_dns_resolver" "dns" {
  name                = "dns"
  location            = "eastus"
  resource_group_name = "rg"
  virtual_network_id  = azurerm_virtual_network.hub.id
}
resource "azurerm_private_dns_resolver_inbound_endpoint" "in" {
  name                    = "in"
  location                = "eastus"
  private_dns_resolver_id = azurerm_private_dns_resolver.dns.id
  ip_configurations {
    subnet_id                    = azurerm_subnet.gateway.id
    private_ip_allocation_method = "Dynamic"
  }
}
resource "azurerm_virtual_network" "spoke" {
  name                = "spoke"
  location            = "eastus"
  resource_group_name = "rg"
  address_space       = ["10.1.0.0/16"]
  dns_servers         = [${address}]
}
${training("azurerm_virtual_network.spoke")}
resource "azurerm_storage_account" "data" {
  name                     = "stdata"
  location                 = "eastus"
  resource_group_name      = "rg"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
resource "azurerm_private_dns_zone" "blob" {
  name                = "privatelink.blob.core.windows.net"
  resource_group_name = "rg"
}
resource "azurerm_private_dns_zone_virtual_network_link" "blob" {
  name                  = "link"
  resource_group_name   = "rg"
  private_dns_zone_name = azurerm_private_dns_zone.blob.name
  virtual_network_id    = azurerm_virtual_network.hub.id
}
resource "azurerm_private_endpoint" "blob" {
  name                = "pe-blob"
  location            = "eastus"
  resource_group_name = "rg"
  subnet_id           = azurerm_subnet.training.id
  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.data.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.blob.id]
  }
}
`;

  test("answers from the zones that its network is linked to", async () => {
    const own = "azurerm_private_dns_resolver_inbound_endpoint.in.ip_configurations[0].private_ip_address";
    assert.match(await explained(resolver(own), "stdata.blob.core.windows.net"), /Allowed by 'pe-blob'/);
    assert.match(await explained(resolver('"10.9.9.9"'), "stdata.blob.core.windows.net"), /cannot tell .*DNS servers of its own/);
  });
});

# Computes and private endpoints in subnets of their own, one way out through the firewall.
resource "azurerm_resource_group" "main" {
  name     = "${var.stem}-rg"
  location = var.location
}

resource "azurerm_virtual_network" "main" {
  name                = "${var.stem}-vnet"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "firewall" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = azurerm_resource_group.main.name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.20.0.0/26"]
}

resource "azurerm_subnet" "training" {
  name                            = "snet-training"
  resource_group_name             = azurerm_resource_group.main.name
  virtual_network_name            = azurerm_virtual_network.main.name
  address_prefixes                = ["10.20.1.0/24"]
  default_outbound_access_enabled = false
  service_endpoints               = ["Microsoft.Storage"]
  service_endpoint_policy_ids     = [azurerm_subnet_service_endpoint_storage_policy.main.id]
}

# Computes may send data to these accounts and to those of the service itself, and to no others.
resource "azurerm_subnet_service_endpoint_storage_policy" "main" {
  name                = "${var.stem}-sep-storage"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name

  definition {
    name              = "accounts"
    service           = "Microsoft.Storage"
    service_resources = [azurerm_storage_account.main.id]
  }

  definition {
    name              = "machine-learning"
    service           = "Global"
    service_resources = ["/services/Azure/MachineLearning"]
  }
}

resource "azurerm_subnet" "endpoints" {
  name                              = "snet-endpoints"
  resource_group_name               = azurerm_resource_group.main.name
  virtual_network_name              = azurerm_virtual_network.main.name
  address_prefixes                  = ["10.20.2.0/24"]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Disabled"
}

resource "azurerm_network_security_group" "training" {
  name                = "${var.stem}-nsg-training"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_subnet_network_security_group_association" "training" {
  subnet_id                 = azurerm_subnet.training.id
  network_security_group_id = azurerm_network_security_group.training.id
}

resource "azurerm_route_table" "training" {
  name                          = "${var.stem}-rt-training"
  location                      = azurerm_resource_group.main.location
  resource_group_name           = azurerm_resource_group.main.name
  bgp_route_propagation_enabled = false

  route {
    name                   = "everything-through-the-firewall"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.main.ip_configuration[0].private_ip_address
  }
}

resource "azurerm_subnet_route_table_association" "training" {
  subnet_id      = azurerm_subnet.training.id
  route_table_id = azurerm_route_table.training.id
}

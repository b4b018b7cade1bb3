# Every protocol and port to the service, as the page of 2020 advised, and traffic from a service that never calls.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "ml" {
  name     = "rg-ml"
  location = "eastus"
}

resource "azurerm_firewall_policy" "policy" {
  name                = "afwp-ml"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name
}

resource "azurerm_firewall_policy_rule_collection_group" "rules" {
  name               = "rcg-ml"
  firewall_policy_id = azurerm_firewall_policy.policy.id
  priority           = 200

  network_rule_collection {
    name     = "net-ml"
    priority = 100
    action   = "Allow"

    rule {
      name                  = "machine-learning"
#                             ^^^^^^^^^^^^^^^^^^ unmet overbroad-rule
      protocols             = ["Any"]
      source_addresses      = ["10.0.1.0/24"]
      destination_addresses = ["AzureMachineLearning"]
      destination_ports     = ["*"]
    }
  }
}

resource "azurerm_network_security_group" "group" {
  name                = "nsg-training"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name

  security_rule {
    name                       = "sign-in"
#                                ^^^^^^^^^ unmet overbroad-rule
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "VirtualNetwork"
    source_port_range          = "*"
    destination_address_prefix = "AzureActiveDirectory"
    destination_port_range     = "*"
  }

  security_rule {
    name                       = "from-storage"
#                                ^^^^^^^^^^^^^^ unmet overbroad-rule
    priority                   = 110
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "Storage"
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_range     = "443"
  }
}

# The protocols and ports that are needed.
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
      protocols             = ["TCP"]
      source_addresses      = ["10.0.1.0/24"]
      destination_addresses = ["AzureMachineLearning"]
      destination_ports     = ["443", "8787", "18881"]
    }

    rule {
      name                  = "compute-instances"
      protocols             = ["UDP"]
      source_addresses      = ["10.0.1.0/24"]
      destination_addresses = ["AzureMachineLearning"]
      destination_ports     = ["5831"]
    }
  }
}

resource "azurerm_network_security_group" "group" {
  name                = "nsg-training"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name

  security_rule {
    name                       = "inside"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "*"
    source_address_prefix      = "VirtualNetwork"
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_range     = "*"
  }
}

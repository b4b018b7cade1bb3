# Rules for what is needed today.
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

  application_rule_collection {
    name     = "app-ml"
    priority = 200
    action   = "Allow"

    rule {
      name              = "api"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["*.azureml.ms"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

resource "azurerm_network_security_group" "group" {
  name                = "nsg-training"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name

  security_rule {
    name                       = "machine-learning"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "AzureMachineLearning"
    source_port_range          = "*"
    destination_address_prefix = "VirtualNetwork"
    destination_port_range     = "44224"
  }
}

# Domains with their hosts, and hosts without paths.
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
      name              = "pytorch"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["*.pytorch.org", "pytorch.org"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "registry"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["*.azurecr.io"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "websocket-server"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["raw.githubusercontent.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

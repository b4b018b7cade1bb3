# Hosts of Azure Government in a firewall there; some are the same in all clouds.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  environment = "usgovernment"
  features {}
}

resource "azurerm_resource_group" "ml" {
  name     = "rg-ml"
  location = "usgovvirginia"
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
      name              = "sign-in"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["login.microsoftonline.us"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "storage"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["*.blob.core.usgovcloudapi.net"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "instances"
      source_addresses  = ["10.0.1.0/24"]
      destination_fqdns = ["*.instances.azureml.ms", "graph.windows.net"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

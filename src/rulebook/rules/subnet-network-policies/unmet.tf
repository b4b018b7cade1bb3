# Network policies apply to the private endpoints of the subnet.
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

variable "application_insights_id" {
  type        = string
  description = "Id of the Application Insights component of the workspace."
}

variable "key_vault_id" {
  type        = string
  description = "Id of the key vault of the workspace."
}

variable "storage_account_id" {
  type        = string
  description = "Id of the storage account of the workspace."
}

resource "azurerm_resource_group" "ml" {
  name     = "rg-ml"
  location = "eastus"
}

resource "azurerm_virtual_network" "network" {
  name                = "vnet-ml"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_subnet" "endpoints" {
  name                              = "snet-endpoints"
  resource_group_name               = azurerm_resource_group.ml.name
  virtual_network_name              = azurerm_virtual_network.network.name
  address_prefixes                  = ["10.0.1.0/24"]
  private_endpoint_network_policies = "Enabled"
#                                     ^^^^^^^^^ unmet subnet-network-policies
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name                    = "mlw-example"
  location                = azurerm_resource_group.ml.location
  resource_group_name     = azurerm_resource_group.ml.name
  application_insights_id = var.application_insights_id
  key_vault_id            = var.key_vault_id
  storage_account_id      = var.storage_account_id

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_private_endpoint" "workspace_endpoint" {
  name                = "pe-amlworkspace"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "pe-amlworkspace"
    private_connection_resource_id = azurerm_machine_learning_workspace.workspace.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}

# The datastore is not read as the workspace.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.0"
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

resource "azurerm_resource_group" "ml" {
  name     = "rg-ml"
  location = "eastus"
}

resource "azurerm_storage_account" "storage" {
  name                          = "stmlexample"
  location                      = azurerm_resource_group.ml.location
  resource_group_name           = azurerm_resource_group.ml.name
  account_tier                  = "Standard"
  account_replication_type      = "LRS"
  public_network_access_enabled = false
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name                    = "mlw-example"
  location                = azurerm_resource_group.ml.location
  resource_group_name     = azurerm_resource_group.ml.name
  application_insights_id = var.application_insights_id
  key_vault_id            = var.key_vault_id
  storage_account_id      = azurerm_storage_account.storage.id

  identity {
    type = "SystemAssigned"
  }
}

resource "azapi_resource" "data" {
  type      = "Microsoft.MachineLearningServices/workspaces/datastores@2025-06-01"
  name      = "lake"
  parent_id = azurerm_machine_learning_workspace.workspace.id
  body = {
    properties = {
      datastoreType = "AzureBlob"
      accountName   = azurerm_storage_account.storage.name
      containerName = "data"
      credentials = {
        credentialsType = "None"
      }
      serviceDataAccessAuthIdentity = "None"
#                                     ^^^^^^ unmet datastore-identity
    }
  }
}

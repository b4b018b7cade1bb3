# The workspace and its stores answer to the internet.
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

data "azurerm_client_config" "current" {}

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
  public_network_access_enabled = true
#                                 ^^^^ unmet public-network-access
}

resource "azurerm_key_vault" "vault" {
  name                          = "kv-ml-example"
  location                      = azurerm_resource_group.ml.location
  resource_group_name           = azurerm_resource_group.ml.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = true
#                                 ^^^^ unmet public-network-access
}

resource "azurerm_container_registry" "registry" {
  name                          = "crmlexample"
  location                      = azurerm_resource_group.ml.location
  resource_group_name           = azurerm_resource_group.ml.name
  sku                           = "Premium"
  public_network_access_enabled = true
#                                 ^^^^ unmet public-network-access
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name                          = "mlw-example"
  location                      = azurerm_resource_group.ml.location
  resource_group_name           = azurerm_resource_group.ml.name
  application_insights_id       = var.application_insights_id
  key_vault_id                  = azurerm_key_vault.vault.id
  storage_account_id            = azurerm_storage_account.storage.id
  container_registry_id         = azurerm_container_registry.registry.id
  public_network_access_enabled = true
#                                 ^^^^ unmet public-network-access

  identity {
    type = "SystemAssigned"
  }
}

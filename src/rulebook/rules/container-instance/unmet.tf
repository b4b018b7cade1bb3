# The container group cannot pull from the closed registry.
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

resource "azurerm_container_registry" "registry" {
  name                          = "crmlexample"
  location                      = azurerm_resource_group.ml.location
  resource_group_name           = azurerm_resource_group.ml.name
  sku                           = "Premium"
  public_network_access_enabled = false
}

resource "azurerm_machine_learning_workspace" "workspace" {
  name                    = "mlw-example"
  location                = azurerm_resource_group.ml.location
  resource_group_name     = azurerm_resource_group.ml.name
  application_insights_id = var.application_insights_id
  key_vault_id            = var.key_vault_id
  storage_account_id      = var.storage_account_id
  container_registry_id   = azurerm_container_registry.registry.id

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_container_group" "scoring" {
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unmet container-instance
  name                = "ci-scoring"
  location            = azurerm_resource_group.ml.location
  resource_group_name = azurerm_resource_group.ml.name
  os_type             = "Linux"

  container {
    name   = "scoring"
    image  = "${azurerm_container_registry.registry.login_server}/scoring:1"
    cpu    = 1
    memory = 2
  }
}

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.40"
    }
  }
}

resource "azurerm_storage_account" "main" {
  name                            = "amlst"
  location                        = "eastus"
  resource_group_name             = "rg"
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  public_network_access_enabled   = true
  allow_nested_items_to_be_public = false
}

resource "azurerm_key_vault" "main" {
  name                          = "aml-kv"
  location                      = "eastus"
  resource_group_name           = "rg"
  tenant_id                     = "00000000-0000-0000-0000-000000000002"
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = true
}

resource "azurerm_container_registry" "main" {
  name                          = "amlcr"
  location                      = "eastus"
  resource_group_name           = "rg"
  sku                           = "Premium"
  admin_enabled                 = false
  public_network_access_enabled = true
}

resource "azurerm_application_insights" "main" {
  name                = "aml-appi"
  location            = "eastus"
  resource_group_name = "rg"
  application_type    = "web"
}

resource "azurerm_machine_learning_workspace" "main" {
  name                          = "aml-mlw"
  location                      = "eastus"
  resource_group_name           = "rg"
  storage_account_id            = azurerm_storage_account.main.id
  key_vault_id                  = azurerm_key_vault.main.id
  container_registry_id         = azurerm_container_registry.main.id
  application_insights_id       = azurerm_application_insights.main.id
  public_network_access_enabled = true

  identity {
    type = "SystemAssigned"
  }
}

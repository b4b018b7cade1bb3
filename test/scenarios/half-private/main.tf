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
  public_network_access_enabled   = false
  allow_nested_items_to_be_public = false
}

resource "azurerm_key_vault" "main" {
  name                          = "aml-kv"
  location                      = "eastus"
  resource_group_name           = "rg"
  tenant_id                     = "00000000-0000-0000-0000-000000000002"
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_container_registry" "main" {
  name                          = "amlcr"
  location                      = "eastus"
  resource_group_name           = "rg"
  sku                           = "Premium"
  admin_enabled                 = false
  public_network_access_enabled = false
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
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_virtual_network" "main" {
  name                = "aml-vnet"
  location            = "eastus"
  resource_group_name = "rg"
  address_space       = ["10.40.0.0/16"]
}

resource "azurerm_subnet" "endpoints" {
  name                              = "snet-endpoints"
  resource_group_name               = "rg"
  virtual_network_name              = azurerm_virtual_network.main.name
  address_prefixes                  = ["10.40.2.0/24"]
  private_endpoint_network_policies = "Disabled"
}

locals {
  zones = ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net", "privatelink.blob.core.windows.net", "privatelink.vault.azure.net"]
  endpoints = {
    aml-pe-workspace = { target = azurerm_machine_learning_workspace.main.id, group = "amlworkspace", zones = slice(local.zones, 0, 2) }
    aml-pe-blob      = { target = azurerm_storage_account.main.id, group = "blob", zones = [local.zones[2]] }
    aml-pe-vault     = { target = azurerm_key_vault.main.id, group = "vault", zones = [local.zones[3]] }
  }
}

resource "azurerm_private_dns_zone" "main" {
  for_each            = toset(local.zones)
  name                = each.key
  resource_group_name = "rg"
}

resource "azurerm_private_dns_zone_virtual_network_link" "main" {
  for_each              = azurerm_private_dns_zone.main
  name                  = "network"
  resource_group_name   = "rg"
  private_dns_zone_name = each.value.name
  virtual_network_id    = azurerm_virtual_network.main.id
}

resource "azurerm_private_endpoint" "main" {
  for_each            = local.endpoints
  name                = each.key
  location            = "eastus"
  resource_group_name = "rg"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.target
    subresource_names              = [each.value.group]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [for zone in each.value.zones : azurerm_private_dns_zone.main[zone].id]
  }
}

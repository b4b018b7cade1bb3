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

resource "azurerm_route_table" "main" {
  name                = "aml-rt"
  location            = "eastus"
  resource_group_name = "rg"

  route {
    name                   = "default"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = "10.40.0.4"
  }
}

resource "azurerm_virtual_network" "main" {
  name                = "aml-vnet"
  location            = "eastus"
  resource_group_name = "rg"
  address_space       = ["10.40.0.0/16"]
}

resource "azurerm_subnet" "firewall" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.40.0.0/26"]
}

resource "azurerm_subnet" "training" {
  name                 = "snet-training"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.40.1.0/24"]
}

resource "azurerm_subnet_route_table_association" "training" {
  subnet_id      = azurerm_subnet.training.id
  route_table_id = azurerm_route_table.main.id
}

resource "azurerm_firewall_policy" "main" {
  name                = "aml-policy"
  location            = "eastus"
  resource_group_name = "rg"
  sku                 = "Standard"
}

resource "azurerm_firewall_policy_rule_collection_group" "egress" {
  name               = "egress"
  firewall_policy_id = azurerm_firewall_policy.main.id
  priority           = 200

  network_rule_collection {
    name     = "services"
    priority = 100
    action   = "Allow"

    dynamic "rule" {
      for_each = [
        { name = "sign-in", to = ["AzureActiveDirectory"], ports = ["80", "443"] },
        { name = "aml", to = ["AzureMachineLearning"], ports = ["443"] },
        { name = "services", to = ["AzureResourceManager", "Storage", "MicrosoftContainerRegistry"], ports = ["443"] },
      ]

      content {
        name                  = rule.value.name
        protocols             = ["TCP"]
        source_addresses      = azurerm_subnet.training.address_prefixes
        destination_addresses = rule.value.to
        destination_ports     = rule.value.ports
      }
    }
  }

  application_rule_collection {
    name     = "hosts"
    priority = 200
    action   = "Allow"

    rule {
      name              = "python"
      source_addresses  = azurerm_subnet.training.address_prefixes
      destination_fqdns = ["pypi.org"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

resource "azurerm_firewall" "main" {
  name                = "aml-firewall"
  location            = "eastus"
  resource_group_name = "rg"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.main.id

  ip_configuration {
    name      = "primary"
    subnet_id = azurerm_subnet.firewall.id
  }
}

resource "azurerm_machine_learning_compute_cluster" "cpu" {
  name                          = "cpu"
  location                      = "eastus"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.main.id
  vm_size                       = "Standard_DS3_v2"
  vm_priority                   = "Dedicated"
  subnet_resource_id            = azurerm_subnet.training.id
  node_public_ip_enabled        = false

  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 4
    scale_down_nodes_after_idle_duration = "PT120S"
  }
}

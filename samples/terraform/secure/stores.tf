# Storage, secrets, images and telemetry of the workspace: no public way in, encrypted with the customer's key.
resource "azurerm_storage_account" "main" {
  name                            = "${var.stem}st"
  location                        = azurerm_resource_group.main.location
  resource_group_name             = azurerm_resource_group.main.name
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  allow_nested_items_to_be_public = false
  public_network_access_enabled   = false
  queue_encryption_key_type       = "Account"
  table_encryption_key_type       = "Account"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.main.id]
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.workspace.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.main.id
  }
}

resource "azurerm_key_vault" "main" {
  name                          = "${var.stem}-kv"
  location                      = azurerm_resource_group.main.location
  resource_group_name           = azurerm_resource_group.main.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  purge_protection_enabled      = true
  rbac_authorization_enabled    = true
  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "logs"
  target_resource_id         = azurerm_key_vault.main.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_container_registry" "main" {
  name                          = "${var.stem}cr"
  location                      = azurerm_resource_group.main.location
  resource_group_name           = azurerm_resource_group.main.name
  sku                           = "Premium"
  admin_enabled                 = false
  public_network_access_enabled = false
  network_rule_bypass_option    = "AzureServices"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.main.id]
  }

  network_rule_set {
    default_action = "Deny"
  }

  encryption {
    key_vault_key_id   = azurerm_key_vault_key.workspace.versionless_id
    identity_client_id = azurerm_user_assigned_identity.main.client_id
  }
}

resource "azurerm_log_analytics_workspace" "main" {
  name                       = "${var.stem}-log"
  location                   = azurerm_resource_group.main.location
  resource_group_name        = azurerm_resource_group.main.name
  internet_ingestion_enabled = false
  internet_query_enabled     = false
}

resource "azurerm_application_insights" "main" {
  name                       = "${var.stem}-appi"
  location                   = azurerm_resource_group.main.location
  resource_group_name        = azurerm_resource_group.main.name
  application_type           = "web"
  workspace_id               = azurerm_log_analytics_workspace.main.id
  internet_ingestion_enabled = false
  internet_query_enabled     = false
}

# The customer-managed key, the identity that uses it, and the vault that keeps both safe from loss.
resource "azurerm_user_assigned_identity" "main" {
  name                = "${var.stem}-id"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_key_vault" "keys" {
  name                          = "${var.stem}-kv-keys"
  location                      = azurerm_resource_group.main.location
  resource_group_name           = azurerm_resource_group.main.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  soft_delete_retention_days    = 90
  purge_protection_enabled      = true
  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault_access_policy" "identity" {
  key_vault_id    = azurerm_key_vault.keys.id
  tenant_id       = data.azurerm_client_config.current.tenant_id
  object_id       = azurerm_user_assigned_identity.main.principal_id
  key_permissions = ["Get", "WrapKey", "UnwrapKey"]
}

resource "azurerm_key_vault_access_policy" "cosmos" {
  key_vault_id    = azurerm_key_vault.keys.id
  tenant_id       = data.azurerm_client_config.current.tenant_id
  object_id       = var.cosmos_principal_id
  key_permissions = ["Get", "WrapKey", "UnwrapKey"]
}

resource "azurerm_key_vault_key" "workspace" {
  name         = "workspace"
  key_vault_id = azurerm_key_vault.keys.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
}

resource "azurerm_monitor_diagnostic_setting" "keys" {
  name                       = "logs"
  target_resource_id         = azurerm_key_vault.keys.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id

  enabled_log {
    category_group = "allLogs"
  }
}

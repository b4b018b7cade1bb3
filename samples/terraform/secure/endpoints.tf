# A private endpoint for each sub-resource, and the zones that give their names, linked to the network of the computes.
locals {
  zones = {
    api       = "privatelink.api.azureml.ms"
    notebooks = "privatelink.notebooks.azure.net"
    blob      = "privatelink.blob.core.windows.net"
    file      = "privatelink.file.core.windows.net"
    queue     = "privatelink.queue.core.windows.net"
    table     = "privatelink.table.core.windows.net"
    vault     = "privatelink.vaultcore.azure.net"
    registry  = "privatelink.azurecr.io"
  }

  endpoints = {
    workspace = { target = azurerm_machine_learning_workspace.main.id, group = "amlworkspace", zones = ["api", "notebooks"] }
    blob      = { target = azurerm_storage_account.main.id, group = "blob", zones = ["blob"] }
    file      = { target = azurerm_storage_account.main.id, group = "file", zones = ["file"] }
    queue     = { target = azurerm_storage_account.main.id, group = "queue", zones = ["queue"] }
    table     = { target = azurerm_storage_account.main.id, group = "table", zones = ["table"] }
    vault     = { target = azurerm_key_vault.main.id, group = "vault", zones = ["vault"] }
    registry  = { target = azurerm_container_registry.main.id, group = "registry", zones = ["registry"] }
    keys      = { target = azurerm_key_vault.keys.id, group = "vault", zones = ["vault"] }
  }
}

resource "azurerm_private_dns_zone" "main" {
  for_each            = local.zones
  name                = each.value
  resource_group_name = azurerm_resource_group.main.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "main" {
  for_each              = local.zones
  name                  = "network"
  resource_group_name   = azurerm_resource_group.main.name
  private_dns_zone_name = azurerm_private_dns_zone.main[each.key].name
  virtual_network_id    = azurerm_virtual_network.main.id
}

resource "azurerm_private_endpoint" "main" {
  for_each            = local.endpoints
  name                = "${var.stem}-pe-${each.key}"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
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

# Studio shows data behind these endpoints only when the workspace may read them.
resource "azurerm_role_assignment" "studio" {
  for_each             = toset(["blob", "file"])
  scope                = azurerm_private_endpoint.main[each.key].id
  role_definition_name = "Reader"
  principal_id         = azurerm_machine_learning_workspace.main.identity[0].principal_id
}

# The vault of the key is in another subscription than the workspace.
terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.0"
    }
  }
}

resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name      = "mlw-example"
  parent_id = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-ml"
  location  = "eastus"
  body = {
    properties = {
      encryption = {
        status = "Enabled"
        keyVaultProperties = {
          keyVaultArmId = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-keys"
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unmet cmk-same-subscription
          keyIdentifier = "https://kv-keys.vault.azure.net/keys/cmk"
        }
      }
    }
  }

  identity {
    type = "SystemAssigned"
  }
}

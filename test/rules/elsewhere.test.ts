// What is declared elsewhere, or cannot be read, is never taken for missing: in each language, by each way of pointing at it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../support/audit.ts";

const bicep = (more: string) => `
param storageId string
param vaultName string
param keyUri string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}
resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: 'crshared'
  scope: resourceGroup('rg-shared')
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw'
  location: resourceGroup().location
  identity: { type: 'SystemAssigned' }
  properties: {
    publicNetworkAccess: 'Disabled'
    storageAccount: storageId
    keyVault: vault.id
    containerRegistry: registry.id
    encryption: { status: 'Enabled', keyVaultProperties: { keyVaultArmId: vault.id, keyIdentifier: keyUri } }
  }
}
${more}
`;

const endpoint = `
param subnetId string
param zoneId string
resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe'
  location: resourceGroup().location
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: 'pe', properties: { privateLinkServiceId: workspace.id, groupIds: ['amlworkspace'] } }
    ]
  }
}
resource group 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [ { name: 'api', properties: { privateDnsZoneId: zoneId } } ] }
}
`;

const terraform = `
data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "vnet"
  resource_group_name  = "rg-network"
}
data "azurerm_storage_account" "main" {
  name                = "stmain"
  resource_group_name = "rg"
}
variable "key_vault_id" {
  type = string
}
variable "zone_ids" {
  type = list(string)
}
module "registry" {
  source = "Azure/avm-res-containerregistry-registry/azurerm"
}
resource "azurerm_machine_learning_workspace" "main" {
  name                          = "mlw"
  location                      = "eastus"
  resource_group_name           = "rg"
  application_insights_id       = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/components/appi"
  key_vault_id                  = var.key_vault_id
  storage_account_id            = data.azurerm_storage_account.main.id
  container_registry_id         = module.registry.resource_id
  public_network_access_enabled = false
  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_private_endpoint" "main" {
  name                = "pe"
  location            = "eastus"
  resource_group_name = "rg"
  subnet_id           = data.azurerm_subnet.endpoints.id
  private_service_connection {
    name                           = "pe"
    private_connection_resource_id = azurerm_machine_learning_workspace.main.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = var.zone_ids
  }
}
`;

/** What these deployments do say themselves: the workspace has no key or no logs. */
const own = new Set(["workspace-cmk", "resource-logs"]);

async function accused(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { findings, problems } = await audit(files);
  assert.deepEqual(problems, []);
  assert.ok(findings.some(({ verdict }) => verdict === "unclear"));
  return findings.filter(({ verdict, rule }) => verdict === "unmet" && !own.has(rule)).map(({ rule, message }) => `${rule}: ${message}`);
}

test("ids by parameter, existing resources and zones elsewhere accuse nobody in Bicep", async () => {
  assert.deepEqual(await accused({ "main.bicep": bicep(endpoint) }), []);
});

test("a module that is not there may hold whatever is not seen", async () => {
  const { findings } = await audit({ "main.bicep": bicep("module network 'network.bicep' = { name: 'network' }") });
  const unmet = findings.filter(({ verdict, rule }) => verdict === "unmet" && !own.has(rule));
  assert.deepEqual(
    unmet.map(({ rule }) => rule),
    [],
  );
});

test("data sources, variables and modules of a registry accuse nobody in Terraform", async () => {
  assert.deepEqual(await accused({ "main.tf": terraform }), []);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "../support/audit.ts";

const id = "subnet-network-policies";

const bicep = (version: string, property = "") => `
resource network 'Microsoft.Network/virtualNetworks@${version}' = {
  name: 'vnet'
  location: 'eastus'
  properties: { subnets: [ { name: 'pe', properties: { addressPrefix: '10.0.1.0/24'${property && `, ${property}`} } } ] }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  properties: {}
}
resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe'
  location: 'eastus'
  properties: {
    subnet: { id: network.properties.subnets[0].id }
    privateLinkServiceConnections: [ { name: 'pe', properties: { privateLinkServiceId: workspace.id, groupIds: [ 'amlworkspace' ] } } ]
  }
}
`;

const terraform = (version: string, argument = "") => `
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "${version}"
    }
  }
}
resource "azurerm_virtual_network" "this" {
  name                = "vnet"
  location            = "eastus"
  resource_group_name = "rg"
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "pe" {
  name                 = "pe"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = ["10.0.1.0/24"]
  ${argument}
}
resource "azurerm_machine_learning_workspace" "this" {
  name                = "mlw"
  location            = "eastus"
  resource_group_name = "rg"
}
resource "azurerm_private_endpoint" "this" {
  name                = "pe"
  location            = "eastus"
  resource_group_name = "rg"
  subnet_id           = azurerm_subnet.pe.id
  private_service_connection {
    name                           = "pe"
    private_connection_resource_id = azurerm_machine_learning_workspace.this.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
}
`;

async function says(path: string, text: string): Promise<readonly string[]> {
  const { checks } = await audit({ [path]: text });
  return checks.filter(({ rule }) => rule === id).map(({ verdict }) => verdict);
}

describe("network policies of a subnet that says nothing", () => {
  test("are off, as Azure has it since the summer of 2022", async () => {
    assert.deepEqual(await says("main.bicep", bicep("2024-05-01")), ["met"]);
    assert.deepEqual(await says("main.tf", terraform("~> 4.0")), ["met"]);
  });

  test("are unclear under an API version from before, and under azurerm 3, whose minor versions differ", async () => {
    assert.deepEqual(await says("main.bicep", bicep("2021-02-01")), ["unclear"]);
    assert.deepEqual(await says("main.tf", terraform("~> 3.0")), ["unclear"]);
  });

  test("are what is written, under every name", async () => {
    assert.deepEqual(await says("main.bicep", bicep("2021-02-01", "privateEndpointNetworkPolicies: 'Disabled'")), ["met"]);
    assert.deepEqual(await says("main.bicep", bicep("2024-05-01", "privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'")), [
      "unmet",
    ]);
    assert.deepEqual(await says("main.tf", terraform("~> 3.0", "enforce_private_link_endpoint_network_policies = true")), ["met"]);
    assert.deepEqual(await says("main.tf", terraform("~> 3.0", "private_endpoint_network_policies_enabled = true")), ["unmet"]);
    assert.deepEqual(await says("main.tf", terraform("~> 4.0", 'private_endpoint_network_policies = "Enabled"')), ["unmet"]);
  });
});

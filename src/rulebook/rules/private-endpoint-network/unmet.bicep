// Workspace and storage account have their endpoints in two networks.
@description('Id of the key vault of the workspace.')
param keyVaultId string
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = resourceGroup().location

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-ml'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
  }
}

resource endpoints 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: network
  name: 'snet-endpoints'
  properties: {
    addressPrefix: '10.0.1.0/24'
  }
}

resource other 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-data'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.1.0.0/16'
      ]
    }
  }
}

resource otherEndpoints 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: other
  name: 'snet-otherEndpoints'
  properties: {
    addressPrefix: '10.1.1.0/24'
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'stmlexample'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {}
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw-example'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    storageAccount: storage.id
    keyVault: keyVaultId
    applicationInsights: applicationInsightsId
  }
}

resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-amlworkspace'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-amlworkspace'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
  }
}

resource blobEndpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
//       ^^^^^^^^^^^^ unmet private-endpoint-network
  name: 'pe-blob'
  location: location
  properties: {
    subnet: {
      id: otherEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pe-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
  }
}

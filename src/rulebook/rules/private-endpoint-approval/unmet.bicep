// The connection waits until somebody approves it.
@description('Id of the storage account of the workspace.')
param storageAccountId string
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

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw-example'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    storageAccount: storageAccountId
    keyVault: keyVaultId
    applicationInsights: applicationInsightsId
  }
}

resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
//       ^^^^^^^^^^^^^^^^^ unmet private-endpoint-approval
  name: 'pe-amlworkspace'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    manualPrivateLinkServiceConnections: [
      {
        name: 'pe-amlworkspace'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
          requestMessage: 'Access for machine learning.'
        }
      }
    ]
  }
}

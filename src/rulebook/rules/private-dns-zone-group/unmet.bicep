// The zone group of the workspace holds the zone of its API, but not that of its notebooks.
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
//       ^^^^^^^^^^^^^^^^^ unmet private-dns-zone-group
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

resource apiZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.azureml.ms'
  location: 'global'
}

resource apiZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: apiZone
  name: 'link-network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

resource notebooksZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.notebooks.azure.net'
  location: 'global'
}

resource notebooksZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: notebooksZone
  name: 'link-network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

resource workspaceEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: workspaceEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'apiZone'
        properties: {
          privateDnsZoneId: apiZone.id
        }
      }
    ]
  }
}

// The workspace and its stores answer to the internet.
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = resourceGroup().location

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'stmlexample'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    publicNetworkAccess: 'Enabled'
//                       ^^^^^^^^^ unmet public-network-access
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-ml-example'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    publicNetworkAccess: 'Enabled'
//                       ^^^^^^^^^ unmet public-network-access
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'crmlexample'
  location: location
  sku: {
    name: 'Premium'
  }
  properties: {
    publicNetworkAccess: 'Enabled'
//                       ^^^^^^^^^ unmet public-network-access
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw-example'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    storageAccount: storage.id
    keyVault: vault.id
    applicationInsights: applicationInsightsId
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
//                       ^^^^^^^^^ unmet public-network-access
  }
}

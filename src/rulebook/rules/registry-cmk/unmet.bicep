// The registry is encrypted with a key of Microsoft's.
@description('Id of the storage account of the workspace.')
param storageAccountId string
@description('Id of the key vault of the workspace.')
param keyVaultId string
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = resourceGroup().location

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
//       ^^^^^^^^ unmet registry-cmk
  name: 'crmlexample'
  location: location
  sku: {
    name: 'Premium'
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
    storageAccount: storageAccountId
    keyVault: keyVaultId
    applicationInsights: applicationInsightsId
    containerRegistry: registry.id
  }
}

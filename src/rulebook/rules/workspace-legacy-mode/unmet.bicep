// Version 2 of the API is shut off.
@description('Id of the storage account of the workspace.')
param storageAccountId string
@description('Id of the key vault of the workspace.')
param keyVaultId string
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = resourceGroup().location

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
    v1LegacyMode: true
//                ^^^^ unmet workspace-legacy-mode
  }
}

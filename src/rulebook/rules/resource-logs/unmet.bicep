// Nobody keeps the logs of vault and workspace.
@description('Id of the storage account of the workspace.')
param storageAccountId string
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = resourceGroup().location

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-ml'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
//       ^^^^^ unmet resource-logs
  name: 'kv-ml-example'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
//       ^^^^^^^^^ unmet resource-logs
  name: 'mlw-example'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    storageAccount: storageAccountId
    keyVault: vault.id
    applicationInsights: applicationInsightsId
  }
}

// The container group cannot pull from the closed registry.
@description('Id of the storage account of the workspace.')
param storageAccountId string
@description('Id of the key vault of the workspace.')
param keyVaultId string
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = resourceGroup().location

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'crmlexample'
  location: location
  sku: {
    name: 'Premium'
  }
  properties: {
    publicNetworkAccess: 'Disabled'
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
    containerRegistry: registry.id
  }
}

resource scoring 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
//       ^^^^^^^ unmet container-instance
  name: 'ci-scoring'
  location: location
  properties: {
    osType: 'Linux'
    containers: [
      {
        name: 'scoring'
        properties: {
          image: '${registry.properties.loginServer}/scoring:1'
          resources: {
            requests: {
              cpu: 1
              memoryInGB: 2
            }
          }
        }
      }
    ]
  }
}

// The cluster that serves models answers to the internet.
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
    publicNetworkAccess: 'Disabled'
  }
}

resource kubernetes 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
//       ^^^^^^^^^^ unmet aks-private
  name: 'aks-ml'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: 'ml'
    agentPoolProfiles: [
      {
        name: 'default'
        mode: 'System'
        count: 3
        vmSize: 'Standard_D4s_v5'
      }
    ]
  }
}

resource attached 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = {
  parent: workspace
  name: 'aks'
  location: location
  properties: {
    computeType: 'Kubernetes'
    resourceId: kubernetes.id
    properties: {
      namespace: 'ml'
    }
  }
}

// The workspace and its training cluster, without a public address anywhere.
param location string
param stem string
param storageId string
param vaultId string
param registryId string
param insightsId string
param identityId string
param keyVaultId string
param keyUri string
param trainingSubnetId string
param logId string

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: '${stem}-mlw'
  location: location
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    storageAccount: storageId
    keyVault: vaultId
    containerRegistry: registryId
    applicationInsights: insightsId
    publicNetworkAccess: 'Disabled'
    imageBuildCompute: 'cpu-cluster'
    v1LegacyMode: false
    encryption: {
      status: 'Enabled'
      identity: {
        userAssignedIdentity: identityId
      }
      keyVaultProperties: {
        keyVaultArmId: keyVaultId
        keyIdentifier: keyUri
      }
    }
  }
}

resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = {
  parent: workspace
  name: 'cpu-cluster'
  location: location
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    properties: {
      vmSize: 'Standard_DS3_v2'
      enableNodePublicIp: false
      remoteLoginPortPublicAccess: 'Disabled'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 4
      }
      subnet: {
        id: trainingSubnetId
      }
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: workspace
  properties: {
    workspaceId: logId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output workspaceId string = workspace.id
output principalId string = workspace.identity.principalId

// A private Azure Machine Learning workspace behind Azure Firewall: everything it needs, and nothing else, gets through.
@description('Region of every resource.')
param location string = 'eastus'

@description('Stem of all names.')
@minLength(3)
@maxLength(10)
param stem string = 'contosoml'

@description('Object id of the Azure Cosmos DB service principal, which reads the customer-managed key for the workspace.')
param cosmosPrincipalId string = '57506a73-e302-42a9-b869-6f12d9ec29e9'

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    location: location
    stem: stem
    storageIds: [stores.outputs.storageId]
  }
}

module keys 'modules/keys.bicep' = {
  name: 'keys'
  params: {
    location: location
    stem: stem
    cosmosPrincipalId: cosmosPrincipalId
  }
}

module stores 'modules/stores.bicep' = {
  name: 'stores'
  params: {
    location: location
    stem: stem
    identityId: keys.outputs.identityId
    identityClientId: keys.outputs.identityClientId
    keyVaultUri: keys.outputs.vaultUri
    keyName: keys.outputs.keyName
    keyUri: keys.outputs.keyUri
  }
}

module workspace 'modules/workspace.bicep' = {
  name: 'workspace'
  params: {
    location: location
    stem: stem
    storageId: stores.outputs.storageId
    vaultId: stores.outputs.vaultId
    registryId: stores.outputs.registryId
    insightsId: stores.outputs.insightsId
    identityId: keys.outputs.identityId
    keyVaultId: keys.outputs.vaultId
    keyUri: keys.outputs.keyUri
    trainingSubnetId: network.outputs.trainingSubnetId
    logId: stores.outputs.logId
  }
}

var endpoints = [
  { name: 'workspace', target: workspace.outputs.workspaceId, groupId: 'amlworkspace', zones: ['privatelink.api.azureml.ms', 'privatelink.notebooks.azure.net'] }
  { name: 'blob', target: stores.outputs.storageId, groupId: 'blob', zones: ['privatelink.blob.core.windows.net'] }
  { name: 'file', target: stores.outputs.storageId, groupId: 'file', zones: ['privatelink.file.core.windows.net'] }
  { name: 'queue', target: stores.outputs.storageId, groupId: 'queue', zones: ['privatelink.queue.core.windows.net'] }
  { name: 'table', target: stores.outputs.storageId, groupId: 'table', zones: ['privatelink.table.core.windows.net'] }
  { name: 'vault', target: stores.outputs.vaultId, groupId: 'vault', zones: ['privatelink.vaultcore.azure.net'] }
  { name: 'registry', target: stores.outputs.registryId, groupId: 'registry', zones: ['privatelink.azurecr.io'] }
  { name: 'keys', target: keys.outputs.vaultId, groupId: 'vault', zones: ['privatelink.vaultcore.azure.net'] }
]

module zones 'modules/zones.bicep' = {
  name: 'zones'
  params: {
    networkId: network.outputs.networkId
    names: [
      'privatelink.api.azureml.ms'
      'privatelink.notebooks.azure.net'
      'privatelink.blob.${environment().suffixes.storage}'
      'privatelink.file.${environment().suffixes.storage}'
      'privatelink.queue.${environment().suffixes.storage}'
      'privatelink.table.${environment().suffixes.storage}'
      'privatelink.vaultcore.azure.net'
      'privatelink${environment().suffixes.acrLoginServer}'
    ]
  }
}

module endpoint 'modules/endpoint.bicep' = [for item in endpoints: {
  name: 'endpoint-${item.name}'
  params: {
    location: location
    name: '${stem}-pe-${item.name}'
    subnetId: network.outputs.endpointsSubnetId
    targetId: item.target
    groupId: item.groupId
    zones: item.zones
    readerPrincipalId: contains(['blob', 'file'], item.groupId) ? workspace.outputs.principalId : ''
  }
  dependsOn: [
    zones
  ]
}]

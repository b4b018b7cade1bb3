// One private endpoint and the zones that give its names.
param location string
param name string
param subnetId string
param targetId string
param groupId string
param zones array

@description('Who may read the endpoint: studio shows data behind it only when the workspace can.')
param readerPrincipalId string = ''

var readerRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }
}

resource group 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [for zone in zones: {
      name: replace(zone, '.', '-')
      properties: {
        privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zone)
      }
    }]
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(readerPrincipalId)) {
  name: guid(endpoint.id, readerPrincipalId, readerRole)
  scope: endpoint
  properties: {
    roleDefinitionId: readerRole
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
  }
}

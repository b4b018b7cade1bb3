// Private DNS zones, each linked to the network that resolves names for the computes.
param names array
param networkId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [for name in names: {
  name: name
  location: 'global'
}]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (name, index) in names: {
  parent: zone[index]
  name: 'network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}]

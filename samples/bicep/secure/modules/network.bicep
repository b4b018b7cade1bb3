// Hub and workload in one network: computes and private endpoints in subnets of their own, one way out through the firewall.
param location string
param stem string

@description('Storage accounts that computes may send data to, beside those of the service itself.')
param storageIds array

var firewallAddress = '10.20.0.4'

resource trainingGroup 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: '${stem}-nsg-training'
  location: location
  properties: {
    securityRules: []
  }
}

resource routes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: '${stem}-rt-training'
  location: location
  properties: {
    disableBgpRoutePropagation: true
    routes: [
      {
        name: 'everything-through-the-firewall'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewallAddress
        }
      }
    ]
  }
}

resource storagePolicy 'Microsoft.Network/serviceEndpointPolicies@2024-05-01' = {
  name: '${stem}-sep-storage'
  location: location
  properties: {
    serviceEndpointPolicyDefinitions: [
      {
        name: 'accounts'
        properties: {
          service: 'Microsoft.Storage'
          serviceResources: storageIds
        }
      }
      {
        name: 'machine-learning'
        properties: {
          service: 'Global'
          serviceResources: ['/services/Azure/MachineLearning']
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${stem}-vnet'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.20.0.0/16']
    }
    subnets: [
      {
        name: 'AzureFirewallSubnet'
        properties: {
          addressPrefix: '10.20.0.0/26'
        }
      }
      {
        name: 'snet-training'
        properties: {
          addressPrefix: '10.20.1.0/24'
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: trainingGroup.id
          }
          routeTable: {
            id: routes.id
          }
          serviceEndpoints: [
            {
              service: 'Microsoft.Storage'
            }
          ]
          serviceEndpointPolicies: [
            {
              id: storagePolicy.id
            }
          ]
        }
      }
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: '10.20.2.0/24'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource firewallSubnet 'subnets' existing = {
    name: 'AzureFirewallSubnet'
  }

  resource trainingSubnet 'subnets' existing = {
    name: 'snet-training'
  }

  resource endpointsSubnet 'subnets' existing = {
    name: 'snet-endpoints'
  }
}

resource firewallAddressPublic 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: '${stem}-pip-firewall'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

module policy 'firewall-policy.bicep' = {
  name: 'firewall-policy'
  params: {
    location: location
    name: '${stem}-firewall-policy'
    sources: ['10.20.1.0/24']
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: '${stem}-firewall'
  location: location
  properties: {
    sku: {
      name: 'AZFW_VNet'
      tier: 'Standard'
    }
    firewallPolicy: {
      id: policy.outputs.policyId
    }
    ipConfigurations: [
      {
        name: 'primary'
        properties: {
          subnet: {
            id: network::firewallSubnet.id
          }
          publicIPAddress: {
            id: firewallAddressPublic.id
          }
        }
      }
    ]
  }
}

output networkId string = network.id
output trainingSubnetId string = network::trainingSubnet.id
output endpointsSubnetId string = network::endpointsSubnet.id

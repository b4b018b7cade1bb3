// The firewall lets the service through on two of its three ports, and Azure Batch not at all.
@description('Id of the storage account of the workspace.')
param storageAccountId string
@description('Id of the key vault of the workspace.')
param keyVaultId string
@description('Id of the Application Insights component of the workspace.')
param applicationInsightsId string
param location string = 'eastus'

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
  }
}

resource routes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-training'
  location: location
  properties: {
    routes: [
      {
        name: 'everything'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.0.0.4'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-ml'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
    subnets: [
      {
        name: 'AzureFirewallSubnet'
        properties: {
          addressPrefix: '10.0.0.0/26'
        }
      }
      {
        name: 'snet-training'
        properties: {
          addressPrefix: '10.0.1.0/24'
          routeTable: {
            id: routes.id
          }
        }
      }
    ]
  }
}

resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = {
//       ^^^^^^ unmet outbound-service-tag
  name: 'afwp-ml'
  location: location
  properties: {
    sku: {
      tier: 'Standard'
    }
  }
}

resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  parent: policy
  name: 'machine-learning'
  properties: {
    priority: 200
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'services'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'identity'
            ipProtocols: ['TCP']
            sourceAddresses: ['10.0.1.0/24']
            destinationAddresses: ['AzureActiveDirectory']
            destinationPorts: ['80', '443']
          }
          {
            ruleType: 'NetworkRule'
            name: 'machine-learning'
            ipProtocols: ['TCP']
            sourceAddresses: ['10.0.1.0/24']
            destinationAddresses: ['AzureMachineLearning']
            destinationPorts: ['443', '8787']
          }
          {
            ruleType: 'NetworkRule'
            name: 'instances'
            ipProtocols: ['UDP']
            sourceAddresses: ['10.0.1.0/24']
            destinationAddresses: ['AzureMachineLearning']
            destinationPorts: ['5831']
          }
          {
            ruleType: 'NetworkRule'
            name: 'services'
            ipProtocols: ['TCP']
            sourceAddresses: ['10.0.1.0/24']
            destinationAddresses: [
              'AzureResourceManager'
              'Storage.eastus'
              'MicrosoftContainerRegistry'
              'AzureFrontDoor.FirstParty'
              'AzureFrontDoor.Frontend'
              'AzureMonitor'
            ]
            destinationPorts: ['443']
          }
        ]
      }
    ]
  }
}

resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-firewall'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: 'afw-ml'
  location: location
  properties: {
    sku: {
      name: 'AZFW_VNet'
      tier: 'Standard'
    }
    firewallPolicy: {
      id: policy.id
    }
    ipConfigurations: [
      {
        name: 'primary'
        properties: {
          subnet: {
            id: resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'AzureFirewallSubnet')
          }
          publicIPAddress: {
            id: address.id
          }
        }
      }
    ]
  }
}

resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = {
  parent: workspace
  name: 'cpu-cluster'
  location: location
  properties: {
    computeType: 'AmlCompute'
    properties: {
      vmSize: 'Standard_DS3_v2'
      vmPriority: 'Dedicated'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 2
        nodeIdleTimeBeforeScaleDown: 'PT120S'
      }
      subnet: {
        id: resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'snet-training')
      }
      enableNodePublicIp: false
    }
  }
}

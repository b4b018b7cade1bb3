// What computes of Azure Machine Learning may reach.
param location string
param name string

@description('Address prefixes of the subnets that hold computes.')
param sources array

resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = {
  name: name
  location: location
  properties: {
    sku: {
      tier: 'Standard'
    }
    threatIntelMode: 'Alert'
  }
}

resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  parent: policy
  name: 'azure-machine-learning'
  properties: {
    priority: 200
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'services'
        priority: 100
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'entra-id'
            ipProtocols: ['TCP']
            sourceAddresses: sources
            destinationAddresses: ['AzureActiveDirectory']
            destinationPorts: ['80', '443']
          }
          {
            ruleType: 'NetworkRule'
            name: 'machine-learning'
            ipProtocols: ['TCP']
            sourceAddresses: sources
            destinationAddresses: ['AzureMachineLearning']
            destinationPorts: ['443', '8787', '18881']
          }
          {
            ruleType: 'NetworkRule'
            name: 'machine-learning-compute-instances'
            ipProtocols: ['UDP']
            sourceAddresses: sources
            destinationAddresses: ['AzureMachineLearning']
            destinationPorts: ['5831']
          }
          {
            ruleType: 'NetworkRule'
            name: 'azure-services'
            ipProtocols: ['TCP']
            sourceAddresses: sources
            destinationAddresses: [
              'BatchNodeManagement.EastUS'
              'AzureResourceManager'
              'Storage.EastUS'
              'AzureFrontDoor.Frontend'
              'AzureFrontDoor.FirstParty'
              'MicrosoftContainerRegistry'
              'AzureMonitor'
            ]
            destinationPorts: ['443']
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'hosts'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'python-packages'
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            sourceAddresses: sources
            targetFqdns: [
              'anaconda.com'
              '*.anaconda.com'
              '*.anaconda.org'
              'pypi.org'
              '*.pythonhosted.org'
            ]
          }
        ]
      }
    ]
  }
}

output policyId string = policy.id

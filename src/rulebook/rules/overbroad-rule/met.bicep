// The protocols and ports that are needed.
param location string = resourceGroup().location

resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = {
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
  name: 'rcg-ml'
  properties: {
    priority: 200
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'net-ml'
        priority: 100
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'machine-learning'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            destinationAddresses: [
              'AzureMachineLearning'
            ]
            destinationPorts: [
              '443'
              '8787'
              '18881'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'compute-instances'
            ipProtocols: [
              'UDP'
            ]
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            destinationAddresses: [
              'AzureMachineLearning'
            ]
            destinationPorts: [
              '5831'
            ]
          }
        ]
      }
    ]
  }
}

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-training'
  location: location
  properties: {
    securityRules: [
      {
        name: 'inside'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// Every protocol and port to the service, as the page of 2020 advised, and traffic from a service that never calls.
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
//                ^^^^^^^^^^^^^^^^^^ unmet overbroad-rule
            ipProtocols: [
              'Any'
            ]
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            destinationAddresses: [
              'AzureMachineLearning'
            ]
            destinationPorts: [
              '*'
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
        name: 'sign-in'
//            ^^^^^^^^^ unmet overbroad-rule
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureActiveDirectory'
          destinationPortRange: '*'
        }
      }
      {
        name: 'from-storage'
//            ^^^^^^^^^^^^^^ unmet overbroad-rule
        properties: {
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'Storage'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '443'
        }
      }
    ]
  }
}

// Tags as older pages print them.
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
            name: 'registry'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            destinationAddresses: [
              'ContainerRegistry.eastus'
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^ unmet invalid-service-tag
            ]
            destinationPorts: [
              '443'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'images'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            destinationAddresses: [
              'MicrosoftContainerRegistry.eastus'
              'Frontdoor.FirstParty'
//            ^^^^^^^^^^^^^^^^^^^^^^ unmet invalid-service-tag
            ]
            destinationPorts: [
              '443'
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
        name: 'vault'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Keyvault.eastus'
//                                  ^^^^^^^^^^^^^^^^^ unmet invalid-service-tag
          destinationPortRange: '443'
        }
      }
    ]
  }
}

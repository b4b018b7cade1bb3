// Hosts of Azure Government in a firewall there; some are the same in all clouds.
param location string = 'usgovvirginia'

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
        name: 'app-ml'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'sign-in'
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'login.microsoftonline.us'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'storage'
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.blob.core.usgovcloudapi.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'instances'
            sourceAddresses: [
              '10.0.1.0/24'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.instances.azureml.ms'
              'graph.windows.net'
            ]
          }
        ]
      }
    ]
  }
}

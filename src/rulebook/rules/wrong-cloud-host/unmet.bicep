// Hosts of Azure public in a firewall of Azure Government.
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
              'login.microsoftonline.com'
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unmet wrong-cloud-host
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
              '*.blob.core.windows.net'
//            ^^^^^^^^^^^^^^^^^^^^^^^^^ unmet wrong-cloud-host
              '*.queue.core.usgovcloudapi.net'
            ]
          }
        ]
      }
    ]
  }
}

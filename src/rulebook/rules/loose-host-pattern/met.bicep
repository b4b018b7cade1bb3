// Domains with their hosts, and hosts without paths.
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
        name: 'app-ml'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'pytorch'
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
              '*.pytorch.org'
              'pytorch.org'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'registry'
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
              '*.azurecr.io'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'websocket-server'
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
              'raw.githubusercontent.com'
            ]
          }
        ]
      }
    ]
  }
}

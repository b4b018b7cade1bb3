param location string = 'eastus'

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'amlst'
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    publicNetworkAccess: 'Enabled'
    allowBlobPublicAccess: false
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'aml-kv'
  location: location
  properties: {
    tenantId: '00000000-0000-0000-0000-000000000002'
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    publicNetworkAccess: 'Enabled'
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'amlcr'
  location: location
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: 'Enabled'
    adminUserEnabled: false
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'aml-appi'
  location: location
  kind: 'web'
  properties: { Application_Type: 'web' }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'aml-mlw'
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    storageAccount: storage.id
    keyVault: vault.id
    containerRegistry: registry.id
    applicationInsights: insights.id
    publicNetworkAccess: 'Enabled'
  }
}

resource routes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'aml-rt'
  location: location
  properties: {
    routes: [
      {
        name: 'default'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '10.40.0.4'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'aml-vnet'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/16'] }
    subnets: [
      { name: 'AzureFirewallSubnet', properties: { addressPrefix: '10.40.0.0/26' } }
      { name: 'snet-training', properties: { addressPrefix: '10.40.1.0/24', routeTable: { id: routes.id } } }
    ]
  }
}

resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = {
  name: 'aml-policy'
  location: location
  properties: { sku: { tier: 'Standard' } }
}

var sources = ['10.40.1.0/24']

resource egress 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  parent: policy
  name: 'egress'
  properties: {
    priority: 200
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'services'
        priority: 100
        action: { type: 'Allow' }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'sign-in'
            ipProtocols: ['TCP']
            sourceAddresses: sources
            destinationAddresses: ['AzureActiveDirectory']
            destinationPorts: ['80', '443']
          }
          {
            ruleType: 'NetworkRule'
            name: 'aml'
            ipProtocols: ['TCP']
            sourceAddresses: sources
            destinationAddresses: ['AzureMachineLearning']
            destinationPorts: ['443']
          }
          {
            ruleType: 'NetworkRule'
            name: 'services'
            ipProtocols: ['TCP']
            sourceAddresses: sources
            destinationAddresses: ['AzureResourceManager', 'Storage', 'MicrosoftContainerRegistry']
            destinationPorts: ['443']
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'hosts'
        priority: 200
        action: { type: 'Allow' }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'python'
            protocols: [{ protocolType: 'Https', port: 443 }]
            sourceAddresses: sources
            targetFqdns: ['pypi.org']
          }
        ]
      }
    ]
  }
}

resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {
  name: 'aml-firewall'
  location: location
  properties: {
    sku: { name: 'AZFW_VNet', tier: 'Standard' }
    firewallPolicy: { id: policy.id }
    ipConfigurations: [
      { name: 'primary', properties: { subnet: { id: '${network.id}/subnets/AzureFirewallSubnet' } } }
    ]
  }
}

resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  properties: {
    computeType: 'AmlCompute'
    properties: {
      vmSize: 'Standard_DS3_v2'
      enableNodePublicIp: false
      subnet: { id: '${network.id}/subnets/snet-training' }
    }
  }
}

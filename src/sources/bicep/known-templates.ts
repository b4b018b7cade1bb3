// What well-known Azure Verified Modules make of their own parameters, for when they are not restored. Names as of their 2026 versions.
// What a template does not say stays open; it deploys more (telemetry, locks, role assignments, diagnostics).

import { firewallPolicy, privateDnsZone, routeTable, securityGroup, virtualNetwork } from "./known-networks.ts";

const common = "param name string\nparam location string?\nparam tags object?\nparam managedIdentities object?\n";
const outputs = "output resourceId string = main.id\noutput name string = main.name\n";

/** Template by the module's path in the public registry. */
export const knownTemplates: ReadonlyMap<string, string> = new Map([
  ["avm/res/machine-learning-services/workspace", workspace()],
  ["avm/res/storage/storage-account", storage()],
  ["avm/res/key-vault/vault", vault()],
  ["avm/res/container-registry/registry", registry()],
  ["avm/res/network/private-endpoint", privateEndpoint()],
  ["avm/res/network/firewall-policy", firewallPolicy()],
  ["avm/res/network/virtual-network", virtualNetwork()],
  ["avm/res/network/network-security-group", securityGroup()],
  ["avm/res/network/private-dns-zone", privateDnsZone()],
  ["avm/res/network/route-table", routeTable()],
]);

/** Main resource types of other modules of the registry, whose parameters are not followed. */
export const knownTypes: ReadonlyMap<string, string> = new Map([
  ["avm/res/network/azure-firewall", "Microsoft.Network/azureFirewalls"],
  ["avm/res/network/bastion-host", "Microsoft.Network/bastionHosts"],
  ["avm/res/network/public-ip-address", "Microsoft.Network/publicIPAddresses"],
  ["avm/res/network/nat-gateway", "Microsoft.Network/natGateways"],
  ["avm/res/network/network-interface", "Microsoft.Network/networkInterfaces"],
  ["avm/res/network/application-gateway", "Microsoft.Network/applicationGateways"],
  ["avm/res/compute/virtual-machine", "Microsoft.Compute/virtualMachines"],
  ["avm/res/compute/disk-encryption-set", "Microsoft.Compute/diskEncryptionSets"],
  ["avm/res/container-service/managed-cluster", "Microsoft.ContainerService/managedClusters"],
  ["avm/res/cognitive-services/account", "Microsoft.CognitiveServices/accounts"],
  ["avm/res/search/search-service", "Microsoft.Search/searchServices"],
  ["avm/res/insights/component", "Microsoft.Insights/components"],
  ["avm/res/insights/private-link-scope", "Microsoft.Insights/privateLinkScopes"],
  ["avm/res/insights/diagnostic-setting", "Microsoft.Insights/diagnosticSettings"],
  ["avm/res/operational-insights/workspace", "Microsoft.OperationalInsights/workspaces"],
  ["avm/res/managed-identity/user-assigned-identity", "Microsoft.ManagedIdentity/userAssignedIdentities"],
  ["avm/res/resources/resource-group", "Microsoft.Resources/resourceGroups"],
  ["avm/res/authorization/role-assignment", "Microsoft.Authorization/roleAssignments"],
]);

/** `privateEndpoints` as those modules take it. */
function endpoints(service: string): string {
  return `param privateEndpoints array?
resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for (one, i) in privateEndpoints ?? []: {
  name: one.?name ?? 'pep-\${name}-\${one.?service ?? '${service}'}-\${i}'
  properties: {
    subnet: { id: one.subnetResourceId }
    privateLinkServiceConnections: one.?isManualConnection ?? false ? [] : [
      { name: '\${name}-\${i}', properties: { privateLinkServiceId: main.id, groupIds: [one.?service ?? '${service}'] } }
    ]
    manualPrivateLinkServiceConnections: one.?isManualConnection ?? false ? [
      { name: '\${name}-\${i}', properties: { privateLinkServiceId: main.id, groupIds: [one.?service ?? '${service}'] } }
    ] : []
  }
}]
resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (one, i) in privateEndpoints ?? []: if (contains(one, 'privateDnsZoneGroup') || contains(one, 'privateDnsZoneResourceIds')) {
  parent: endpoints[i]
  name: one.?privateDnsZoneGroup.?name ?? 'default'
  properties: {
    privateDnsZoneConfigs: concat(
      map(one.?privateDnsZoneGroup.?privateDnsZoneGroupConfigs ?? [], zone => { name: last(split(zone.privateDnsZoneResourceId, '/')), properties: { privateDnsZoneId: zone.privateDnsZoneResourceId } }),
      map(one.?privateDnsZoneResourceIds ?? [], zone => { name: last(split(zone, '/')), properties: { privateDnsZoneId: zone } }))
  }
}]
`;
}

function workspace(): string {
  return `${common}${endpoints("amlworkspace")}${outputs}
param sku string?
param kind string?
param associatedStorageAccountResourceId string?
param associatedKeyVaultResourceId string?
param associatedApplicationInsightsResourceId string?
param associatedContainerRegistryResourceId string?
param hbiWorkspace bool?
param hubResourceId string?
param imageBuildCompute string?
param publicNetworkAccess string?
param managedNetworkSettings object?
param provisionNetworkNow bool?
param serverlessComputeSettings object?
param systemDatastoresAuthMode string?
param ipAllowlist array?
param customerManagedKey object?
resource main 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: name
  location: location
  tags: tags
  kind: kind
  sku: { name: sku }
  properties: {
    storageAccount: associatedStorageAccountResourceId
    keyVault: associatedKeyVaultResourceId
    applicationInsights: associatedApplicationInsightsResourceId
    containerRegistry: associatedContainerRegistryResourceId
    hbiWorkspace: hbiWorkspace
    hubResourceId: hubResourceId
    imageBuildCompute: imageBuildCompute
    publicNetworkAccess: publicNetworkAccess
    managedNetwork: managedNetworkSettings
    provisionNetworkNow: provisionNetworkNow
    serverlessComputeSettings: serverlessComputeSettings
    systemDatastoresAuthMode: systemDatastoresAuthMode
    ipAllowlist: ipAllowlist
    encryption: customerManagedKey == null ? null : {
      status: 'Enabled'
      keyVaultProperties: {
        keyVaultArmId: customerManagedKey!.keyVaultResourceId
        keyIdentifier: '\${customerManagedKey!.keyVaultResourceId}/keys/\${customerManagedKey!.keyName}'
      }
    }
  }
}
`;
}

function storage(): string {
  return `${common}${endpoints("blob")}${outputs}
param kind string?
param skuName string?
param publicNetworkAccess string?
param networkAcls object?
param allowSharedKeyAccess bool?
param allowBlobPublicAccess bool?
param minimumTlsVersion string?
param enableHierarchicalNamespace bool?
param customerManagedKey object?
resource main 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: kind
  sku: { name: skuName }
  properties: {
    publicNetworkAccess: publicNetworkAccess
    networkAcls: networkAcls
    allowSharedKeyAccess: allowSharedKeyAccess
    allowBlobPublicAccess: allowBlobPublicAccess
    minimumTlsVersion: minimumTlsVersion
    isHnsEnabled: enableHierarchicalNamespace
    encryption: customerManagedKey == null ? null : {
      keySource: 'Microsoft.Keyvault'
      keyvaultproperties: {
        keyname: customerManagedKey!.keyName
        keyversion: customerManagedKey!.?keyVersion
        keyvaulturi: reference(customerManagedKey!.keyVaultResourceId).vaultUri
      }
      identity: { userAssignedIdentity: customerManagedKey!.?userAssignedIdentityResourceId }
    }
  }
}
`;
}

function vault(): string {
  return `${common}${endpoints("vault")}${outputs}
param sku string?
param enablePurgeProtection bool?
param enableSoftDelete bool?
param softDeleteRetentionInDays int?
param enableRbacAuthorization bool?
param publicNetworkAccess string?
param networkAcls object?
resource main 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: sku }
    enablePurgeProtection: enablePurgeProtection
    enableSoftDelete: enableSoftDelete
    softDeleteRetentionInDays: softDeleteRetentionInDays
    enableRbacAuthorization: enableRbacAuthorization
    publicNetworkAccess: publicNetworkAccess
    networkAcls: networkAcls
  }
}
`;
}

function registry(): string {
  return `${common}${endpoints("registry")}${outputs}
param acrSku string?
param acrAdminUserEnabled bool?
param publicNetworkAccess string?
param networkRuleBypassOptions string?
param networkRuleSetDefaultAction string?
param networkRuleSetIpRules array?
param anonymousPullEnabled bool?
param customerManagedKey object?
resource main 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: acrSku }
  properties: {
    adminUserEnabled: acrAdminUserEnabled
    publicNetworkAccess: publicNetworkAccess
    networkRuleBypassOptions: networkRuleBypassOptions
    anonymousPullEnabled: anonymousPullEnabled
    networkRuleSet: { defaultAction: networkRuleSetDefaultAction, ipRules: networkRuleSetIpRules }
    encryption: customerManagedKey == null ? null : {
      status: 'enabled'
      keyVaultProperties: {
        keyIdentifier: '\${customerManagedKey!.keyVaultResourceId}/keys/\${customerManagedKey!.keyName}'
      }
    }
  }
}
`;
}

function privateEndpoint(): string {
  return `${common}${outputs}
param subnetResourceId string
param privateLinkServiceConnections array?
param manualPrivateLinkServiceConnections array?
param privateDnsZoneGroup object?
param privateDnsZoneResourceIds array?
resource main 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetResourceId }
    privateLinkServiceConnections: privateLinkServiceConnections
    manualPrivateLinkServiceConnections: manualPrivateLinkServiceConnections
  }
}
resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = if (privateDnsZoneGroup != null || privateDnsZoneResourceIds != null) {
  parent: main
  name: privateDnsZoneGroup.?name ?? 'default'
  properties: {
    privateDnsZoneConfigs: concat(
      map(privateDnsZoneGroup.?privateDnsZoneGroupConfigs ?? [], zone => { name: last(split(zone.privateDnsZoneResourceId, '/')), properties: { privateDnsZoneId: zone.privateDnsZoneResourceId } }),
      map(privateDnsZoneResourceIds ?? [], zone => { name: last(split(zone, '/')), properties: { privateDnsZoneId: zone } }))
  }
}
`;
}

// The networks among the known modules.

const common = "param name string\nparam location string?\nparam tags object?\n";
const outputs = "output resourceId string = main.id\noutput name string = main.name\n";

export function firewallPolicy(): string {
  return `${common}${outputs}
param tier string?
param threatIntelMode string?
param enableProxy bool?
param servers array?
param basePolicyResourceId string?
param ruleCollectionGroups array?
resource main 'Microsoft.Network/firewallPolicies@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { tier: tier }
    threatIntelMode: threatIntelMode
    basePolicy: basePolicyResourceId == null ? null : { id: basePolicyResourceId }
    dnsSettings: { enableProxy: enableProxy, servers: servers }
  }
}
resource groups 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = [for group in ruleCollectionGroups ?? []: {
  parent: main
  name: group.name
  properties: { priority: group.priority, ruleCollections: group.ruleCollections }
}]
`;
}

export function virtualNetwork(): string {
  return `${common}${outputs}
param addressPrefixes array
param subnets array?
param dnsServers array?
param peerings array?
resource main 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: addressPrefixes }
    dhcpOptions: dnsServers == null ? null : { dnsServers: dnsServers }
  }
}
resource nets 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = [for one in subnets ?? []: {
  parent: main
  name: one.name
  properties: {
    addressPrefix: one.?addressPrefix
    addressPrefixes: one.?addressPrefixes
    networkSecurityGroup: contains(one, 'networkSecurityGroupResourceId') ? { id: one.networkSecurityGroupResourceId } : null
    routeTable: contains(one, 'routeTableResourceId') ? { id: one.routeTableResourceId } : null
    natGateway: contains(one, 'natGatewayResourceId') ? { id: one.natGatewayResourceId } : null
    delegations: contains(one, 'delegation') ? [{ name: one.delegation, properties: { serviceName: one.delegation } }] : null
    serviceEndpoints: map(one.?serviceEndpoints ?? [], service => { service: service })
    privateEndpointNetworkPolicies: one.?privateEndpointNetworkPolicies
    privateLinkServiceNetworkPolicies: one.?privateLinkServiceNetworkPolicies
    defaultOutboundAccess: one.?defaultOutboundAccess
  }
}]
output subnetNames array = map(subnets ?? [], one => one.name)
output subnetResourceIds array = map(range(0, length(subnets ?? [])), i => nets[i].id)
`;
}

export function securityGroup(): string {
  return `${common}${outputs}
param securityRules array?
resource main 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: { securityRules: securityRules ?? [] }
}
`;
}

export function routeTable(): string {
  return `${common}${outputs}
param routes array?
param disableBgpRoutePropagation bool?
resource main 'Microsoft.Network/routeTables@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: { routes: routes ?? [], disableBgpRoutePropagation: disableBgpRoutePropagation }
}
`;
}

export function privateDnsZone(): string {
  return `${common}${outputs}
param virtualNetworkLinks array?
resource main 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags
}
resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for one in virtualNetworkLinks ?? []: {
  parent: main
  name: one.?name ?? '\${last(split(one.virtualNetworkResourceId, '/'))}-vnetlink'
  location: 'global'
  properties: { registrationEnabled: one.?registrationEnabled ?? false, virtualNetwork: { id: one.virtualNetworkResourceId } }
}]
`;
}

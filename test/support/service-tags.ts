// A security group that lists the addresses of a tag, and published lists to hold it against.

/** Bicep; of 'BatchNodeManagement', as `publishedTags` has it, one prefix lacks and one is not in it. */
export const listedPrefixes = `resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-training'
  location: 'eastus'
  properties: {
    securityRules: [
      {
        name: 'azure-batch'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefixes: ['20.1.0.0/24', '20.9.0.0/24']
          destinationPortRange: '443'
        }
      }
    ]
  }
}
`;

/** A published list of one cloud with one tag. */
export function publishedTags(cloud = "Public", addressPrefixes: readonly string[] = ["20.1.0.0/24", "20.2.0.0/24"]): string {
  return JSON.stringify({ changeNumber: 1, cloud, values: [{ name: "BatchNodeManagement", properties: { addressPrefixes } }] });
}

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folder } from "./command.ts";

const network = `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [{ name: 'snet-training', properties: { addressPrefix: '10.0.1.0/24' } }]
  }
}
`;

describe("explain", () => {
  test("names the sources that there are when it is asked for another", async () => {
    using here = folder({ "main.bicep": network });
    const { status, said } = await here.run(["explain", "--to", "pypi.org", "--from", "snet-trainig"]);
    assert.equal(status, 2);
    assert.match(said, /no subnet, machine or managed network 'snet-trainig'.* There are 'snet-training'\.\n$/);
  });

  test("refuses what is no service tag, and names the right one", async () => {
    using here = folder({ "main.bicep": network });
    const asked = async (tag: string) => here.run(["explain", "--to", tag, "--from", "snet-training"]);
    const { status, said } = await asked("Keyvault");
    assert.equal(status, 2);
    assert.match(said, /'Keyvault' is no service tag that is published; 'AzureKeyVault' is\./);
    assert.equal((await asked("Foo")).status, 2);
    assert.equal((await asked("AzureKeyVault")).status, 0);
  });

  test("says from which addresses it starts", async () => {
    using here = folder({ "main.bicep": network });
    const { out } = await here.run(["explain", "--to", "pypi.org", "--from", "snet-training"]);
    assert.match(out, /from: Subnet 'snet-training', 10\.0\.1\.0\/24\. It was named as the source\./);
  });

  test("holds what rules say of a service tag against the hosts of that service", async () => {
    const denied = `resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg'
  location: 'eastus'
  properties: {
    securityRules: [
      {
        name: 'no-sign-in'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureActiveDirectory'
          destinationPortRange: '*'
        }
      }
    ]
  }
}
${network.replace("addressPrefix: '10.0.1.0/24'", "addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: group.id }")}`;
    using here = folder({ "main.bicep": denied });
    const asked = async (host: string) => here.run(["explain", "--to", host, "--from", "snet-training"]);
    const { status, out } = await asked("login.microsoftonline.com");
    assert.equal(status, 1);
    assert.match(out, /Rule 'no-sign-in' of security group 'nsg'/);
    assert.equal((await asked("pypi.org")).status, 0);
  });
});

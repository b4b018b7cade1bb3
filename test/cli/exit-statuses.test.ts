// The table of exit statuses in docs/how-to/ci.md, each of its examples run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folder, harmless, openVault } from "./command.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/how-to/ci.md"), "utf8");
const rows = [...page.matchAll(/^\| ([012]) \| (.+) \| `(.+)` \|$/gm)].map(([, status, when = "", example = ""]) => ({
  status: Number(status),
  when,
  example,
}));

const network = `resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [ { name: 'training', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: group.id } } } ]
  }
}

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'closed'
  location: 'eastus'
  properties: {
    securityRules: [
      {
        name: 'deny'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  properties: { serverlessComputeSettings: { serverlessComputeCustomSubnet: net.properties.subnets[0].id } }
}
`;

describe("every exit status that is documented is shown:", () => {
  for (const { status, when, example } of rows)
    test(`${status}, ${when}`, async () => {
      using here = folder({
        "clean/main.bicep": harmless,
        "infra/main.bicep": openVault,
        "broken/main.bicep": "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'a",
        "network/main.bicep": network,
        "empty/readme.md": "",
        "locked/main.bicep": openVault,
      });
      chmodSync(join(here.path, "locked/main.bicep"), 0o444);
      execFileSync("git", ["init", "-q"], { cwd: here.path });
      await here.run(["audit", "infra", "--write-baseline", "known.json", "--fail-on", "never"]);
      const { status: ended, out, said } = await here.run(example.split(" "));
      assert.equal(ended, status, out + said);
      if (status === 2) assert.match(said, /\.\n$/);
    });

  test("all three of them", () => {
    assert.deepEqual([...new Set(rows.map(({ status }) => status))], [0, 1, 2]);
    assert.ok(rows.length > 10);
  });
});

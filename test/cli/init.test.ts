import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { folder } from "./command.ts";

const workspace = `
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = { name: 'mlw', location: 'usgovvirginia', properties: {} }
`;
const ownNetwork = `
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'spoke', location: 'usgovvirginia', properties: { addressSpace: { addressPrefixes: [ '10.1.0.0/16' ] } } }
`;
const hub = `
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' = { name: 'afwp', location: 'usgovvirginia', properties: {} }
`;
const shared = (name: string) => `
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: '${name}', location: 'usgovvirginia', properties: { addressSpace: { addressPrefixes: [ '10.1.0.0/16' ] } } }
`;
const pointing = (name: string) => `
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: ${name} }
`;

type Proposal = {
  readonly environments?: readonly { readonly name: string; readonly deployments: readonly object[] }[];
  readonly cloud?: string;
};

async function proposed(files: Readonly<Record<string, string>>): Promise<Proposal> {
  using here = folder(files);
  const { status, out } = await here.run(["init", "--dry-run"]);
  assert.equal(status, 0);
  return JSON.parse(out);
}

describe("init", () => {
  test("puts a workload beside the only hub, variant by variant", async () => {
    const { environments, cloud } = await proposed({
      "hub/main.bicep": hub,
      "hub/main.dev.bicepparam": "using 'main.bicep'\n",
      "hub/main.prod.bicepparam": "using 'main.bicep'\n",
      "work/main.bicep": workspace + ownNetwork,
      "work/main.dev.bicepparam": "using 'main.bicep'\n",
      "work/main.prod.bicepparam": "using 'main.bicep'\n",
    });
    assert.equal(cloud, "usgov");
    assert.deepEqual(
      environments?.map(({ name }) => name),
      ["dev", "prod"],
    );
    assert.deepEqual(environments?.[1]?.deployments, [
      { template: "hub/main.bicep", parameters: ["hub/main.prod.bicepparam"] },
      { template: "work/main.bicep", parameters: ["work/main.prod.bicepparam"] },
    ]);
  });

  test("puts a workload beside the stack that declares what it points at, by name or as the only one near it", async () => {
    const byName = await proposed({
      "platform/net-a.bicep": shared("vnet-a"),
      "platform/net-b.bicep": shared("vnet-b"),
      "team/ml/main.bicep": workspace + pointing("'vnet-b'"),
    });
    assert.deepEqual(byName.environments?.[0]?.deployments, [{ template: "platform/net-b.bicep" }, { template: "team/ml/main.bicep" }]);
    const below = await proposed({
      "ml/main.bicep": `param networkName string\n${workspace}${pointing("networkName")}`,
      "ml/prerequisites/main.bicep": shared("vnet-ml"),
      "other/main.bicep": shared("vnet-other"),
    });
    assert.deepEqual(below.environments?.[0]?.deployments, [{ template: "ml/prerequisites/main.bicep" }, { template: "ml/main.bicep" }]);
  });

  test("puts stacks together that are joined by an id in a parameter, from either side", async () => {
    const id = (type: string, name: string) =>
      `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/${type}/${name}`;
    const training = `${shared("vnet-ml")}resource training 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { parent: network, name: 'training', properties: { addressPrefix: '10.1.1.0/24' } }\n`;
    const cluster = `param subnetId string
resource cluster 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = { parent: workspace, name: 'cpu', properties: { computeType: 'AmlCompute', properties: { subnet: { id: subnetId } } } }`;
    const given = (name: string) =>
      `using 'main.bicep'\nparam subnetId = '${id("Microsoft.Network/virtualNetworks", name)}/subnets/training'\n`;
    const endpoint = `param workspaceId string
resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe', location: 'usgovvirginia', properties: { privateLinkServiceConnections: [ { name: 'w', properties: { privateLinkServiceId: workspaceId, groupIds: [ 'amlworkspace' ] } } ] } }`;
    const files = {
      "net/main.bicep": training,
      "other/main.bicep": shared("vnet-other"),
      "ml/main.bicep": workspace + cluster,
      "pe/main.bicep": endpoint,
      "pe/main.bicepparam": `using 'main.bicep'\nparam workspaceId = '${id("Microsoft.MachineLearningServices/workspaces", "mlw")}'\n`,
    };
    const { environments } = await proposed({ ...files, "ml/main.bicepparam": given("vnet-ml") });
    assert.deepEqual(environments?.[0]?.deployments, [
      { template: "net/main.bicep" },
      { template: "pe/main.bicep", parameters: ["pe/main.bicepparam"] },
      { template: "ml/main.bicep", parameters: ["ml/main.bicepparam"] },
    ]);
    const { environments: unknown } = await proposed({ ...files, "ml/main.bicepparam": given("vnet-elsewhere"), "pe/main.bicepparam": "" });
    assert.equal(unknown, undefined);
  });

  test("proposes no environment where nothing says that stacks belong together", async () => {
    assert.equal((await proposed({ "hub/main.bicep": hub, "work/main.bicep": workspace })).environments, undefined);
    const two = { "hub-a/main.bicep": hub, "hub-b/main.bicep": hub, "work/main.bicep": workspace + ownNetwork };
    assert.equal((await proposed(two)).environments, undefined);
    assert.equal((await proposed({ "main.bicep": workspace + ownNetwork + hub })).environments, undefined);
  });

  test("writes the file once, and what it wrote puts the stacks together", async () => {
    using here = folder({ "hub/main.bicep": hub, "work/main.bicep": workspace + ownNetwork });
    assert.equal((await here.run(["init"])).status, 0);
    assert.ok(existsSync(join(here.path, "aml-network-audit.json")));
    const { out } = await here.run(["audit", "--format", "json", "--fail-on", "never"]);
    const { checks, problems } = JSON.parse(out);
    assert.deepEqual(problems, []);
    assert.deepEqual([...new Set(checks.flatMap((one: { deployments: string[] }) => one.deployments))], ["work/main.bicep"]);
    const before = readFileSync(join(here.path, "aml-network-audit.json"), "utf8");
    const again = await here.run(["init"]);
    assert.equal(again.status, 2);
    assert.equal(readFileSync(join(here.path, "aml-network-audit.json"), "utf8"), before);
  });
});

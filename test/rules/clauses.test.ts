// What rules ask for beyond their examples, one clause at a time, in whole deployments.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Settings } from "../../src/analysis/configuration/settings.ts";
import { audit } from "../support/audit.ts";
import { encryption, workspaceWith } from "../support/workspace.ts";

/** `met st blob`: the answers of one rule, and the messages of what is unmet. */
async function asked(rule: string, text: string, settings: Partial<Settings> = {}) {
  const { checks, findings } = await audit({ "main.bicep": text }, settings);
  return {
    says: checks
      .filter((check) => check.rule === rule)
      .map(({ verdict, subject, value }) => [verdict, subject.name, value].filter(Boolean).join(" ")),
    messages: findings.filter((finding) => finding.rule === rule && finding.verdict === "unmet").map(({ message }) => message),
  };
}

const key = encryption("'https://kv.vault.azure.net/keys/k'");
const scope = `resource scope 'Microsoft.Insights/privateLinkScopes@2021-09-01' = { name: 'ampls', location: 'global', properties: { accessModeSettings: { ingestionAccessMode: 'Open', queryAccessMode: 'Open' } } }`;
const insights = `resource appi 'Microsoft.Insights/components@2020-02-02' = { name: 'appi', location: 'eastus', kind: 'web', properties: { Application_Type: 'web', WorkspaceResourceId: log.id } }
resource log 'Microsoft.OperationalInsights/workspaces@2023-09-01' = { name: 'log', location: 'eastus', properties: {} }`;

describe("private endpoints", () => {
  const lacks = async (said: Parameters<typeof workspaceWith>[0]) => (await asked("private-endpoint", workspaceWith(said))).says;

  test("are wanted for data lake, queue and table only where something uses them", async () => {
    const usual = await lacks({});
    assert.deepEqual(usual, ["unmet mlw amlworkspace", "unmet st blob", "unmet st file", "unmet kv vault"]);
    assert.ok((await lacks({ storage: "isHnsEnabled: true" })).includes("unmet st dfs"));
    const datastore = `resource lake 'Microsoft.MachineLearningServices/workspaces/datastores@2025-06-01' = { parent: workspace, name: 'lake', properties: { datastoreType: 'AzureDataLakeGen2', accountName: 'st', filesystem: 'fs', credentials: { credentialsType: 'None' } } }`;
    assert.ok((await lacks({ more: datastore })).includes("unmet st dfs"));
    const batch = `resource batch 'Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-06-01' = { parent: workspace, name: 'batch', location: 'eastus', properties: { authMode: 'AADToken' } }`;
    const withBatch = await lacks({ more: batch });
    assert.ok(withBatch.includes("unmet st queue") && withBatch.includes("unmet st table"));
  });

  test("are wanted for a private link scope and for a machine learning registry that are there", async () => {
    assert.ok((await lacks({ more: scope })).includes("unmet ampls azuremonitor"));
    const registry = `resource registry 'Microsoft.MachineLearningServices/registries@2025-06-01' = { name: 'mlr', location: 'eastus', identity: { type: 'SystemAssigned' }, properties: {} }`;
    assert.ok((await lacks({ more: registry })).includes("unmet mlr amlregistry"));
  });

  test("make service endpoints of the account unneeded", async () => {
    const more = `
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [ { name: 'training', properties: { addressPrefix: '10.0.1.0/24' } }, { name: 'endpoints', properties: { addressPrefix: '10.0.2.0/24' } } ]
  }
}
resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for one in [ { id: workspace.id, group: 'amlworkspace' }, { id: storage.id, group: 'blob' }, { id: storage.id, group: 'file' } ]: {
  name: 'pe-\${one.group}'
  location: 'eastus'
  properties: {
    subnet: { id: network.properties.subnets[1].id }
    privateLinkServiceConnections: [ { name: 'c', properties: { privateLinkServiceId: one.id, groupIds: [ one.group ] } } ]
  }
}]`;
    const storage = "networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [ { id: network.properties.subnets[0].id } ] }";
    assert.deepEqual((await asked("private-endpoint-network", workspaceWith({ storage, more }))).says, ["met st blob", "met st file"]);
  });
});

describe("private DNS zones", () => {
  test("of another cloud are known with the right name, and the cloud's own suffix makes the right one", async () => {
    const zone = (name: string) =>
      asked(
        "private-dns-zone",
        workspaceWith({
          workspace: "containerRegistry: cr.id",
          more: `
resource cr 'Microsoft.ContainerRegistry/registries@2023-07-01' = { name: 'cr', location: 'usgovvirginia', sku: { name: 'Premium' }, properties: {} }
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: 'usgovvirginia', properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }, subnets: [ { name: 'pe', properties: { addressPrefix: '10.0.1.0/24' } } ] } }
resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe', location: 'usgovvirginia', properties: { subnet: { id: network.properties.subnets[0].id }, privateLinkServiceConnections: [ { name: 'c', properties: { privateLinkServiceId: cr.id, groupIds: [ 'registry' ] } } ] } }
resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = { name: ${name}, location: 'global' }
resource group 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = { parent: endpoint, name: 'default', properties: { privateDnsZoneConfigs: [ { name: 'z', properties: { privateDnsZoneId: zone.id } } ] } }`,
        }),
        { cloud: "usgov" },
      );
    const wrong = await zone("'privatelink.azurecr.io'");
    assert.match(wrong.messages.join(), /'privatelink\.azurecr\.io'.*In this cloud the zone is 'privatelink\.azurecr\.us'/);
    assert.deepEqual((await zone(`'privatelink\${environment().suffixes.acrLoginServer}'`)).says, ["met cr privatelink.azurecr.us"]);
  });
});

describe("exposure", () => {
  test("is judged of Application Insights and Log Analytics where a private link scope can shut them off", async () => {
    const said = (more: string) => asked("public-network-access", workspaceWith({ workspace: "applicationInsights: appi.id", more }));
    assert.ok(!(await said(insights)).says.some((one) => / (appi|log)$/.test(one)));
    const { says } = await said(`${insights}\n${scope}`);
    assert.ok(says.includes("unmet appi") && says.includes("unmet log"));
  });

  test("of a closed account ends with a rule for this workspace, not with one for another", async () => {
    const rule = (name: string) =>
      asked(
        "trusted-services",
        workspaceWith({
          storage: `networkAcls: { defaultAction: 'Deny', bypass: 'None', resourceAccessRules: [ { tenantId: subscription().tenantId, resourceId: ${name} } ] }`,
        }),
      );
    assert.deepEqual((await rule("resourceId('Microsoft.MachineLearningServices/workspaces', 'mlw')")).says, ["met st"]);
    assert.deepEqual((await rule("resourceId('Microsoft.MachineLearningServices/workspaces', 'other')")).says, ["unmet st"]);
    const all = "'/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.MachineLearningServices/workspaces/*'";
    assert.deepEqual((await rule(all)).says, ["met st"]);
  });
});

describe("computes", () => {
  const compute = (type: string, location: string) =>
    `resource one 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = { parent: workspace, name: 'one', location: 'eastus', properties: { computeType: '${type}', computeLocation: '${location}', properties: {} } }`;
  const place = async (more: string, workspace = "") => (await asked("compute-location", workspaceWith({ workspace, more }))).says;

  test("stand in the workspace's region where they cannot stand elsewhere", async () => {
    assert.deepEqual(await place(compute("ComputeInstance", "westus")), ["unmet one workspaces"]);
    assert.deepEqual(await place(compute("ComputeInstance", "East US")), ["met one workspaces"]);
    assert.deepEqual(await place(compute("AmlCompute", "westus")), []);
    const managed = "managedNetwork: { isolationMode: 'AllowInternetOutbound' }";
    assert.deepEqual(await place(compute("AmlCompute", "westus"), managed), ["unmet one workspaces"]);
  });

  test("of Kubernetes stand in the region of a workspace with a private endpoint", async () => {
    const cluster = `
resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' = { name: 'aks', location: 'westus', properties: {} }
resource one 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = { parent: workspace, name: 'one', location: 'eastus', properties: { computeType: 'AKS', resourceId: aks.id } }`;
    const endpoint = `resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe', location: 'eastus', properties: { privateLinkServiceConnections: [ { name: 'c', properties: { privateLinkServiceId: workspace.id, groupIds: [ 'amlworkspace' ] } } ] } }`;
    assert.deepEqual(await place(cluster), []);
    assert.deepEqual(await place(`${cluster}\n${endpoint}`), ["unmet aks workspaces"]);
  });

  test("stand in networks whose ranges do not overlap those of their peers", async () => {
    const network = (name: string, range: string, peer = "") =>
      `resource ${name} 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: '${name}', location: 'eastus', properties: { addressSpace: { addressPrefixes: [ '${range}' ] } ${peer && `, virtualNetworkPeerings: [ { name: 'p', properties: { remoteVirtualNetwork: { id: ${peer}.id } } } ]`} } }`;
    const overlap = await asked(
      "address-range",
      workspaceWith({ more: `${network("a", "10.0.0.0/16", "b")}\n${network("b", "10.0.128.0/17")}` }),
    );
    assert.match(overlap.messages.join(), /overlap/);
    const apart = await asked(
      "address-range",
      workspaceWith({ more: `${network("a", "10.0.0.0/16", "b")}\n${network("b", "10.1.0.0/16")}` }),
    );
    assert.deepEqual(apart.messages, []);
  });
});

describe("keys as a system", () => {
  test("take keys of a managed HSM, which has to be protected and closed too", async () => {
    const hsm = (more: string) =>
      workspaceWith({
        workspace: encryption("'https://hsm.managedhsm.azure.net/keys/k'", "hsm.id"),
        more: `resource hsm 'Microsoft.KeyVault/managedHSMs@2023-07-01' = { name: 'hsm', location: 'eastus', sku: { family: 'B', name: 'Standard_B1' }, properties: { tenantId: subscription().tenantId ${more} } }`,
      });
    assert.ok((await asked("key-vault-purge-protection", hsm(""))).says.includes("unmet hsm"));
    assert.ok((await asked("key-vault-purge-protection", hsm(", enablePurgeProtection: true"))).says.includes("met hsm"));
    assert.ok((await asked("key-vault-network", hsm(""))).says.includes("unmet hsm"));
    assert.ok((await asked("key-vault-soft-delete", hsm(""))).says.includes("met hsm"));
    assert.deepEqual((await asked("workspace-cmk", hsm(""))).says, ["met mlw"]);
    assert.deepEqual((await asked("cmk-identity", hsm(""))).says, ["unclear mlw rights"], "its roles are kept inside");
  });

  test("count a block that is there but disabled as none, and judge a block behind a parameter by each deployment", async () => {
    assert.deepEqual((await asked("workspace-cmk", workspaceWith({ workspace: key.replace("Enabled", "Disabled") }))).says, ["unmet mlw"]);
    const template = `param cmk bool\n${workspaceWith({ workspace: "encryption: cmk ? { status: 'Enabled', keyVaultProperties: { keyVaultArmId: vault.id, keyIdentifier: 'https://kv.vault.azure.net/keys/k' } } : null" })}`;
    const { checks } = await audit({
      "main.bicep": template,
      "on.bicepparam": "using 'main.bicep'\nparam cmk = true\n",
      "off.bicepparam": "using 'main.bicep'\nparam cmk = false\n",
    });
    const told = checks.filter(({ rule }) => rule === "workspace-cmk").map(({ verdict, deployments }) => `${verdict} ${deployments}`);
    assert.deepEqual(told.sort(), ["met main.bicep + on.bicepparam", "unmet main.bicep + off.bicepparam"]);
  });

  test("cover queues and tables, and do not go with stores of the customer's on the service's side", async () => {
    const account = (services: string) =>
      workspaceWith({
        storage: `encryption: { keySource: 'Microsoft.Keyvault', keyvaultproperties: { keyname: 'k', keyvaulturi: vault.properties.vaultUri }, services: { ${services} } }`,
      });
    assert.deepEqual((await asked("cmk-services", account("queue: { keyType: 'Account' }"))).says, ["met st queue", "unmet st table"]);
    const stores = `enableServiceSideCMKEncryption: true, ${encryption("'https://kv.vault.azure.net/keys/k'", "vault.id", "cosmosDbResourceId: resourceId('Microsoft.DocumentDB/databaseAccounts', 'c')")}`;
    assert.deepEqual((await asked("cmk-services", workspaceWith({ workspace: stores }))).says, [
      "unmet mlw enableServiceSideCMKEncryption",
    ]);
  });

  test("have RSA keys of 2048, 3072 or 4096 bits, and storage accounts a URI without a version", async () => {
    const made = (properties: string) =>
      asked(
        "cmk-key",
        workspaceWith({
          workspace: encryption("made.properties.keyUri"),
          more: `resource made 'Microsoft.KeyVault/vaults/keys@2023-07-01' = { parent: vault, name: 'made', properties: { ${properties} } }`,
        }),
      );
    for (const [kty, keySize] of [
      ["RSA", 3072],
      ["RSA-HSM", 4096],
    ])
      assert.deepEqual((await made(`kty: '${kty}', keySize: ${keySize}`)).messages, []);
    assert.equal((await made("kty: 'EC'")).messages.length, 1);
    assert.ok((await made("kty: 'RSA', keySize: 1024")).messages.some((message) => /Use 2048, 3072 or 4096 bits/.test(message)));
    const versioned = (version: string) =>
      asked(
        "cmk-key",
        workspaceWith({
          storage: `encryption: { keySource: 'Microsoft.Keyvault', keyvaultproperties: { keyname: 'k', ${version} keyvaulturi: vault.properties.vaultUri } }`,
        }),
      );
    assert.ok((await versioned("keyversion: '0123456789abcdef0123456789abcdef',")).says.some((one) => one.startsWith("unmet st")));
    assert.ok(!(await versioned("")).says.some((one) => one.startsWith("unmet st")));
  });
});

describe("conflicts of hardening and machine learning", () => {
  test("say both sides of shared keys", async () => {
    const { messages } = await asked("storage-shared-key", workspaceWith({ storage: "allowSharedKeyAccess: false" }));
    assert.match(
      messages[0] ?? "",
      /takes no shared keys, but the datastores .* use them.*Keep shared keys off and set 'systemDatastoresAuthMode'/,
    );
  });

  test("say both sides of the registry's admin user, by the revision that is asked for", async () => {
    const more = `resource cr 'Microsoft.ContainerRegistry/registries@2023-07-01' = { name: 'cr', location: 'eastus', sku: { name: 'Premium' }, properties: { publicNetworkAccess: 'Disabled', adminUserEnabled: false } }`;
    const text = workspaceWith({ workspace: "containerRegistry: cr.id, imageBuildCompute: 'cpu'", more });
    const then = await asked("registry-image-build", text, { asOf: "il5-2022-09" });
    assert.match(then.messages.join(), /no admin user, which the documents of that day require.*Azure Policy asks to turn it off/);
    assert.deepEqual((await asked("registry-image-build", text)).messages, []);
  });

  test("say both sides of denying everything without the tags", async () => {
    const more = `
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg', location: 'eastus', properties: { securityRules: [ { name: 'deny-all', properties: { priority: 4000, direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } } ] } }
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: 'eastus', properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }, subnets: [ { name: 'training', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: group.id } } } ] } }
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = { parent: workspace, name: 'cpu', location: 'eastus', properties: { computeType: 'AmlCompute', properties: { subnet: { id: network.properties.subnets[0].id } } } }`;
    const { messages } = await asked("outbound-service-tag", workspaceWith({ more }));
    assert.ok(messages.some((message) => /'AzureMachineLearning'.*Rule 'deny-all'.*Allow .* before that rule/.test(message)));
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixOf } from "../../src/audit.ts";
import { audit } from "../support/audit.ts";

const zone = `param location string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv'
  location: location
  properties: { tenantId: subscription().tenantId, sku: { family: 'A', name: 'standard' }, publicNetworkAccess: 'Disabled' }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: location
  properties: { keyVault: vault.id }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe'
  location: location
  properties: {
    subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'endpoints') }
    privateLinkServiceConnections: [{ name: 'vault', properties: { privateLinkServiceId: vault.id, groupIds: ['vault'] } }]
  }
}

resource group 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: 'vault', properties: { privateDnsZoneId: zone.id } }] }
}
`;

describe("a fix of a text that differs by cloud", () => {
  const government = "using 'main.bicep'\nparam location = 'usgovvirginia'\n";
  const wrongIn = async (files: Readonly<Record<string, string>>) => {
    const { findings, deployments, auditor } = await audit({ "main.bicep": zone, ...files });
    const finding = findings.find(({ rule, verdict }) => rule === "private-dns-zone" && verdict === "unmet");
    assert.ok(finding);
    return fixOf(finding, deployments, auditor);
  };

  test("is written where every deployment is for that cloud", async () => {
    const fix = await wrongIn({ "gov.bicepparam": government });
    assert.ok("edits" in fix && fix.edits[0]?.newText.includes("usgovcloudapi"));
  });

  test("is refused where another deployment needs it as it is", async () => {
    const fix = await wrongIn({ "gov.bicepparam": government, "eu.bicepparam": "using 'main.bicep'\nparam location = 'westeurope'\n" });
    assert.match("cannot" in fix ? fix.cannot : "", /eu\.bicepparam' is for another cloud, and the same text is right there\./);
  });
});

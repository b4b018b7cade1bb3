// What a parameter without a value gives may be anything, nothing included: no rule accuses it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "../support/audit.ts";

const workspace = `
resource mlw 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  properties: { storageAccount: st.id, managedNetwork: { isolationMode: 'AllowInternetOutbound' } }
}
`;

function storage(acls: string): string {
  return `param given object\nparam addresses array\nresource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st'
  location: 'eastus'
  properties: { publicNetworkAccess: 'Enabled', networkAcls: ${acls} }
}\n${workspace}`;
}

describe("what a parameter gives", () => {
  for (const acls of ["given", "{ defaultAction: 'Deny', ipRules: addresses }", "union(given, { defaultAction: 'Deny' })"]) {
    test(`leaves address rules unclear in 'networkAcls: ${acls}'`, async () => {
      const { findings } = await audit({ "main.bicep": storage(acls) });
      const found = findings.filter((finding) => finding.rule === "storage-ip-rules-studio");
      assert.deepEqual(
        found.map((finding) => finding.verdict),
        ["unclear"],
      );
    });
  }

  test("leaves a compute's subnet beside a managed network unclear", async () => {
    const compute = `param subnet object
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2024-10-01' = {
  parent: mlw
  name: 'cpu'
  location: 'eastus'
  properties: { computeType: 'AmlCompute', properties: { subnet: subnet } }
}`;
    const { findings } = await audit({ "main.bicep": `${storage("given")}${compute}` });
    const found = findings.filter((finding) => finding.rule === "compute-subnet");
    assert.deepEqual(
      found.map((finding) => finding.verdict),
      ["unclear"],
    );
  });
});

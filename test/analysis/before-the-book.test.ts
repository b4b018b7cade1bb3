import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "../support/audit.ts";

const workspace =
  "resource ws 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = { name: 'mlw', location: 'eastus', properties: { publicNetworkAccess: 'Disabled' } }\n";

async function said(settings: Parameters<typeof audit>[1]): Promise<readonly string[]> {
  return (await audit({ "main.bicep": workspace }, settings)).problems.map(({ message }) => message);
}

test("a day before the first document of a cloud is said to ask for nothing, and not taken for a clean audit", async () => {
  assert.match((await said({ asOf: "2019-01-01" })).join(), /^No document of 2019-01-01 speaks of the cloud 'public', so nothing/);
  assert.match((await said({ asOf: "2020-03", cloud: "usgov" })).join(), /^No document of 2020-03-24 speaks of the cloud 'usgov'/);
  assert.deepEqual(await said({ asOf: "2020-03" }), []);
  assert.deepEqual(await said({}), []);
});

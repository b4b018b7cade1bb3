// A file with more findings than anybody reads in an editor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { session } from "./session.ts";

test("the editor gets the thousand worst findings of a file, and how many there are beside them", async () => {
  const vault = (index: number) =>
    `resource v${index} 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'kv-${index}'\n  location: 'eastus'\n  properties: {}\n}\nresource w${index} 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {\n  name: 'mlw-${index}'\n  location: 'eastus'\n  properties: {\n    keyVault: v${index}.id\n  }\n}\n`;
  await using server = await session({ "main.bicep": Array.from({ length: 300 }, (_, index) => vault(index)).join("") });
  const diagnostics = await server.diagnostics("main.bicep");
  const last = diagnostics.at(-1);
  assert.equal(diagnostics.length, 1001);
  assert.match(
    String(last?.message),
    /^There are \d+ more findings and problems in this file, none worse than those that are shown\. Mend these, or see all in the report\.$/,
  );
  const severities = diagnostics.map(({ severity }) => severity ?? 0);
  assert.deepEqual(severities, severities.toSorted());
});

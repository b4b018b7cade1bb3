import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { writeMarkdown } from "../../src/report/markdown.ts";
import { rules } from "../../src/rulebook/index.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";

const vault = (properties: string) => `
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-ml'
  location: resourceGroup().location
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    ${properties}
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw'
  location: resourceGroup().location
  properties: {
    keyVault: vault.id
  }
}
`;

async function markdown(text: string, profile: "standard" | "il5" | "none") {
  const result = await audit({ "main.bicep": text }, { profile });
  const report = { result, root, rules, version: "0.0.0", text: () => text };
  return { result, page: writeMarkdown(report) };
}

describe("the IL5 profile", () => {
  test("ends the Markdown report with its policies, controls and evidence", async () => {
    const { page } = await markdown(vault("enablePurgeProtection: true"), "il5");
    const lines = page.split("\n");
    const line = (id: string) => lines.find((one) => one.includes(id)) ?? "";
    assert.match(line("0b60c0b2"), /^\| met \| Key vaults should have deletion protection enabled .*\| CP-9 \| .*`kv-ml`/);
    assert.match(line("ba769a63"), /^\| \*\*unmet\*\* \|.*\| SC-12 \|.*`main.bicep:11`/);
    assert.match(line("6fac406b"), /^\| not judged \|/);
  });

  test("makes an error of what the initiative asks for", async () => {
    const { result } = await markdown(vault(""), "il5");
    const severityOf = (rule: string) => result.findings.find((finding) => finding.rule === rule)?.severity;
    assert.equal(severityOf("key-vault-purge-protection"), "error");
    assert.equal(severityOf("resource-logs"), "error");
    assert.equal(severityOf("workspace-cmk"), "error");
  });

  test("is silent about itself under the other profiles", async () => {
    assert.doesNotMatch((await markdown(vault(""), "standard")).page, /Impact Level/);
    const { result } = await markdown(vault(""), "none");
    assert.ok(!result.findings.some(({ rule }) => rule === "workspace-cmk" || rule === "resource-logs"));
    assert.ok(result.findings.some(({ rule }) => rule === "key-vault-purge-protection"));
  });
});

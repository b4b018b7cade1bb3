import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { narrow } from "../../src/model/narrow.ts";

const [was, wanted] = ["privatelink.notebooks.azureml.net", "privatelink.notebooks.azure.net"];

describe("a text that is put together", () => {
  for (const [code, quote, after] of [
    [
      `'privatelink.notebooks.\${gov ? 'usgovcloudapi.net' : 'azureml.net'}'`,
      "'",
      `'privatelink.notebooks.\${gov ? 'usgovcloudapi.net' : 'azure.net'}'`,
    ],
    [
      "concat('privatelink.notebooks.', if(variables('gov'), 'usgovcloudapi.net', 'azureml.net'))",
      "'",
      "concat('privatelink.notebooks.', if(variables('gov'), 'usgovcloudapi.net', 'azure.net'))",
    ],
    [
      `"privatelink.notebooks.\${var.gov ? "usgovcloudapi.net" : "azureml.net"}"`,
      '"',
      `"privatelink.notebooks.\${var.gov ? "usgovcloudapi.net" : "azure.net"}"`,
    ],
  ] as const) {
    test(`keeps what else it depends on: ${code}`, () => {
      const part = narrow(code, quote, was, wanted);
      assert.ok(part);
      assert.equal(code.slice(0, part.start) + part.text + code.slice(part.end), after);
    });
  }

  for (const code of [
    "'privatelink.notebooks.azureml.net'",
    `'privatelink\${suffix}'`,
    `'\${'azureml.net'}\${gov ? 'azureml.net' : 'x'}'`,
  ]) {
    test(`is left as a whole where no one literal is at fault: ${code}`, () => assert.equal(narrow(code, "'", was, wanted), undefined));
  }

  test("keeps the suffix that each cloud has for vaults", () => {
    const code = `'privatelink\${environment().suffixes.keyvaultDns}'`;
    const part = narrow(code, "'", "privatelink.vault.azure.net", "privatelink.vaultcore.azure.net");
    assert.ok(part);
    const after = code.slice(0, part.start) + part.text + code.slice(part.end);
    assert.equal(after, `'privatelink\${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'`);
  });
});

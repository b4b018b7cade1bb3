import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CompletionItem, TextEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { seededThings } from "../../src/scaffold/seeds.ts";
import { scaffoldMethod } from "../../src/server/azure-protocol.ts";
import { audit } from "../support/audit.ts";
import { completed } from "../support/tab-stops.ts";
import { type Session, session } from "./session.ts";

const schema = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"';
const other = '{ "type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2024-05-01", "name": "ip", "location": "eastus" }';

function template(resources: string): string {
  return `{\n  ${schema},\n  "contentVersion": "1.0.0.0",\n  "resources": [\n    ${resources}\n  ]\n}\n`;
}

/** What is offered at `|`, and the text without that mark. */
async function offered(
  server: Session,
  file: string,
  marked: string,
): Promise<{ readonly items: readonly CompletionItem[]; readonly text: string }> {
  const text = marked.replace("|", "");
  await server.open(file, text);
  const position = TextDocument.create(file, "", 0, text).positionAt(marked.indexOf("|"));
  const items: CompletionItem[] = await server.client.sendRequest("textDocument/completion", {
    textDocument: { uri: server.uri(file) },
    position,
  });
  return { items, text };
}

describe("scaffolds in a template of ARM", () => {
  for (const [where, resources] of [
    ["in an empty list", "|"],
    ["while their name is typed", "aml-net|"],
    ["before another resource", `|\n    ${other}`],
    ["behind another resource", `${other}, // the address\n    |`],
    [
      "in a list of a nested template",
      `{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "in", "properties": { "mode": "Incremental", "template": { ${schema}, "contentVersion": "1.0.0.0", "resources": [ | ] } } }`,
    ],
  ] as const) {
    test(`are offered ${where}, and each completes to a sound deployment`, async () => {
      await using server = await session({});
      const { items, text } = await offered(server, "azuredeploy.json", template(resources));
      assert.deepEqual(items.map(({ label }) => label).sort(), [
        "aml-customer-managed-keys",
        "aml-firewall-policy",
        "aml-network-security-group",
        "aml-private-endpoints",
        "aml-route-table",
      ]);
      for (const { textEdit, label } of items) {
        assert.ok(TextEdit.is(textEdit));
        const edit = { ...textEdit, newText: completed(textEdit.newText) };
        const done = TextDocument.applyEdits(TextDocument.create("azuredeploy.json", "", 0, text), [edit]);
        const { problems, findings, deployments } = await audit({ "azuredeploy.json": done });
        assert.deepEqual(problems, [], label);
        assert.deepEqual(
          findings.filter(({ verdict }) => verdict === "unmet"),
          [],
          label,
        );
        assert.ok((deployments[0]?.graph.resources.length ?? 0) > 0, label);
      }
    });
  }

  for (const [where, file, marked] of [
    ["inside a resource", "azuredeploy.json", template("{ | }")],
    ["in a string", "azuredeploy.json", template('"|"')],
    ["behind a resource without a comma", "azuredeploy.json", template(`${other} |`)],
    ["in another list", "azuredeploy.json", `{ ${schema}, "contentVersion": "1.0.0.0", "resources": [], "others": [ | ] }`],
    ["in JSON that is no template", "settings.json", '{ "resources": [ | ] }'],
    ["in Bicep", "main.bicep", "var resources = [\n  |\n]\n"],
  ] as const) {
    test(`are not offered ${where}`, async () => {
      await using server = await session({});
      assert.deepEqual((await offered(server, file, marked)).items, []);
    });
  }
});

test("a scaffold of each kind is answered by request, for the command that writes it into a new editor", async () => {
  await using server = await session({});
  for (const what of seededThings) {
    for (const language of ["bicep", "arm", "terraform"] as const) {
      const text: string | null = await server.client.sendRequest(scaffoldMethod, {
        what,
        language,
        cloud: "usgov",
        region: "usgovvirginia",
      });
      assert.ok(text !== null && text.length > 200, `${what} in ${language}`);
    }
  }
});

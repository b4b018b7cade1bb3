import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { CodeLens, CompletionItem, DocumentLink, Hover, InlayHint, MarkupContent } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Session, session } from "./session.ts";

const samples = join(import.meta.dirname, "../../samples");
const sample = readFileSync(join(samples, "bicep/insecure/main.bicep"), "utf8");

const policy = `resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  name: 'fw/aml'
  properties: {
    priority: 100
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'tags'
        priority: 100
        action: { type: 'Allow' }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'aml'
            ipProtocols: [ 'TCP' ]
            sourceAddresses: [ '*' ]
            destinationAddresses: [
              'AzureMachineLearning'
              '|tag'
            ]
            destinationPorts: [ '443' ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'hosts'
            protocols: [ { protocolType: 'Https', port: 443 } ]
            targetFqdns: [ '|host' ]
          }
        ]
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '|zone'
  location: 'global'
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: '|none'
  properties: { privateLinkServiceConnections: [ { name: 'a', properties: { groupIds: [ '|part' ] } } ] }
}
`;

async function complete(server: Session, file: string, text: string, mark: string): Promise<readonly string[]> {
  const at = text.indexOf(mark);
  const clean = text.replace(mark, "").replaceAll(/\|\w+/g, "");
  await server.open(file, clean);
  const offset = text.slice(0, at).replaceAll(/\|\w+/g, "").length;
  const position = TextDocument.create(file, "", 0, clean).positionAt(offset);
  const items: CompletionItem[] = await server.client.sendRequest("textDocument/completion", {
    textDocument: { uri: server.uri(file) },
    position,
  });
  return items.map(({ label }) => label);
}

async function hover(server: Session, file: string, text: string, word: string): Promise<string> {
  const position = TextDocument.create(file, "", 0, text).positionAt(text.indexOf(word) + 2);
  const answer: Hover | null = await server.client.sendRequest("textDocument/hover", { textDocument: { uri: server.uri(file) }, position });
  return (answer?.contents as MarkupContent | undefined)?.value ?? "";
}

describe("completion", () => {
  for (const [mark, has, lacks] of [
    ["|tag", "BatchNodeManagement", "pypi.org"],
    ["|host", "pypi.org", "BatchNodeManagement"],
    ["|zone", "privatelink.vaultcore.azure.net", "vault"],
    ["|part", "amlworkspace", "privatelink.vaultcore.azure.net"],
  ] as const) {
    test(`offers ${has} at ${mark}`, async () => {
      await using server = await session({});
      const labels = await complete(server, "main.bicep", policy, mark);
      assert.ok(labels.includes(has), labels.join(", "));
      assert.ok(!labels.includes(lacks));
    });
  }

  test("keeps silent in other strings", async () => {
    await using server = await session({});
    assert.deepEqual(await complete(server, "main.bicep", policy, "|none"), []);
  });

  for (const [file, text] of [
    [
      "main.tf",
      `resource "azurerm_firewall_policy_rule_collection_group" "a" {
  network_rule_collection {
    rule {
      destination_addresses = ["AzureMonitor", "|tag"]
      destination_fqdns     = ["|host"]
    }
  }
}
resource "azurerm_private_dns_zone" "b" {
  name = "|zone"
}
resource "azurerm_private_endpoint" "c" {
  name = "|none"
  private_service_connection {
    subresource_names = ["|part"]
  }
}
`,
    ],
    [
      "main.json",
      `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups/securityRules", "properties": { "destinationAddressPrefix": "|tag" } },
    { "type": "Microsoft.Network/privateDnsZones", "name": "|zone" },
    { "type": "Microsoft.Network/privateEndpoints", "name": "|none", "properties": { "privateLinkServiceConnections": [ { "properties": { "groupIds": [ "|part" ] } } ] } },
    { "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups", "properties": { "ruleCollections": [ { "rules": [ { "targetFqdns": [ "|host" ] } ] } ] } }
  ]
}
`,
    ],
  ] as const) {
    test(`offers tags, hosts, zones and parts where each belongs in ${file}, and nothing elsewhere`, async () => {
      for (const [mark, has] of [
        ["|tag", "AzureMachineLearning"],
        ["|host", "pypi.org"],
        ["|zone", "privatelink.vaultcore.azure.net"],
        ["|part", "amlworkspace"],
      ] as const) {
        await using server = await session({});
        const labels = await complete(server, file, text, mark);
        assert.ok(labels.includes(has), `${mark}: ${labels.join(", ")}`);
      }
      await using server = await session({});
      assert.deepEqual(await complete(server, file, text, "|none"), []);
    });
  }
});

describe("hover", () => {
  test("says what a tag is for, since when, and whether it is enough here", async () => {
    await using server = await session({ "main.bicep": sample });
    await server.open("main.bicep", sample);
    const said = await hover(server, "main.bicep", sample, "'AzureActiveDirectory'");
    assert.match(said, /^\*\*AzureActiveDirectory\*\* — service tag/);
    assert.match(said, /`TCP 80, 443` \*\*required\*\* since \d{4}-\d{2}-\d{2}: .+(Met|Not met|Unclear) here/);
  });

  test("waits for no audit that takes long: what a word means is known without one", async () => {
    const others = Array.from({ length: 200 }, (_, index) => [`other${index}.bicep`, "param p string\n"]);
    await using server = await session({ ...Object.fromEntries(others), "main.bicep": sample }, {}, false, 0);
    await server.open("main.bicep", sample);
    const said = await hover(server, "main.bicep", sample, "'AzureActiveDirectory'");
    assert.match(said, /`TCP 80, 443` \*\*required\*\* since \d{4}-\d{2}-\d{2}: /);
    assert.doesNotMatch(said, / here/);
    await server.diagnostics("main.bicep");
    assert.match(await hover(server, "main.bicep", sample, "'AzureActiveDirectory'"), /(Met|Not met|Unclear) here/);
  });

  test("keeps silent on words that nothing is known of", async () => {
    await using server = await session({ "main.bicep": sample });
    await server.open("main.bicep", sample);
    assert.equal(await hover(server, "main.bicep", sample, "'Standard_"), "");
  });
});

describe("hover on what is declared", () => {
  const said = async (word: string, text = sample) => {
    await using server = await session({ "main.bicep": text });
    await server.open("main.bicep", text);
    return hover(server, "main.bicep", text, word);
  };

  test("says of a workspace how many flows get through and what is not met about it", async () => {
    const symbol = /resource (\w+) 'Microsoft\.MachineLearningServices\/workspaces@/.exec(sample)?.[1] ?? "";
    const text = await said(`${symbol} 'Microsoft.Mach`);
    assert.match(text, /— workspace\n\n\d+ of \d+ required flows allowed, \d+ blocked/);
    assert.match(text, /Checks of it: \d+ met, [1-9]\d* unmet/);
  });

  test("names hubs and projects of AI Foundry as such", async () => {
    for (const [kind, name] of [
      ["Hub", "AI Foundry hub"],
      ["Project", "AI Foundry project"],
    ]) {
      const text = sample.replace(/(workspaces@[^']*' = \{\n)/, `$1  kind: '${kind}'\n`);
      const symbol = /resource (\w+) 'Microsoft\.MachineLearningServices\/workspaces@/.exec(sample)?.[1] ?? "";
      assert.match(await said(`${symbol} 'Microsoft.Mach`, text), new RegExp(`— ${name}`));
    }
  });

  test("says of a private endpoint what it leads to, which requirement it serves, and that no zone resolves it", async () => {
    const text = await said("vaultEndpoint 'Microsoft");
    assert.match(text, /— private endpoint for `vault`\n\nLeads to key vault /);
    assert.match(text, /since \d{4}-\d{2}-\d{2}: .+(Met|Not met|Unclear) here/);
  });

  for (const file of ["bicep/insecure/main.bicep", "terraform/insecure/main.tf", "arm/insecure/azuredeploy.json"] as const)
    test(`says of a zone in ${file} what it is for, or that nothing asks for it, at its head and at its name`, async () => {
      const text = readFileSync(join(samples, file), "utf8");
      await using server = await session({ [file]: text });
      await server.open(file, text);
      const heads = {
        bicep: /\w+ 'Microsoft\.Network\/privateDnsZones@/,
        tf: /resource "azurerm_private_dns_zone"/,
        json: /"privatelink/,
      };
      const head = heads[file.split(".").at(-1) as keyof typeof heads].exec(text)?.[0] ?? "";
      const told = await hover(server, file, text, head);
      assert.match(told, /^\*\*privatelink\..+ — private DNS zone\n\n(- .+since|No requirement of this cloud names this zone\.)/);
    });

  test("says of a rule which required flows it lets through", async () => {
    const text = await said("'machine-learning'");
    assert.match(text, /^\*\*machine-learning\*\* — rule of /);
    assert.match(
      text,
      /Lets these required flows through:\n\n- `[A-Za-z]+` TCP [\d, ]+ \*\*required\*\* since [\d-]+: .+\*(Not met|Met) here\.\*/,
    );
  });

  test("makes nothing of a name but its text: no picture is fetched, no link is offered", async () => {
    const name = "mlw![](https://example.invalid/i.png) <img src=x> **b**";
    const text = `resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {\n  name: '${name}'\n  location: 'eastus'\n}\n`;
    await using server = await session({ "main.bicep": text });
    await server.open("main.bicep", text);
    const told = await hover(server, "main.bicep", text, "workspace ");
    assert.ok(told.includes("mlw"));
    assert.doesNotMatch(told.replace(/`[^`]*`/g, "code"), /(?<!\\)\]\(|<img/);
  });

  test("names the security group that a rule is of", async () => {
    const group = `resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-training'
  location: 'eastus'
  properties: { securityRules: [ { name: 'out', properties: { access: 'Allow', direction: 'Outbound', priority: 100, protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: 'Storage', destinationPortRange: '443' } } ] }
}
`;
    assert.match(await said("'out'", sample + group), /^\*\*out\*\* — rule of `nsg-training`/);
  });
});

describe("code lens", () => {
  test("counts the required flows that get through, at workspace and policy", async () => {
    await using server = await session({ "main.bicep": sample });
    const lenses: CodeLens[] = await server.client.sendRequest("textDocument/codeLens", {
      textDocument: { uri: server.uri("main.bicep") },
    });
    assert.ok(lenses.length >= 2);
    for (const { command } of lenses) {
      assert.match(command?.title ?? "", /^(\d+ of \d+ required flows allowed|(lets|stops) (none|\d+) of \d+ required flows)/);
      assert.deepEqual([command?.command, command?.arguments?.[0]], ["amlNetworkAudit.showFlows", "main.bicep"]);
    }
  });

  for (const [file, text] of [
    ["main.bicep", sample],
    ["main.tf", readFileSync(join(samples, "terraform/insecure/main.tf"), "utf8")],
    ["azuredeploy.json", readFileSync(join(samples, "arm/insecure/azuredeploy.json"), "utf8")],
  ] as const) {
    test(`says of a rule collection in ${file} how many flows it lets through, and names each`, async () => {
      await using server = await session({ [file]: text });
      const lenses: CodeLens[] = await server.client.sendRequest("textDocument/codeLens", { textDocument: { uri: server.uri(file) } });
      const collection = lenses.find(({ command }) => /^lets \d+ of \d+ required flows through/.test(command?.title ?? ""));
      const flows = collection?.command?.arguments?.[1] ?? [];
      assert.match(collection?.command?.title ?? "", new RegExp(`^lets ${flows.length} of `));
      for (const { value, ports } of flows) assert.match(`${value} ${ports}`, /^[A-Za-z.*]+ (TCP|UDP) \d/);
      const line = text.split("\n")[collection?.range.start.line ?? 0] ?? "";
      assert.match(line, /services/);
    });
  }
});

describe("links and hints", () => {
  test("lead from a tag to its requirement, in every cloud", async () => {
    await using server = await session({ "main.bicep": sample });
    await server.open("main.bicep", sample);
    const links: DocumentLink[] = await server.client.sendRequest("textDocument/documentLink", {
      textDocument: { uri: server.uri("main.bicep") },
    });
    assert.ok(links.some(({ target }) => target === "aml-network-audit:/words/AzureActiveDirectory.md"));
    const page = await server.client.sendRequest("amlNetworkAudit/wordPage", { word: "AzureActiveDirectory" });
    assert.match(String(page), /^# AzureActiveDirectory\n\n## Azure public[\s\S]+## Azure US Government/);
    assert.equal(await server.client.sendRequest("amlNetworkAudit/wordPage", { word: "Nothing" }), null);
  });

  test("stand beside tags only when they are asked for", async () => {
    await using server = await session({ "main.bicep": sample });
    await server.open("main.bicep", sample);
    const hints = (): Promise<InlayHint[]> =>
      server.client.sendRequest("textDocument/inlayHint", {
        textDocument: { uri: server.uri("main.bicep") },
        range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } },
      });
    assert.deepEqual(await hints(), []);
    await server.configure({ inlayHints: true });
    const labels = (await hints()).map(({ label }) => label);
    assert.ok(labels.includes("TCP 80, 443"), labels.join(" / "));
  });
});

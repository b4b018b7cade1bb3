import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Change } from "../../../src/model/repair.ts";
import { written } from "./written.ts";

const key = "azurerm_storage_account.main";
const off: Change = { do: "set", resource: key, path: ["properties", "publicNetworkAccess"], value: "Disabled" };

describe("a fix", () => {
  test("adds an argument among the others and aligns them", () => {
    const before = 'resource "azurerm_storage_account" "main" {\n  name = "st" # short\n\n  tags = {\n    a = 1\n  }\n}\n';
    const after =
      'resource "azurerm_storage_account" "main" {\n  name                          = "st" # short\n  public_network_access_enabled = false\n\n  tags = {\n    a = 1\n  }\n}\n';
    assert.deepEqual(written({ "main.tf": before }, [off]), { "main.tf": after });
  });

  test("changes a value where it is written: in the file of variables", () => {
    const main =
      'variable "open" {\n  default = true\n}\nresource "azurerm_storage_account" "main" {\n  name                          = "st"\n  public_network_access_enabled = var.open\n}\n';
    assert.deepEqual(written({ "main.tf": main, "prod.tfvars": "open = true\n" }, [off], ["prod.tfvars"]), {
      "main.tf": main,
      "prod.tfvars": "open = false\n",
    });
    assert.deepEqual(written({ "main.tf": main }, [off]), { "main.tf": main.replace("default = true", "default = false") });
  });

  test("replaces an expression that is no literal", () => {
    const before = 'variable "shut" {}\nresource "azurerm_storage_account" "main" {\n  public_network_access_enabled = !var.shut\n}\n';
    assert.deepEqual(written({ "main.tf": before }, [off]), { "main.tf": before.replace("!var.shut", "false") });
  });

  test("uses the spelling of the major", () => {
    const change: Change = { do: "set", resource: "azurerm_key_vault.main", path: ["properties", "enableRbacAuthorization"], value: true };
    const file = (version: string) =>
      `terraform {\n  required_providers {\n    azurerm = {\n      version = "${version}"\n    }\n  }\n}\nresource "azurerm_key_vault" "main" {\n  name = "kv"\n}\n`;
    assert.match(String(Object.values(written({ "main.tf": file("~> 3.0") }, [change]))), /enable_rbac_authorization = true/);
    assert.match(String(Object.values(written({ "main.tf": file("~> 5.0") }, [change]))), /rbac_authorization_enabled = true/);
  });

  test("adds a block with variables where the module keeps its own", () => {
    const main = 'resource "azurerm_machine_learning_workspace" "main" {\n  name = "mlw"\n}\n';
    const change: Change = {
      do: "set",
      resource: "azurerm_machine_learning_workspace.main",
      path: ["properties", "encryption"],
      value: {
        status: "Enabled",
        keyVaultProperties: {
          keyVaultArmId: { $parameter: "cmkKeyVaultId", description: "Id of the vault." },
          keyIdentifier: { $parameter: "cmkKeyUri", description: "URI of the key." },
        },
      },
    };
    const variable = (name: string, text: string) => `\nvariable "${name}" {\n  description = "${text}"\n  type        = string\n}\n`;
    assert.deepEqual(written({ "main.tf": main, "variables.tf": 'variable "a" {}\n' }, [change]), {
      "main.tf":
        'resource "azurerm_machine_learning_workspace" "main" {\n  name = "mlw"\n\n  encryption {\n    key_vault_id = var.cmk_key_vault_id\n    key_id       = var.cmk_key_uri\n  }\n}\n',
      "variables.tf": `variable "a" {}\n${variable("cmk_key_vault_id", "Id of the vault.")}${variable("cmk_key_uri", "URI of the key.")}`,
    });
  });

  test("adds a rule to a collection, a host to a list, and takes an item away", () => {
    const before = `resource "azurerm_firewall_policy_rule_collection_group" "main" {
  name               = "g"
  firewall_policy_id = azurerm_firewall_policy.main.id
  priority           = 100

  application_rule_collection {
    name     = "hosts"
    priority = 100
    action   = "Allow"

    rule {
      name              = "python"
      destination_fqdns = ["pypi.org", "old.example"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

resource "azurerm_firewall_policy" "main" {
  name = "p"
}
`;
    const resource = "azurerm_firewall_policy_rule_collection_group.main";
    const rules = ["properties", "ruleCollections", 0, "rules"] as const;
    const hosts = [...rules, 0, "targetFqdns"];
    const after = written({ "main.tf": before }, [
      { do: "append", resource, path: hosts, value: "anaconda.com" },
      { do: "remove", resource, path: [...hosts, 1] },
      {
        do: "append",
        resource,
        path: rules,
        value: {
          ruleType: "ApplicationRule",
          name: "r",
          protocols: [{ protocolType: "Https", port: 443 }],
          targetFqdns: ["cloud.r-project.org"],
        },
      },
    ]);
    assert.ok(typeof after === "object");
    assert.match(after["main.tf"] ?? "", /destination_fqdns = \["pypi\.org", "anaconda\.com"\]/);
    assert.match(
      after["main.tf"] ?? "",
      / {4}rule \{\n {6}name {14}= "r"\n {6}destination_fqdns = \["cloud\.r-project\.org"\]\n\n {6}protocols \{/,
    );
  });

  test("adds resources that point at each other, with the zone group inside its endpoint", () => {
    const main =
      'resource "azurerm_storage_account" "main" {\n  name                = "st"\n  resource_group_name = azurerm_resource_group.rg.name\n  location            = azurerm_resource_group.rg.location\n}\n\nresource "azurerm_resource_group" "rg" {\n  name     = "rg"\n  location = "eastus"\n}\n';
    const body = {
      location: { $deployment: "location" },
      properties: {
        subnet: { id: "/s" },
        privateLinkServiceConnections: [{ name: "c", properties: { privateLinkServiceId: { $ref: key }, groupIds: ["blob"] } }],
      },
    } as const;
    const after = written({ "main.tf": main }, [
      {
        do: "add",
        beside: key,
        resources: [
          { key: "endpoint", type: "Microsoft.Network/privateEndpoints", apiVersion: "1", name: { $name: "pe-blob" }, body },
          { key: "zone", type: "Microsoft.Network/privateDnsZones", apiVersion: "1", name: "z.example", body: { location: "global" } },
          {
            key: "group",
            type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
            apiVersion: "1",
            name: "default",
            parent: "endpoint",
            body: { properties: { privateDnsZoneConfigs: [{ name: "z", properties: { privateDnsZoneId: { $ref: "zone" } } }] } },
          },
        ],
      },
    ]);
    assert.ok(typeof after === "object");
    assert.ok(
      after["main.tf"]?.includes(`resource "azurerm_private_endpoint" "endpoint" {
  name                = "pe-blob-st"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  subnet_id           = "/s"

  private_service_connection {
    name                           = "c"
    private_connection_resource_id = azurerm_storage_account.main.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.zone.id]
  }
}

resource "azurerm_private_dns_zone" "zone" {
  name                = "z.example"
  resource_group_name = azurerm_resource_group.rg.name
}
`),
      after["main.tf"],
    );
  });

  test("is written into azapi bodies as they stand", () => {
    const before =
      'resource "azapi_resource" "ws" {\n  type = "Microsoft.MachineLearningServices/workspaces@2025-06-01"\n  name = "mlw"\n  body = {\n    properties = {\n      friendlyName = "x"\n    }\n  }\n}\n';
    const change: Change = { do: "set", resource: "azapi_resource.ws", path: ["properties", "publicNetworkAccess"], value: "Disabled" };
    assert.deepEqual(written({ "main.tf": before }, [change]), {
      "main.tf": before.replace('friendlyName = "x"', 'friendlyName        = "x"\n      publicNetworkAccess = "Disabled"'),
    });
  });

  test("says why it cannot be written", () => {
    const main = 'resource "azurerm_storage_account" "main" {\n  name = "st"\n}\n';
    assert.match(
      String(written({ "main.tf": main }, [{ do: "set", resource: key, path: ["properties", "madeUp"], value: true }])),
      /azurerm has no argument/,
    );
    assert.match(String(written({ "main.tf": main }, [{ do: "set", resource: "missing", path: ["x"], value: true }])), /not declared/);
  });
});

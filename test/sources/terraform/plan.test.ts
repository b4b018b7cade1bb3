import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planReader } from "../../../src/sources/terraform/plan.ts";
import { drawn, hostOf, root } from "./folder.ts";

const resource = (address: string, type: string, values: object) => ({ address, mode: "managed", type, name: "main", values });
const configured = (type: string, expressions: object) => ({ address: `${type}.main`, mode: "managed", type, name: "main", expressions });

const plan = {
  format_version: "1.2",
  planned_values: {
    root_module: {
      resources: [
        resource("azurerm_storage_account.main", "azurerm_storage_account", {
          name: "st",
          public_network_access_enabled: false,
          network_rules: [],
        }),
      ],
      child_modules: [
        {
          address: "module.ws",
          resources: [
            resource("module.ws.azurerm_machine_learning_workspace.main", "azurerm_machine_learning_workspace", {
              name: "mlw",
              encryption: [],
            }),
          ],
        },
      ],
    },
  },
  resource_changes: [
    {
      address: "module.ws.azurerm_machine_learning_workspace.main",
      change: { after_unknown: { id: true, storage_account_id: true, key_vault_id: true } },
    },
  ],
  configuration: {
    provider_config: { azurerm: { version_constraint: "~> 3.0", expressions: { environment: { constant_value: "usgovernment" } } } },
    root_module: {
      resources: [configured("azurerm_storage_account", {})],
      module_calls: {
        ws: {
          source: "./ws",
          expressions: { storage: { references: ["azurerm_storage_account.main.id", "azurerm_storage_account.main"] } },
          module: {
            resources: [configured("azurerm_machine_learning_workspace", { storage_account_id: { references: ["var.storage"] } })],
          },
        },
      },
    },
  },
};

const files = {
  "plan.json": JSON.stringify(plan),
  "main.tf": 'resource "azurerm_storage_account" "main" {\n  public_network_access_enabled = var.open\n}\n',
};
const entry = { uri: `${root}plan.json`, parameters: [], prefix: "" };

describe("a plan", () => {
  test("is known by what it holds", () => {
    const role = (text: string) => planReader.outline({ uri: `${root}x.json`, text }).role;
    assert.equal(role(files["plan.json"]), "template");
    assert.equal(role('{"$schema": "x"}'), "none");
    assert.equal(role('{"planned_values": {}, "format_version": '), "none");
  });

  test("gives resolved values, and references where a value is known only later", () => {
    const fragment = planReader.evaluate(entry, hostOf(files));
    const [storage = "", workspace = ""] = drawn(fragment);
    assert.match(storage, /^azurerm_storage_account\.main Microsoft\.Storage\/storageAccounts\("st"\) .*publicNetworkAccess: "Disabled"/);
    assert.match(workspace, /storageAccount: azurerm_storage_account\.main/);
    assert.match(workspace, /keyVault: <module\.ws\.azurerm_machine_learning_workspace\.main\.key_vault_id>/);
    assert.equal(fragment.cloud?.is, "usgov");
  });

  test("points at the configuration beside it", () => {
    const [storage, workspace] = planReader.evaluate(entry, hostOf(files)).declarations;
    assert.equal(storage?.at.from === "file" && storage.at.uri, `${root}main.tf`);
    assert.equal(workspace?.at.from === "file" && workspace.at.uri, `${root}plan.json`);
  });

  test("reads what is to be, not what was, under addresses with keys in called modules", () => {
    const address = `module.data["eu"].azurerm_storage_account.main["logs"]`;
    const held = (values: object) => ({
      root_module: {
        child_modules: [
          { address: `module.data["eu"]`, resources: [{ ...resource(address, "azurerm_storage_account", values), index: "logs" }] },
        ],
      },
    });
    const keyed = {
      format_version: "1.2",
      planned_values: held({ name: "stlogs", public_network_access_enabled: false }),
      prior_state: { format_version: "1.0", values: held({ name: "stlogs", public_network_access_enabled: true }) },
      resource_changes: [{ address, index: "logs", change: { after_unknown: { id: true } } }],
      configuration: {
        root_module: { module_calls: { data: { source: "./data", module: { resources: [configured("azurerm_storage_account", {})] } } } },
      },
    };
    const [only = "", ...more] = drawn(planReader.evaluate(entry, hostOf({ "plan.json": JSON.stringify(keyed) })));
    assert.deepEqual(more, []);
    assert.ok(only.startsWith(`${address} Microsoft.Storage/storageAccounts("stlogs") `), only);
    assert.match(only, /publicNetworkAccess: "Disabled"/);
  });

  test("that is cut or strange is no crash", () => {
    for (const text of [
      "",
      "null",
      "[]",
      '{"format_version":1,"planned_values":{"root_module":{"resources":[null,{"address":1}],"child_modules":{}}}}',
    ]) {
      assert.ok(planReader.evaluate(entry, hostOf({ "plan.json": text })).declarations.length === 0);
    }
  });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, Draft } from "../../../src/model/repair.ts";
import type { Path } from "../../../src/model/value.ts";
import type { Files } from "./folder.ts";
import { written } from "./written.ts";

const key = "azurerm_storage_account.main";
const off: Change = { do: "set", resource: key, path: ["properties", "publicNetworkAccess"], value: "Disabled" };

const json = '{ "resource": { "azurerm_storage_account": { "main": { "name": "st", "public_network_access_enabled": true } } } }\n';

test("a fix in JSON changes a value where it stands", () => {
  assert.deepEqual(written({ "main.tf.json": json }, [off]), { "main.tf.json": json.replace("true", "false") });
});

const group = `\${var.group}`;
const file = (more: object) =>
  `${JSON.stringify({ resource: { azurerm_storage_account: { main: { name: "st", resource_group_name: group } }, ...more } }, null, 2)}\n`;
const parsed = (result: Files | string) => JSON.parse(String(typeof result === "string" ? result : result["main.tf.json"]));

test("a fix in JSON adds an argument behind the others, and leaves the rest as it is", () => {
  const after = file({}).replace(`"${group}"`, `"${group}",\n        "public_network_access_enabled": false`);
  assert.deepEqual(written({ "main.tf.json": file({}) }, [off]), { "main.tf.json": after });
});

test("a fix in JSON adds a rule to those that are there, one or more", () => {
  const one = { name: "a", access: "Allow", priority: 100 };
  const value = { name: "b", properties: { access: "Deny", priority: 200 } };
  const change: Change = { do: "append", resource: "azurerm_network_security_group.main", path: ["properties", "securityRules"], value };
  for (const there of [one, [one]]) {
    const before = file({ azurerm_network_security_group: { main: { name: "nsg", security_rule: there } } });
    const changed: { readonly security_rule: unknown } = parsed(written({ "main.tf.json": before }, [change])).resource
      .azurerm_network_security_group.main;
    assert.deepEqual(changed.security_rule, [one, { name: "b", access: "Deny", priority: 200 }]);
  }
});

test("a fix in JSON adds resources that point at what is there and at each other", () => {
  const zone = {
    key: "zone",
    type: "Microsoft.Network/privateDnsZones",
    apiVersion: "2024-06-01",
    name: "privatelink.example",
    body: {},
  };
  const subnet = { id: { $parameter: "subnet_id", description: "Id of the subnet." } };
  const connection = { name: "c", properties: { privateLinkServiceId: { $ref: key }, groupIds: ["blob"] } };
  const body = { properties: { subnet, privateLinkServiceConnections: [connection] } };
  const end = { key: "end", type: "Microsoft.Network/privateEndpoints", apiVersion: "2024-05-01", name: "pe", body };
  const change: Change = { do: "add", beside: key, resources: [zone, end] };
  const after = parsed(written({ "main.tf.json": file({}) }, [change]));
  assert.deepEqual(after.resource.azurerm_private_dns_zone, {
    zone: { name: "privatelink.example", resource_group_name: group },
  });
  const { private_service_connection: made, subnet_id } = after.resource.azurerm_private_endpoint.end;
  assert.equal(made.private_connection_resource_id, `\${azurerm_storage_account.main.id}`);
  assert.equal(subnet_id, `\${var.subnet_id}`);
  assert.equal(after.variable.subnet_id.type, "string");
});

const nsg = "azurerm_network_security_group.main";
const rules: Path = ["properties", "securityRules"];
const set = (resource: string, path: Path, value: Draft): Change => ({ do: "set", resource, path, value });
const resources = (result: Files | string) => parsed(result).resource;

test("a fix in JSON changes one block of several, and takes one or its last away", () => {
  const [a, b] = [
    { name: "a", access: "Allow", priority: 100 },
    { name: "b", access: `\${var.access}`, priority: 200 },
  ];
  const files = { "main.tf.json": file({ azurerm_network_security_group: { main: { name: "nsg", security_rule: [a, b] } } }) };
  const after = (...changes: readonly Change[]) => resources(written(files, changes)).azurerm_network_security_group.main.security_rule;
  assert.deepEqual(after(set(nsg, [...rules, 1, "properties", "access"], "Deny")), [a, { ...b, access: "Deny" }]);
  assert.deepEqual(after({ do: "remove", resource: nsg, path: [...rules, 0] }), [b]);
  const alone = { "main.tf.json": file({ azurerm_network_security_group: { main: { name: "nsg", security_rule: a } } }) };
  const none = resources(written(alone, [{ do: "remove", resource: nsg, path: [...rules, 0] }]));
  assert.deepEqual(none.azurerm_network_security_group.main, { name: "nsg" });
});

test("a fix in JSON takes an argument away, and nothing else", () => {
  const json = '{\n\t"resource": { "azurerm_storage_account": { "main": {\n\t\t"name": "st", "min_tls_version": "TLS1_0" } } }\n}\n';
  const after = written({ "main.tf.json": json }, [{ do: "remove", resource: key, path: ["properties", "minimumTlsVersion"] }]);
  assert.deepEqual(after, { "main.tf.json": json.replace(', "min_tls_version": "TLS1_0"', "") });
});

test("a fix in JSON has a resource wait for another", () => {
  const files = { "main.tf.json": file({ azurerm_network_security_group: { main: { name: "nsg", depends_on: ["azurerm_subnet.a"] } } }) };
  const after = resources(
    written(files, [
      { do: "wait", resource: nsg, for: key },
      { do: "wait", resource: key, for: nsg },
    ]),
  );
  assert.deepEqual(after.azurerm_network_security_group.main.depends_on, ["azurerm_subnet.a", key]);
  assert.deepEqual(after.azurerm_storage_account.main.depends_on, [nsg]);
});

test("a fix in JSON adds a host and a rule to what a firewall policy allows", () => {
  const group = "azurerm_firewall_policy_rule_collection_group";
  const rule = { name: "python", destination_fqdns: ["pypi.org"], protocols: [{ type: "Https", port: 443 }] };
  const collection = { name: "hosts", priority: 100, action: "Allow", rule: [rule] };
  const body = { name: "g", firewall_policy_id: "p", priority: 100, application_rule_collection: [collection] };
  const path: Path = ["properties", "ruleCollections", 0, "rules"];
  const added = { ruleType: "ApplicationRule", name: "r", protocols: [{ protocolType: "Https", port: 443 }], targetFqdns: ["r.example"] };
  const after = written({ "main.tf.json": file({ [group]: { main: body } }) }, [
    { do: "append", resource: `${group}.main`, path: [...path, 0, "targetFqdns"], value: "anaconda.com" },
    { do: "append", resource: `${group}.main`, path, value: added },
  ]);
  assert.deepEqual(resources(after)[group].main.application_rule_collection[0].rule, [
    { ...rule, destination_fqdns: ["pypi.org", "anaconda.com"] },
    { name: "r", destination_fqdns: ["r.example"], protocols: { type: "Https", port: 443 } },
  ]);
});

test("a fix in JSON puts the group of zones into its endpoint", () => {
  const zone = `\${azurerm_private_dns_zone.z.id}`;
  const files = {
    "main.tf.json": file({ azurerm_private_endpoint: { pe: { name: "pe" } }, azurerm_private_dns_zone: { z: { name: "z.example" } } }),
  };
  const configs = [{ name: "z", properties: { privateDnsZoneId: { $ref: "azurerm_private_dns_zone.z" } } }];
  const child = {
    key: "group",
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    apiVersion: "2024-05-01",
    name: "default",
    parent: "azurerm_private_endpoint.pe",
    body: { properties: { privateDnsZoneConfigs: configs } },
  };
  const after = resources(written(files, [{ do: "add", beside: "azurerm_private_endpoint.pe", resources: [child] }]));
  assert.deepEqual(after.azurerm_private_endpoint.pe.private_dns_zone_group, { name: "default", private_dns_zone_ids: [zone] });
});

test("a fix in JSON is written into azapi bodies, as objects or encoded", () => {
  const type = "Microsoft.MachineLearningServices/workspaces@2025-06-01";
  const change = set("azapi_resource.ws", ["properties", "publicNetworkAccess"], "Disabled");
  const body = (given: unknown) =>
    resources(written({ "main.tf.json": file({ azapi_resource: { ws: { type, name: "mlw", body: given } } }) }, [change])).azapi_resource.ws
      .body;
  assert.deepEqual(body({ properties: { friendlyName: "x" } }), { properties: { friendlyName: "x", publicNetworkAccess: "Disabled" } });
  const encoded = String(body(`\${jsonencode({ properties = { friendlyName = "x" } })}`));
  assert.match(encoded, /^\$\{jsonencode\(\{ properties = \{ friendlyName\s+= "x", publicNetworkAccess = "Disabled" \} \}\)\}$/);
});

test("a fix in JSON finds its place through lists, and changes values in files of variables", () => {
  const listed =
    '{ "resource": [{ "azurerm_subnet": { "a": { "name": "a" } } }, { "azurerm_storage_account": { "main": [{ "name": "st" }] } }] }\n';
  const after = resources(written({ "main.tf.json": listed }, [off]));
  assert.deepEqual(after[1], { azurerm_storage_account: { main: [{ name: "st", public_network_access_enabled: false }] } });
  const main = `{ "variable": { "open": {} }, "resource": { "azurerm_storage_account": { "main": { "public_network_access_enabled": "\${var.open}" } } } }`;
  const files = { "main.tf.json": main, "a.tfvars.json": '{ "open": true }' };
  assert.deepEqual(written(files, [off], ["a.tfvars.json"]), { ...files, "a.tfvars.json": '{ "open": false }' });
});

test("a fix in JSON keeps texts with quotes, line breaks and expressions as they are", () => {
  const text = `a "b" \\ \n\${lookup(var.all, "x")} %{ if true }c%{ endif } $\${d}`;
  const expression = `\${var.key}`;
  const before = file({ azurerm_storage_account: { main: { name: "st", tags: { text, [expression]: "v" } } } });
  const after = resources(written({ "main.tf.json": before }, [off])).azurerm_storage_account.main;
  assert.equal(after.tags.text, text);
  assert.equal(after.tags[expression], "v");
  assert.equal(after.public_network_access_enabled, false);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble } from "../../../src/model/assemble.ts";
import { sourceOf } from "../../../src/reach/sources.ts";
import { evaluated } from "./folder.ts";

const network = `resource "azurerm_virtual_network" "main" {
  name          = "vnet"
  address_space = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "main" {
  name                 = "snet"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.0.1.0/24"]
}
resource "azurerm_network_interface" "main" {
  name = "nic"
  ip_configuration {
    name      = "ip"
    subnet_id = azurerm_subnet.main.id
  }
}
resource "azurerm_application_security_group" "jump" {
  name = "asg-jump"
}
`;

const association = (more: string) => `resource "azurerm_network_interface_application_security_group_association" "a" {
  network_interface_id          = azurerm_network_interface.main.id
  ${more}
}
`;

function cardOf(text: string) {
  const [source, ...more] = sourceOf(assemble([evaluated({ "main.tf": text })]), "nic");
  assert.deepEqual(more, []);
  assert.equal(source?.subnet?.name, "snet");
  return { memberOf: source?.card?.memberOf, open: source?.card?.memberOpen !== undefined };
}

const jump = "application_security_group_id = azurerm_application_security_group.jump.id";

test("an interface is in no application security group where nothing joins it to one", () => {
  assert.deepEqual(cardOf(network), { memberOf: [], open: false });
});

test("an interface is in the application security group that an association joins it to, wherever that is written", () => {
  const expected = { memberOf: ["azurerm_application_security_group.jump"], open: false };
  assert.deepEqual(cardOf(network + association(jump)), expected);
  assert.deepEqual(cardOf(association(jump) + network), expected);
});

test("an interface is in every group that an association with 'for_each' joins it to", () => {
  const lab = `resource "azurerm_application_security_group" "lab" {\n  name = "asg-lab"\n}\n`;
  const each = `for_each = { jump = azurerm_application_security_group.jump.id, lab = azurerm_application_security_group.lab.id }
  application_security_group_id = each.value`;
  const groups = ["azurerm_application_security_group.jump", "azurerm_application_security_group.lab"];
  assert.deepEqual(cardOf(network + lab + association(each)), { memberOf: groups, open: false });
});

test("it cannot be told which groups an interface is in where the number of associations, or their group, is not known", () => {
  const variables = 'variable "number" {}\nvariable "groups" {}\nvariable "on" {}\n';
  const unsure = { memberOf: [], open: true };
  assert.deepEqual(cardOf(variables + network + association(`count = var.number\n  ${jump}`)), unsure);
  assert.deepEqual(
    cardOf(variables + network + association("for_each = var.groups\n  application_security_group_id = each.value")),
    unsure,
  );
  assert.deepEqual(cardOf(variables + network + association("application_security_group_id = var.groups[0]")), unsure);
});

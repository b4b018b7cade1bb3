import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawn, evaluated, reader, root, shown } from "./folder.ts";

const group = (name: string, more = "") =>
  `resource "azurerm_resource_group" "${name}" {\n  name     = "rg-${name}"\n  location = "eastus"\n${more}}\n`;
const keys = (fragment: ReturnType<typeof evaluated>) => fragment.declarations.map(({ key }) => key);

describe("a folder of Terraform", () => {
  test("is all its files, with overrides merged into what they override", () => {
    const fragment = evaluated({
      "main.tf": group("a"),
      "more.tf": group("b"),
      "a_override.tf": 'resource "azurerm_resource_group" "a" {\n  location = "westus"\n}\n',
      "skipped.tftest.hcl": group("c"),
    });
    assert.deepEqual(drawn(fragment), [
      'azurerm_resource_group.a Microsoft.Resources/resourceGroups("rg-a") {location: "westus"}',
      'azurerm_resource_group.b Microsoft.Resources/resourceGroups("rg-b") {location: "eastus"}',
    ]);
    const [first] = fragment.declarations;
    const location = first?.body.kind === "object" ? first.body.props.get("location")?.value : undefined;
    assert.equal(location?.at.from === "file" && location.at.uri, `${root}a_override.tf`);
  });

  test("takes OpenTofu's file instead of the one of the same name", () => {
    assert.deepEqual(keys(evaluated({ "main.tf": group("a"), "main.tofu": group("b") })), ["azurerm_resource_group.b"]);
  });

  test("is read from JSON as from its own language", () => {
    const json = {
      variable: { n: { default: "x" } },
      resource: { azurerm_resource_group: { a: { name: `rg-\${var.n}`, location: "eastus" } } },
    };
    assert.deepEqual(drawn(evaluated({ "main.tf.json": JSON.stringify(json) })), [
      'azurerm_resource_group.a Microsoft.Resources/resourceGroups("rg-x") {location: "eastus"}',
    ]);
  });

  test("gives variables by files, later ones winning, with types applied", () => {
    const files = {
      "main.tf": `variable "n" {}\nvariable "o" {\n  type = object({ size = optional(number, 2), on = optional(bool) })\n}\n${group("a").replace('"rg-a"', `"\${var.n}-\${var.o.size}-\${var.o.on == null}"`)}`,
      "terraform.tfvars": 'n = "base"\no = {}\n',
      "prod.tfvars": 'n = "prod"\no = { size = "3" }\n',
    };
    assert.match(drawn(evaluated(files, ["terraform.tfvars"]))[0] ?? "", /\("base-2-true"\)/);
    assert.match(drawn(evaluated(files, ["terraform.tfvars", "prod.tfvars"]))[0] ?? "", /\("prod-3-true"\)/);
    assert.match(drawn(evaluated(files))[0] ?? "", /\("\$\{<var\.n>\}-/);
  });

  test("names the cloud of its provider", () => {
    const provider = 'variable "e" {\n  default = "usgovernment"\n}\nprovider "azurerm" {\n  environment = var.e\n}\n';
    assert.equal(evaluated({ "main.tf": provider }).cloud?.is, "usgov");
  });
});

describe("count and for_each", () => {
  test("declare one instance for each item, under the condition that the item has", () => {
    const fragment = evaluated({
      "main.tf": `variable "on" {}
${group("a", "  count = var.on ? 1 : 0\n")}${group("b", '  for_each = toset(["x", "y"])\n').replace('"rg-b"', `"rg-\${each.key}"`)}
output "names" {
  value = [for key, one in azurerm_resource_group.b : "\${key}=\${one.name}"]
}
output "first" {
  value = azurerm_resource_group.a[0].id
}
`,
    });
    assert.deepEqual(drawn(fragment), [
      'azurerm_resource_group.a[0] Microsoft.Resources/resourceGroups("rg-a") if var.on {location: "eastus"}',
      'azurerm_resource_group.b["x"] Microsoft.Resources/resourceGroups("rg-x") {location: "eastus"}',
      'azurerm_resource_group.b["y"] Microsoft.Resources/resourceGroups("rg-y") {location: "eastus"}',
    ]);
    assert.deepEqual(
      [...fragment.outputs].map(([, value]) => shown(value)),
      ['["x=rg-x", "y=rg-y"]', "(var.on ? azurerm_resource_group.a[0] : ?error)"],
    );
  });

  test("stand for any number where what they go over is not known", () => {
    const fragment = evaluated({
      "main.tf": `variable "all" {}\n${group("a", "  for_each = var.all\n").replace('"rg-a"', "each.value.name")}`,
    });
    assert.deepEqual(drawn(fragment), [
      'azurerm_resource_group.a[*] Microsoft.Resources/resourceGroups(<var.all[*].name>) any number {location: "eastus"}',
    ]);
  });

  test("without bound are bounded", () => {
    const [only] = evaluated({ "main.tf": group("a", "  count = 1000000\n") }).declarations;
    assert.equal(only?.repeated?.kind, "limit");
  });

  test("write out dynamic blocks", () => {
    const rules = `resource "azurerm_route_table" "a" {
  name = "rt"
  dynamic "route" {
    for_each = { b = "Internet", a = "None" }
    iterator = one
    content {
      name          = one.key
      next_hop_type = one.value
    }
  }
}
`;
    assert.match(
      drawn(evaluated({ "main.tf": rules }))[0] ?? "",
      /routes: \[\{name: "a", properties: \{nextHopType: "None"\}\}, \{name: "b", properties: \{nextHopType: "Internet"\}\}\]/,
    );
  });
});

describe("modules", () => {
  const child = `variable "name" {}\nresource "azurerm_virtual_network" "this" {\n  name = var.name\n}\noutput "vnet" {\n  value = azurerm_virtual_network.this\n}\n`;

  test("are evaluated with their arguments, and their outputs lead to what they declare", () => {
    const fragment = evaluated({
      "main.tf": `module "net" {
  for_each = toset(["hub", "spoke"])
  source   = "./net"
  name     = "vnet-\${each.key}"
}
resource "azurerm_subnet" "a" {
  name                 = "default"
  virtual_network_name = module.net["hub"].vnet.name
}
output "id" {
  value = module.net["spoke"].vnet.id
}
`,
      "net/main.tf": child,
    });
    assert.deepEqual(
      drawn(fragment).map((line) => line.replace(/ \{.*$/, "")),
      [
        'azurerm_subnet.a Microsoft.Network/virtualNetworks/subnets("vnet-hub"/"default")',
        'module.net["hub"].azurerm_virtual_network.this Microsoft.Network/virtualNetworks("vnet-hub")',
        'module.net["spoke"].azurerm_virtual_network.this Microsoft.Network/virtualNetworks("vnet-spoke")',
      ],
    );
    const id = fragment.outputs.get("id");
    assert.equal(id && shown(id), 'module.net["spoke"].azurerm_virtual_network.this');
  });

  test("from a registry are where terraform init put them, else they are told as unseen", () => {
    const main = 'module "net" {\n  source = "example/net/azurerm"\n  name   = "v"\n}\n';
    const manifest = JSON.stringify({ Modules: [{ Key: "net", Source: "example/net/azurerm", Dir: ".terraform/modules/net" }] });
    const restored = { "main.tf": main, ".terraform/modules/modules.json": manifest, ".terraform/modules/net/main.tf": child };
    assert.deepEqual(keys(evaluated(restored)), ["module.net.azurerm_virtual_network.this"]);
    const [unseen] = evaluated({ "main.tf": main, ".terraform/modules/modules.json": "{ broken" }).unseen;
    assert.equal(unseen?.because.settle, "run `terraform init`");
    const escaping = JSON.stringify({ Modules: [{ Key: "net", Dir: "../../outside" }] });
    assert.equal(evaluated({ "main.tf": main, ".terraform/modules/modules.json": escaping }).unseen.length, 1);
  });

  test("of Azure's verified workspace are understood by what they are given", () => {
    const fragment = evaluated({
      "main.tf": `module "aml" {
  source                        = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name                          = "mlw"
  public_network_access_enabled = false
}
`,
    });
    assert.match(
      drawn(fragment)[0] ?? "",
      /^module\.aml\..* Microsoft\.MachineLearningServices\/workspaces\("mlw"\) .*publicNetworkAccess: "Disabled"/,
    );
    assert.ok(fragment.unseen[0]?.types?.includes("Microsoft.Network/privateEndpoints"));
  });

  test("that use themselves end", () => {
    const fragment = evaluated({ "main.tf": 'module "a" {\n  source = "./"\n}\n' });
    assert.ok(Array.isArray(fragment.declarations));
  });

  test("that use each other's outputs give them, and those that need themselves end", () => {
    const ref = (name: string) => `\${${name}}`;
    const one = `variable "from" {}\noutput "own" {\n  value = "one"\n}\noutput "got" {\n  value = "${ref("var.from")}!"\n}\n`;
    const call = (name: string, from: string) => `module "${name}" {\n  source = "./m"\n  from   = ${from}\n}\n`;
    const main = (a: string, b: string) =>
      `${call("a", `module.b.${a}`)}${call("b", `module.a.${b}`)}output "it" {\n  value = "${ref("module.a.got")} ${ref("module.b.got")}"\n}\n`;
    const said = (a: string, b: string) => evaluated({ "main.tf": main(a, b), "m/main.tf": one }).outputs.get("it");
    const known = said("own", "got");
    assert.equal(known && shown(known), '"one! one!!"');
    assert.ok(said("got", "got"));
  });

  test("are named as what a file uses", () => {
    const outline = reader.outline({ uri: `${root}main.tf`, text: 'module "a" {\n  source = "../net"\n}\nvariable "v" {}\n' });
    assert.deepEqual(outline, {
      role: "template",
      uses: ["file:///net/"],
      parameters: ["v"],
      needs: [`${root}.terraform.lock.hcl`],
      resources: 0,
      types: [],
    });
  });
});

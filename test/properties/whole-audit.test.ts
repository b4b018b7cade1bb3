// Whatever stands in the files: they are audited, mended and printed without an exception, and no place lies outside its file.
// `node scripts/fuzz.ts` goes on from here for as long as it is let.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, test } from "node:test";
import { grow } from "../support/grow.ts";
import { chanceOf, mutate } from "../support/mutate.ts";
import { whole } from "../support/whole.ts";

const samples = join(import.meta.dirname, "../../samples");
const files = readdirSync(samples, { recursive: true, encoding: "utf8" })
  .map((path) => join(samples, path))
  .filter((path) => /\.(bicep|tf|json)$/.test(path) && statSync(path).isFile())
  .sort();
const texts = Map.groupBy(files, extname);

describe("a sample that was spoilt is audited, mended and printed", () => {
  for (const [kind, paths] of texts)
    test(`*${kind}`, async () => {
      for (let seed = 1; seed <= 40; seed++) {
        const chance = chanceOf(seed);
        const pick = () => readFileSync(paths[chance.below(paths.length)] ?? "", "utf8");
        const [own, other] = [pick(), pick()];
        const spoilt = { [`main${kind}`]: mutate(own, other, chance), [`other${kind}`]: other };
        assert.equal(await whole(spoilt), undefined, `seed ${seed}`);
      }
    });
});

describe("a file that is grown from its language's grammar is audited, mended and printed", () => {
  for (const kind of texts.keys())
    test(`*${kind}`, async () => {
      for (let seed = 1; seed <= 40; seed++)
        assert.equal(await whole({ [`main${kind}`]: grow(kind, chanceOf(seed)) }), undefined, `seed ${seed}`);
    });
});

/** Each was once wrong, or took minutes. */
const found: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a block that its file's end cuts off": {
    "main.tf": 'resource "azurerm_public_ip" "one" {\n  name = "one"\n  tags = { a = [\n',
  },
  "a bracket too few before the last line": {
    "main.tf": 'variable "a" {\n  default = (\n}\nresource "azurerm_subnet" "s" {\n  name = upper("x"\n',
  },
  "a comment that is not closed, in the place of a value": {
    "main.json": '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":/*\r\n',
  },
  "a long blank before what cannot be read": {
    "main.tf": `resource "azurerm_key_vault" "main" {\n  name = "a"\n  r${" ".repeat(40_000)}name "st"\n${'  identity "current" {}\n}\n'.repeat(400)}`,
  },
  "a thousand operators one after the other": { "main.tf": `locals {\n  a = 1${" > 1".repeat(3000)}\n}\n` },
  "a zone whose name its file's end cuts off": {
    "main.tf": 'resource "azurerm_private_dns_zone" "vault" {\n  name = "privatelink.vault.az',
  },
  "a type that is the name of what every object has": {
    "main.bicep":
      "resource a 'constructor@2024-01-01' = {\n  name: 'a'\n}\nresource b '__proto__/toString@2024-01-01' = {\n  name: 'b'\n}\n",
    "main.json":
      '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[{"type":"constructor","name":"a"}]}',
    "main.tf":
      'provider "azurerm" {\n  environment = "constructor"\n}\nresource "azapi_resource" "a" {\n  type = "constructor@2024-01-01"\n  name = "a"\n}\n',
  },
  "a resource that is named by its own id": {
    "main.tf":
      'resource "azapi_resource" "key" {\n  type = "Microsoft.Compute/sshPublicKeys@2022-11-01"\n  resource_id = azapi_resource.key.id\n}\n',
  },
  "a module that is a folder": { "main.bicep": "module nsg '/' = {\n  name: 'nsg'\n}\nmodule own './' = {\n  name: 'own'\n}\n" },
  "a resource of Bicep whose braces are lost": {
    "main.bicep":
      "resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {\n  name: 'cr'\n  sku: {\n    name: 'Premium'\n",
  },
};
for (const [what, spoilt] of Object.entries(found))
  test(`${what} is audited, mended and printed`, async () => assert.equal(await whole(spoilt), undefined));
